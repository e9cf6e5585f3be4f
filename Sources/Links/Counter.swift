import Synchronization

/// How many do something at this moment.
final class Counter: Sendable {
    private let count = Mutex(0)

    /// - Returns: false where so many do it already.
    func enter(most: Int) -> Bool {
        count.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
