import Synchronization

/// How many bytes of bodies the process holds at a time, over all requests: each body has a bound of its own, and many large ones together
/// would still fill the memory.
final class BodyBudget: Sendable {
    /// What files leave to JSON, so that uploads never keep everybody else out.
    private let reserve: Int
    private let left: Mutex<Int>

    init(bytes: Int) {
        reserve = bytes / 8
        left = Mutex(bytes)
    }

    /// What nobody holds.
    var free: Int { left.withLock { $0 } }

    /// What one body holds: nothing at first, and nothing any more when the share is gone.
    final class Share: Sendable {
        private let budget: BodyBudget
        private let floor: Int
        private let held = Mutex(0)

        init(of budget: BodyBudget, forFile: Bool) {
            self.budget = budget
            floor = forFile ? budget.reserve : 0
        }

        deinit {
            let bytes = held.withLock { $0 }
            budget.left.withLock { $0 += bytes }
        }

        /// Whether so much could be taken now; nothing is set aside for it.
        func hasRoom(for bytes: Int) -> Bool { budget.free - floor >= bytes }

        /// - Returns: false where so much is not left, and then nothing is taken.
        func take(_ bytes: Int) -> Bool {
            let isTaken = budget.left.withLock { left in
                guard left - floor >= bytes else { return false }
                left -= bytes
                return true
            }
            if isTaken { held.withLock { $0 += bytes } }
            return isTaken
        }
    }
}
