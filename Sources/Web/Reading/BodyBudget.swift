import CMalloc
import Foundation
import Synchronization

/// How many bytes of bodies the process holds at a time, over all requests: each body has a bound of its own, and many large ones together
/// would still fill the memory.
///
/// Nobody keeps everybody else out: files leave room to all the rest, one sender holds a part of it, and those whom nobody knows share a small one.
/// Nor does anybody's own upload keep out what the same sender asks meanwhile: files and the rest are counted apart.
final class BodyBudget: Sendable {
    private struct Holding: Hashable {
        var sender: Sender
        var isFile: Bool
    }

    private struct Room {
        var left: Int
        var leftToStrangers: Int
        var held: [Holding: Int] = [:]
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
        private let holding: Holding
        /// What files leave to the rest.
        private let floor: Int
        /// What its sender holds at most in all bodies of its kind together: one of the largest, or many small ones.
        private let most: Int
        private let held = Mutex(0)

        /// - Parameter limit: bytes of the body.
        init(of budget: BodyBudget, by sender: Sender, forFile: Bool, limit: Int) {
            self.budget = budget
            holding = Holding(sender: sender, isFile: forFile)
            floor = forFile ? budget.bytes / 8 : 0
            most = sender.isStranger ? limit : max(limit, budget.bytes / 64)
        }

        deinit {
            let bytes = held.withLock { $0 }
            if bytes > 0 { budget.giveBack(bytes, of: holding) }
        }

        /// - Throws: where so much could not be taken now; nothing is set aside for it.
        func check(_ bytes: Int) throws(Failure) {
            if let lack = budget.room.withLock({ lack(of: bytes, in: $0) }) { throw lack }
        }

        /// What is the sender's own comes first: then it helps to wait for that, and nobody else is in the way.
        private func lack(of bytes: Int, in room: borrowing Room) -> Failure? {
            let isStranger = holding.sender.isStranger
            guard (room.held[holding] ?? 0) + bytes <= most else { return isStranger ? .addressUploadUnderWay : .ownUploadUnderWay }
            guard room.left - floor >= bytes, !isStranger || room.leftToStrangers >= bytes else { return .tooManyUploads }
            return nil
        }

        /// - Throws: where so much is not left, and then nothing is taken.
        func take(_ bytes: Int) throws(Failure) {
            let lack = budget.room.withLock { room -> Failure? in
                if let lack = lack(of: bytes, in: room) { return lack }
                room.left -= bytes
                room.held[holding, default: 0] += bytes
                if holding.sender.isStranger { room.leftToStrangers -= bytes }
                room.peak = max(room.peak, budget.bytes - room.left)
                return nil
            }
            if let lack { throw lack }
            held.withLock { $0 += bytes }
        }
    }

    private static let muchHeld = 64 << 20

    private func giveBack(_ bytes: Int, of holding: Holding) {
        let wasMuch = room.withLock { room in
            room.left += bytes
            let held = (room.held[holding] ?? 0) - bytes
            room.held[holding] = held > 0 ? held : nil
            if holding.sender.isStranger { room.leftToStrangers += bytes }
            guard room.left == self.bytes else { return false }
            defer { room.peak = 0 }
            return room.peak >= Self.muchHeld
        }
        // The allocator keeps what was freed; after a flood nobody needs it. It may take some milliseconds.
        if wasMuch { DispatchQueue.global(qos: .utility).async { malloc_trim(0) } }
    }
}
