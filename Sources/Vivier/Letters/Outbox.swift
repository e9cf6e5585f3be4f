import API
import Foundation
import Logging
import Mail
import Postgres
import Synchronization

/// Delivers the letters that wait in the database. Whoever takes one has a while to deliver it, after which it is taken again: by the same daemon
/// where a server asked for patience, by this or another after a crash. A letter goes out twice only where the daemon, or the database, ended
/// between the moment in which a server took it and the one in which that was written down; it bears the same `Message-ID` then.
final class Outbox: Sendable {
    /// Letters taken at a time, all under way at once.
    private static let atOnce = 32
    /// How long it may take until a letter whose time has come is looked for, without anybody's word.
    private static let pause: Duration = .seconds(15)

    /// How long letters that are under way when it is cancelled have for their end: what a server takes then is written down as taken.
    private static let grace: Duration = .seconds(5)

    private let database: Database
    private let postman: Postman
    private let log: Logger
    /// Delivered, and not written down as such: the database was away.
    private let unnoted = Mutex<Set<UUID>>([])

    init(database: Database, postman: Postman, log: Logger) {
        self.database = database
        self.postman = postman
        self.log = log
    }

    /// Delivers until it is cancelled: at once what is written, and what is due again as its time comes.
    func run() async {
        let (wakings, waking) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup { group in
            group.addTask { [database] in
                for await _ in database.listen("letter_written") { waking.yield() }
            }
            group.addTask {
                repeat { waking.yield() } while (try? await Task.sleep(for: Self.pause)) != nil
            }
            for await _ in wakings {
                do {
                    while try await deliverSome() > 0, !Task.isCancelled {}
                } catch {
                    log.warning("letters wait for the database", metadata: ["error": "\(error)"])
                }
            }
            group.cancelAll()
        }
    }

    /// - Returns: how many letters were tried.
    private func deliverSome() async throws -> Int {
        let taken = try await database.execute(
            """
            SELECT letter_id, letter_email, letter_subject, letter_body, letter_written, letter_until
            FROM take_letters(\(Int32(Self.atOnce)))
            """
        ).decode(UUID.self, String.self, String.self, String.self, Date.self, Date.self)
        // Apart from the task that is cancelled.
        let underWay = Task {
            await withTaskGroup { group in
                for (id, address, subject, body, written, end) in taken {
                    let letter = Letter(to: address, subject: subject, body: body, goodUntil: end)
                    group.addTask { await self.deliver(letter, id: id, written: written) }
                }
            }
        }
        await withTaskCancellationHandler {
            await underWay.value
        } onCancel: {
            Task {
                try? await Task.sleep(for: Self.grace)
                underWay.cancel()
            }
        }
        return taken.count
    }

    private func deliver(_ letter: Letter, id: UUID, written: Date) async {
        let isOut = unnoted.withLock { $0.contains(id) }
        do {
            switch isOut ? .taken : await postman.deliver(letter, name: id.uuidString.lowercased(), written: written) {
            case .taken:
                unnoted.withLock { _ = $0.insert(id) }
                _ = try await database.execute("SELECT letter_was_sent(\(id))")
                unnoted.withLock { _ = $0.remove(id) }
            case .refused: _ = try await database.execute("SELECT letter_was_refused(\(id))")
            case .later: break
            }
        } catch {
            log.warning("what became of a letter was not written down yet", metadata: ["letter": "\(id)", "error": "\(error)"])
        }
    }
}

extension Application {
    /// Throws away letters that were delivered an hour ago, and those that could not be delivered in time.
    package func forgetOldLetters() async throws {
        let lost = try await database.execute("SELECT forget_old_letters()")[0].decode(Int.self)
        if lost > 0 { log.error("letters were not delivered in time", metadata: ["letters": "\(lost)"]) }
    }
}
