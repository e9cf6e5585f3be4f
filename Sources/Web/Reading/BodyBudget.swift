import API
import Foundation
import Synchronization

/// How many bytes of bodies the process holds at a time, over all requests: each body has a bound of its own, and many large ones together
/// would still fill the memory.
///
/// Nobody keeps everybody else out: files leave room to all the rest, one sender holds a part of it, and those whom nobody knows share a small one.
/// All members and programs of one organisation together hold half of what is for files, or one file of the largest size where that is more.
/// Nor does anybody's own upload keep out what the same sender asks meanwhile: files and the rest are counted apart.
final class BodyBudget: Sendable {
    private struct Holding: Hashable {
        var sender: Sender.Name
        var isFile: Bool
    }

    private struct Room {
        var left: Int
        var leftToStrangers: Int
        var held: [Holding: Int] = [:]
        var filesHeld: [Organisation.ID: Int] = [:]
    }

    private let bytes: Int
    private let room: Mutex<Room>

    init(bytes: Int) {
        self.bytes = bytes
        room = Mutex(Room(left: bytes, leftToStrangers: bytes / 32))
    }

    /// Bytes of all bodies just now, for whoever watches how near they come to the most.
    var held: Int { bytes - room.withLock { $0.left } }

    /// What one body holds: nothing at first, and nothing any more when the share is gone.
    final class Share: Sendable {
        private let budget: BodyBudget
        private let holding: Holding
        private let isStranger: Bool
        /// Whose files it counts among; nil for what is no file.
        private let organisation: Organisation.ID?
        /// What files leave to the rest.
        private let floor: Int
        /// What its sender holds at most in all bodies of its kind together: one of the largest, or many small ones.
        private let most: Int
        /// What its organisation holds at most in all files together.
        private let mostOfOrganisation: Int
        private let held = Mutex(0)

        /// The most bytes that the body may have.
        let limit: Int

        init(of budget: BodyBudget, by sender: Sender, forFile: Bool, limit: Int) {
            self.budget = budget
            self.limit = limit
            holding = Holding(sender: sender.name, isFile: forFile)
            isStranger = sender.isStranger
            organisation = forFile ? sender.organisation : nil
            floor = forFile ? budget.bytes / 8 : 0
            mostOfOrganisation = max(limit, (budget.bytes - floor) / 2)
            most = max(limit, budget.bytes / (sender.isStranger ? 512 : 64))
        }

        deinit {
            let bytes = held.withLock { $0 }
            guard bytes > 0 else { return }
            budget.giveBack(bytes) { room in
                room.held.lessen(holding, by: bytes)
                if let organisation { room.filesHeld.lessen(organisation, by: bytes) }
                if isStranger { room.leftToStrangers += bytes }
            }
        }

        /// - Throws: where so much could not be taken now; nothing is set aside for it.
        func check(_ bytes: Int) throws(Failure) {
            if let lack = budget.room.withLock({ lack(of: bytes, in: $0) }) { throw lack }
        }

        /// What is the sender's own comes first: then it helps to wait for that, and nobody else is in the way.
        private func lack(of bytes: Int, in room: borrowing Room) -> Failure? {
            guard (room.held[holding] ?? 0) + bytes <= most else { return isStranger ? .addressUploadUnderWay : .ownUploadUnderWay }
            if let organisation, (room.filesHeld[organisation] ?? 0) + bytes > mostOfOrganisation { return .organisationUploadUnderWay }
            guard room.left - floor >= bytes, !isStranger || room.leftToStrangers >= bytes else { return .tooManyUploads }
            return nil
        }

        /// - Throws: where so much is not left, and then nothing is taken.
        func take(_ bytes: Int) throws(Failure) {
            let refusal = budget.room.withLock { room -> Failure? in
                if let lack = lack(of: bytes, in: room) { return lack }
                room.left -= bytes
                room.held[holding, default: 0] += bytes
                if let organisation { room.filesHeld[organisation, default: 0] += bytes }
                if isStranger { room.leftToStrangers -= bytes }
                return nil
            }
            if let refusal { throw refusal }
            held.withLock { $0 += bytes }
        }
    }

    private func giveBack(_ bytes: Int, _ account: (inout Room) -> Void) {
        room.withLock { room in
            room.left += bytes
            account(&room)
        }
    }
}

extension Dictionary where Value == Int {
    /// What holds nothing any more is not remembered.
    fileprivate mutating func lessen(_ key: Key, by bytes: Int) {
        let rest = (self[key] ?? 0) - bytes
        self[key] = rest > 0 ? rest : nil
    }
}
