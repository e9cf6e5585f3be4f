import CMalloc
import Foundation
import Synchronization

/// How many bytes of bodies the process holds at a time, over all requests: each body has a bound of its own, and many large ones together
/// would still fill the memory.
///
/// Nobody keeps everybody else out: files leave room to JSON, one sender holds a part of it, and those whom nobody knows share a small one.
final class BodyBudget: Sendable {
    private struct Room {
        var left: Int
        var leftToStrangers: Int
        var held: [Sender: Int] = [:]
        /// The most that was held since nothing was.
        var peak = 0
    }

    private let bytes: Int
    private let room: Mutex<Room>

    init(bytes: Int) {
        self.bytes = bytes
        room = Mutex(Room(left: bytes, leftToStrangers: bytes / 32))
    }

    /// What nobody holds.
    var free: Int { room.withLock { $0.left } }

    /// What one body holds: nothing at first, and nothing any more when the share is gone.
    final class Share: Sendable {
        private let budget: BodyBudget
        private let sender: Sender
        /// What files leave to JSON.
        private let floor: Int
        /// What its sender holds at most in all bodies together: one of the largest, or many small ones.
        private let most: Int
        private let held = Mutex(0)

        /// - Parameter limit: bytes of the body.
        init(of budget: BodyBudget, by sender: Sender, forFile: Bool, limit: Int) {
            self.budget = budget
            self.sender = sender
            floor = forFile ? budget.bytes / 8 : 0
            most = sender.isStranger ? limit : max(limit, budget.bytes / 64)
        }

        deinit {
            let bytes = held.withLock { $0 }
            if bytes > 0 { budget.giveBack(bytes, of: sender) }
        }

        /// Whether so much could be taken now; nothing is set aside for it.
        func hasRoom(for bytes: Int) -> Bool { budget.room.withLock { hasRoom(for: bytes, in: $0) } }

        private func hasRoom(for bytes: Int, in room: borrowing Room) -> Bool {
            room.left - floor >= bytes && (room.held[sender] ?? 0) + bytes <= most && (!sender.isStranger || room.leftToStrangers >= bytes)
        }

        /// - Returns: false where so much is not left, and then nothing is taken.
        func take(_ bytes: Int) -> Bool {
            let isTaken = budget.room.withLock { room in
                guard hasRoom(for: bytes, in: room) else { return false }
                room.left -= bytes
                room.held[sender, default: 0] += bytes
                if sender.isStranger { room.leftToStrangers -= bytes }
                room.peak = max(room.peak, budget.bytes - room.left)
                return true
            }
            if isTaken { held.withLock { $0 += bytes } }
            return isTaken
        }
    }

    private static let muchHeld = 64 << 20

    private func giveBack(_ bytes: Int, of sender: Sender) {
        let wasMuch = room.withLock { room in
            room.left += bytes
            let held = (room.held[sender] ?? 0) - bytes
            room.held[sender] = held > 0 ? held : nil
            if sender.isStranger { room.leftToStrangers += bytes }
            guard room.left == self.bytes else { return false }
            defer { room.peak = 0 }
            return room.peak >= Self.muchHeld
        }
        // The allocator keeps what was freed; after a flood nobody needs it. It may take some milliseconds.
        if wasMuch { DispatchQueue.global(qos: .utility).async { malloc_trim(0) } }
    }
}
