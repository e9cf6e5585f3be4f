import API
import Formats
package import Postgres
import Synchronization

/// Knows whom a token stands for. What it looked up it remembers for a few seconds, so that a request needs one round trip to the
/// database and not two; a token that is revoked is forgotten at once, by notification.
package final class Doorkeeper: Sendable {
    private struct Known {
        var principal: Principal
        var until: ContinuousClock.Instant
    }

    private struct Memory {
        var known: [[UInt8]: Known] = [:]
        /// Counts what was forgotten: what was read before and arrives after is stale.
        var generation = 0
        /// Tokens that were used and are not yet recorded as such.
        var used: Set<Token.ID> = []
    }

    /// How many tokens are remembered at most.
    static let bound = 10_000
    static let freshness: Duration = .seconds(5)

    private let database: Database
    private let memory = Mutex(Memory())

    package init(database: Database) {
        self.database = database
    }

    /// - Parameter text: what a request bears as its token.
    /// - Returns: nil for what is no token, and for one that is unknown, expired or revoked.
    /// - Throws: `PostgresError`.
    package func principal(bearing text: String) async throws -> Principal? {
        // Only what had the form of a secret was ever remembered.
        let digest = SHA256.hash(of: text.utf8)
        let now = ContinuousClock.now
        if let principal = remembered(digest, at: now) { return principal }
        guard TokenSecret(text) != nil else { return nil }
        let generation = memory.withLock { $0.generation }
        guard let (principal, seconds) = try await read(digest) else { return nil }
        remember(principal, digest, until: now + min(Self.freshness, .seconds(seconds)), ifStill: generation)
        return principal
    }

    private func remembered(_ digest: [UInt8], at now: ContinuousClock.Instant) -> Principal? {
        memory.withLock { memory in
            guard let known = memory.known[digest], known.until > now else { return nil }
            return known.principal
        }
    }

    private func remember(_ principal: Principal, _ digest: [UInt8], until: ContinuousClock.Instant, ifStill generation: Int) {
        memory.withLock { memory in
            if memory.used.count < Self.bound { memory.used.insert(principal.token) }
            let now = ContinuousClock.now
            if memory.known.count >= Self.bound {
                memory.known = memory.known.filter { $0.value.until > now }
                if memory.known.count >= Self.bound { memory.known.removeAll(keepingCapacity: true) }
            }
            memory.known[digest] = Known(principal: principal, until: memory.generation == generation ? until : now)
        }
    }

    /// As the daemon's own role, which before it knows who asks may read tokens and nothing else.
    private func read(_ digest: [UInt8]) async throws -> (Principal, seconds: Int)? {
        let rows = try await database.execute(
            """
            SELECT id, role, organisation_id, account_id, student_id, ceil(extract(epoch FROM expires_at - now()))::bigint
            FROM token WHERE sha256 = \(digest) AND revoked_at IS NULL AND expires_at > now()
            """)
        guard let row = rows.first else { return nil }
        let (token, role, organisation, account, student, seconds) = try row.decode(
            Token.ID.self, String.self, Organisation.ID?.self, Identifier<Account>?.self, Student.ID?.self, Int.self)
        guard let role = Role(rawValue: role) else { return nil }
        return (
            Principal(token: token, role: role, organisation: organisation, account: account, student: student), seconds
        )
    }

    /// Forgets each token whose end is announced, and all where an announcement may have been missed. Runs until it is cancelled.
    package func heedRevocations() async {
        for await notification in database.listen("token_changed") {
            switch notification {
            case .listening: forget(nil)
            case .message(let payload): forget(payload)
            }
        }
    }

    /// - Parameter hex: the digest of one token, which has ended; nil where any may have, so that each is looked up anew.
    private func forget(_ hex: String?) {
        memory.withLock { memory in
            memory.generation += 1
            if let hex {
                memory.known = memory.known.filter { SHA256.hex($0.key) != hex }
            } else {
                let now = ContinuousClock.now
                memory.known = memory.known.mapValues { Known(principal: $0.principal, until: now) }
            }
        }
    }

    /// Writes down when tokens were last used, at most once a minute each.
    package func recordUses() async throws {
        let used = memory.withLock { memory in
            defer { memory.used.removeAll() }
            return Array(memory.used)
        }
        guard !used.isEmpty else { return }
        _ = try await database.execute(
            """
            UPDATE token SET last_used_at = now()
            WHERE id = ANY (\(used)) AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
            """)
    }
}
