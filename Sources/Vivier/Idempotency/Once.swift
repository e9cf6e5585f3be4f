package import API
package import Formats
import Postgres

/// A use case that is done once however often it is asked for: its answer is kept for a day, in the very transaction that does the
/// work, so that neither a lost connection nor a killed daemon can leave the one without the other. Of an answer that shows a person only
/// what names it is kept (``Recalled``).
///
/// After the draft `Idempotency-Key` HTTP header field (draft-ietf-httpapi-idempotency-key-header-07).
package struct Once<Work: UseCase>: UseCase {
    package var work: Work
    /// What the key belongs to, such as `postCase`.
    package var operation: String
    /// 1…255 characters, chosen by the client.
    package var key: String
    /// Of all that was sent, so that one key cannot stand for two requests.
    package var bodyDigest: [UInt8]
    /// The bytes to be kept.
    package var write: @Sendable (Work.Answer) throws -> [UInt8]
    /// Closes what is kept, where only whoever sends the same again may read it; nil where it speaks of nobody.
    package var seal: Seal?

    package enum No: Refusal {
        case inFlight, otherBody, forgotten

        package var reason: RefusalReason {
            switch self {
            case .inFlight:
                RefusalReason(
                    .conflict, code: "request-in-flight",
                    en: "A request with this Idempotency-Key is still at work. Ask again in a moment.",
                    fr: "Une requête avec cette Idempotency-Key est encore en cours. Redemandez dans un instant.", secondsToWait: 2)
            case .otherBody:
                RefusalReason(
                    .invalid, code: "idempotency-key-reused",
                    en: "This Idempotency-Key was used for another request. Take a new key.",
                    fr: "Cette Idempotency-Key a déjà servi pour une autre requête. Prenez une nouvelle clé.")
            case .forgotten:
                RefusalReason(
                    .conflict, code: "answer-forgotten",
                    en: "This was done already. Its answer showed somebody and is no longer kept: read anew what you may see of it.",
                    fr: "C’est déjà fait. La réponse montrait quelqu’un et n’est plus gardée\u{A0}: relisez ce que vous pouvez en voir.")
            }
        }
    }

    package init(
        _ work: Work, operation: String, key: String, bodyDigest: [UInt8], seal: Seal? = nil,
        write: @escaping @Sendable (Work.Answer) throws -> [UInt8]
    ) {
        self.work = work
        self.operation = operation
        self.key = key
        self.bodyDigest = bodyDigest
        self.seal = seal
        self.write = write
    }

    package var needs: Permission { work.needs }
    package var audited: Audited? { work.audited }
    /// What only reads is remembered too.
    package static var isolation: Isolation { Work.isolation == .repeatableRead ? .repeatableRead : .readCommitted }
    package static var patience: Duration? { Work.patience }
    package static var reflection: Duration? { Work.reflection }

    package func prepared(in application: Application, by caller: Caller) async throws -> Once {
        var once = self
        once.work = try await work.prepared(in: application, by: caller)
        return once
    }

    /// - Returns: the bytes that were kept, now or the first time; or those of an answer that was read anew.
    package func run(in unit: UnitOfWork) async throws -> [UInt8] {
        guard let token = unit.caller.token else { return try write(await done(in: unit)) }
        // The kept answers are the daemon's; the work is done in the caller's name.
        _ = try await unit.execute(becomeDaemon)
        let lock = try await unit.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(\("\(token)/\(operation)/\(key)"), 0))")
        guard let mine = lock.first, try mine.decode(Bool.self) else { throw No.inFlight }
        let kept = try await unit.execute(
            """
            SELECT body_sha256, body FROM idempotent_answer
            WHERE token_id = \(token) AND operation = \(operation) AND key = \(key) AND created_at > now() - interval '24 hours'
            """)
        if let row = kept.first {
            let (digest, kept) = try row.decode([UInt8].self, [UInt8]?.self)
            guard digest == bodyDigest else { throw No.otherBody }
            guard let kept, let body = seal == nil ? kept : seal?.opened(kept) else { throw No.forgotten }
            unit.repetition.begin()
            guard let recalled = work as? any Recalled else { return body }
            _ = try await unit.execute(unit.caller.context)
            return try write(await recall(recalled, String(decoding: body, as: UTF8.self), in: unit))
        }
        _ = try await unit.execute(unit.caller.context)
        let answer = try await done(in: unit)
        let bytes = try write(answer)
        guard let keepsake = (work as? any Recalled).map({ named($0, answer) }) ?? bytes else { return bytes }
        _ = try await unit.execute(becomeDaemon)
        _ = try await unit.execute(
            """
            INSERT INTO idempotent_answer (token_id, operation, key, body_sha256, body)
            VALUES (\(token), \(operation), \(key), \(bodyDigest), \(seal.map { $0.closed(keepsake) } ?? keepsake))
            ON CONFLICT ON CONSTRAINT idempotent_answer_pk
            DO UPDATE SET body_sha256 = excluded.body_sha256, body = excluded.body, created_at = now()
            """)
        return bytes
    }

    private func done(in unit: UnitOfWork) async throws -> Work.Answer {
        do {
            return try await work.run(in: unit)
        } catch let dry as DryRun<Work.Answer> {
            // Nothing was done, so nothing is kept.
            throw DryRun(answer: try write(dry.answer))
        }
    }

    private func recall<Known: Recalled>(_ known: Known, _ keepsake: String, in unit: UnitOfWork) async throws -> Work.Answer {
        guard let answer = try await known.recall(keepsake, in: unit) as? Work.Answer else { throw No.forgotten }
        return answer
    }

    private func named<Known: Recalled>(_ known: Known, _ answer: Work.Answer) -> [UInt8]? {
        (answer as? Known.Answer).flatMap(known.keepsake).map { Array($0.utf8) }
    }
}

private let becomeDaemon: SQL = "SELECT set_config('role', 'vivier_daemon', true)"
