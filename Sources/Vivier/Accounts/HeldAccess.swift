import API
import Postgres

/// Whoever gives access to somebody stands on an access of their own, a membership or a token. Who ends that one and who gives by it take turns:
/// either what was given is seen by the ending, or the ending by whoever gives.
extension UnitOfWork {
    /// Holds the caller's own access until the transaction ends: the membership, or the token with those that it was issued with and the account
    /// behind them. The daemon's own terminal stands on nothing.
    ///
    /// - Throws: `denied`, where it has ended meanwhile.
    func standOnOwnAccess() async throws {
        if let token = caller.token { return try await standOn(token) }
        guard let account = caller.account else { return }
        _ = try await execute("SELECT pg_advisory_xact_lock_shared(\(Self.lock(on: "\(account)::text")))")
        let isMember = try await !execute(
            """
            SELECT FROM membership WHERE account_id = \(account) AND role = \(caller.role.rawValue)
                AND organisation_id IS NOT DISTINCT FROM \(caller.organisation)
            """
        ).isEmpty
        guard isMember else { throw GeneralRefusal.denied(.manageTokens) }
    }

    private func standOn(_ token: Token.ID) async throws {
        // Who ends one of those above ends this one too, and is waited for; in one order, so that two who hold do not wait in a ring.
        _ = try await execute(
            """
            SELECT pg_advisory_xact_lock_shared(\(Self.lock(on: "held.id::text")))
            FROM (SELECT id FROM access_above(\(token)) AS id ORDER BY 1) AS held
            """)
        // By a statement of its own, which sees what was committed while the locks were waited for. One that is gone has ended.
        let isGood = try await execute("SELECT revoked_at IS NULL FROM token WHERE id = \(token)").first?.decode(Bool.self)
        guard isGood == true else { throw GeneralRefusal.denied(.manageTokens) }
    }

    /// Waits for whoever gives something by this access at the moment, and keeps others from it.
    func endAccess<Subject>(of access: Identifier<Subject>) async throws {
        _ = try await execute("SELECT pg_advisory_xact_lock(\(Self.lock(on: "\(access)::text")))")
    }

    /// Ends tokens, those that were issued with them, and invitations that nobody has accepted.
    ///
    /// - Parameters:
    ///   - tokens: which, as a condition on `token`.
    ///   - invitations: which besides those sent with the tokens, as a condition on `invitation`.
    func takeBack(tokens: SQL, invitations: SQL = "false") async throws {
        _ = try await execute(
            """
            WITH RECURSIVE gone AS (
                SELECT id FROM token WHERE \(tokens)
                UNION
                SELECT t.id FROM token t JOIN gone g ON t.issued_with = g.id),
            withdrawn AS (
                UPDATE invitation SET withdrawn_at = now()
                WHERE accepted_at IS NULL AND withdrawn_at IS NULL AND ((\(invitations)) OR token_id IN (SELECT id FROM gone)))
            UPDATE token SET revoked_at = now() WHERE id IN (SELECT id FROM gone) AND revoked_at IS NULL
            """)
    }

    private static func lock(on text: SQL) -> SQL { "hashtextextended('access of ' || \(text), 0)" }
}
