import API
import Formats
package import Postgres
import Synchronization

/// Knows whom a token or a session stands for. What it looked up it remembers for a few seconds, so that a request needs one round trip to the
/// database and not two; what ends in this process ends before that is answered, what ends elsewhere by notification.
package final class Doorkeeper: Sendable {
    private struct Known {
        var principal: Principal
        var until: ContinuousClock.Instant
        /// How much had ended when it was asked for.
        var endings: Int
    }

    /// What was looked up as the one is not known as the other.
    private struct Key: Hashable {
        var digest: [UInt8]
        var isSession: Bool
    }

    private struct Memory {
        var known: [Key: Known] = [:]
        /// Counts what was forgotten: what was read before and arrives after is stale.
        var generation = 0
        /// Tokens that were used and are not yet recorded as such.
        var used: Set<Token.ID> = []
        var seen: Set<SignedIn.ID> = []
    }

    /// How many tokens are remembered at most.
    static let bound = 10_000
    static let freshness: Duration = .seconds(5)

    private let database: Database
    private let endings: Endings
    private let memory = Mutex(Memory())

    /// - Parameter endings: of the application whose use cases end tokens and sessions.
    package init(database: Database, endings: Endings) {
        self.database = database
        self.endings = endings
    }

    /// - Parameter text: what a request bears as its token.
    /// - Returns: nil for what is no token, and for one that is unknown, expired or revoked.
    /// - Throws: `PostgresError`.
    package func principal(bearing text: String) async throws -> Principal? {
        // Only what had the form of a secret was ever remembered.
        try await principal(Key(digest: SHA256.hash(of: text.utf8), isSession: false)) { TokenSecret(text) != nil }
    }

    /// - Parameter secret: of the cookie that a request bears.
    /// - Returns: nil for a session that is unknown or over.
    /// - Throws: `PostgresError`.
    package func principal(of secret: LinkSecret) async throws -> Principal? {
        try await principal(Key(digest: secret.digest, isSession: true)) { true }
    }

    private func principal(_ key: Key, isSecret: () -> Bool) async throws -> Principal? {
        let now = ContinuousClock.now
        if let principal = remembered(key, at: now) { return principal }
        guard isSecret() else { return nil }
        // Before the row is read: what ends meanwhile is not remembered as going on.
        let (generation, ended) = (memory.withLock { $0.generation }, endings.count)
        guard let (principal, seconds) = try await key.isSession ? readSession(key.digest) : read(key.digest) else { return nil }
        remember(principal, key, until: now + min(Self.freshness, .seconds(seconds)), ended, ifStill: generation)
        return principal
    }

    private func remembered(_ key: Key, at now: ContinuousClock.Instant) -> Principal? {
        memory.withLock { memory in
            guard let known = memory.known[key], known.until > now, known.endings == endings.count else { return nil }
            return known.principal
        }
    }

    private func remember(_ principal: Principal, _ key: Key, until: ContinuousClock.Instant, _ ended: Int, ifStill generation: Int) {
        memory.withLock { memory in
            if let token = principal.token, memory.used.count < Self.bound { memory.used.insert(token) }
            if let session = principal.session, memory.seen.count < Self.bound { memory.seen.insert(session) }
            let now = ContinuousClock.now
            if memory.known.count >= Self.bound {
                memory.known = memory.known.filter { $0.value.until > now }
                if memory.known.count >= Self.bound { memory.known.removeAll(keepingCapacity: true) }
            }
            memory.known[key] = Known(principal: principal, until: memory.generation == generation ? until : now, endings: ended)
        }
    }

    /// As the daemon's own role, which before it knows who asks may read tokens and nothing else.
    private func read(_ digest: [UInt8]) async throws -> (Principal, seconds: Int)? {
        let rows = try await database.execute(
            """
            SELECT id, role, organisation_id, account_id, student_id, issued_by, ceil(extract(epoch FROM expires_at - now()))::bigint, permissions
            FROM token WHERE sha256 = \(digest) AND revoked_at IS NULL AND expires_at > now()
            """)
        guard let row = rows.first else { return nil }
        let (token, role, organisation, account, student, issuer, seconds, permissions) = try row.decode(
            Token.ID.self, String.self, Organisation.ID?.self, Identifier<Account>?.self, Student.ID?.self, String?.self, Int.self,
            [String]?.self)
        guard let role = Role(rawValue: role) else { return nil }
        return (
            Principal(
                token: token, role: role, organisation: organisation, account: account, student: student,
                issuer: issuer.flatMap(Role.init),
                // What is no permission any more permits nothing.
                permissions: permissions.map { Set($0.compactMap(Permission.init)) }), seconds
        )
    }

    private func readSession(_ digest: [UInt8]) async throws -> (Principal, seconds: Int)? {
        let rows = try await database.execute(
            """
            SELECT id, role, organisation_id, account_id, student_id, by_invitation,
                ceil(extract(epoch FROM least(expires_at, last_seen_at + interval '12 hours') - now()))::bigint
            FROM session WHERE sha256 = \(digest) AND ended_at IS NULL AND expires_at > now() AND last_seen_at > now() - interval '12 hours'
            """)
        guard let row = rows.first else { return nil }
        let (session, role, organisation, account, student, isByInvitation, seconds) = try row.decode(
            SignedIn.ID.self, Role.self, Organisation.ID?.self, Identifier<Account>.self, Student.ID?.self, Bool.self, Int.self)
        return (
            Principal(
                session: session, role: role, organisation: organisation, account: account, student: student,
                isByInvitation: isByInvitation), seconds
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
                memory.known = memory.known.filter { SHA256.hex($0.key.digest) != hex }
            } else {
                let now = ContinuousClock.now
                memory.known = memory.known.mapValues { Known(principal: $0.principal, until: now, endings: $0.endings) }
            }
        }
    }

    /// Writes down when tokens were last used and sessions last seen, at most once a minute each.
    package func recordUses() async throws {
        let (used, seen) = memory.withLock { memory in
            defer { (memory.used, memory.seen) = ([], []) }
            return (Array(memory.used), Array(memory.seen))
        }
        if !used.isEmpty {
            _ = try await database.execute(
                """
                UPDATE token SET last_used_at = now()
                WHERE id = ANY (\(used)) AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
                """)
        }
        if !seen.isEmpty {
            _ = try await database.execute(
                "UPDATE session SET last_seen_at = now() WHERE id = ANY (\(seen)) AND last_seen_at < now() - interval '1 minute'")
        }
    }
}
