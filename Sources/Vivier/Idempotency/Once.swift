package import API
import Formats
import Postgres

/// A use case that is done once however often it is asked for: its answer is kept for a day, in the very transaction that does the
/// work, so that neither a lost connection nor a killed daemon can leave the one without the other.
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

    package enum No: Refusal {
        case inFlight, otherBody

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
            }
        }
    }

    package init(
        _ work: Work, operation: String, key: String, bodyDigest: [UInt8], write: @escaping @Sendable (Work.Answer) throws -> [UInt8]
    ) {
        self.work = work
        self.operation = operation
        self.key = key
        self.bodyDigest = bodyDigest
        self.write = write
    }

    package var needs: Permission { work.needs }
    package var audited: Audited? { work.audited }
    package static var isolation: Isolation { Work.isolation }
    package static var patience: Duration? { Work.patience }
    package static var reflection: Duration? { Work.reflection }

    /// - Returns: the bytes that were kept, now or the first time.
    package func run(in unit: UnitOfWork) async throws -> [UInt8] {
        guard let token = unit.caller.token else { return try write(await work.run(in: unit)) }
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
            let (digest, body) = try row.decode([UInt8].self, [UInt8].self)
            guard digest == bodyDigest else { throw No.otherBody }
            return body
        }
        _ = try await unit.execute(unit.caller.context)
        let answer = try write(await work.run(in: unit))
        _ = try await unit.execute(becomeDaemon)
        _ = try await unit.execute(
            """
            INSERT INTO idempotent_answer (token_id, operation, key, body_sha256, body)
            VALUES (\(token), \(operation), \(key), \(bodyDigest), \(answer))
            ON CONFLICT ON CONSTRAINT idempotent_answer_pk
            DO UPDATE SET body_sha256 = excluded.body_sha256, body = excluded.body, created_at = now()
            """)
        return answer
    }
}

private let becomeDaemon: SQL = "SELECT set_config('role', 'vivier_daemon', true)"
