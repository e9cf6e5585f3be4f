package import API
import Postgres

/// Ends a token at once, and with it what was issued by it: tokens, those issued with them, and invitations that nobody accepted. Ending it again
/// changes nothing more.
package struct RevokeToken: UseCase {
    package var token: Token.ID

    package init(token: Token.ID) {
        self.token = token
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("revokeToken", token) }

    package func run(in work: UnitOfWork) async throws {
        work.afterCommit { $0.endings.tell() }
        // What is being issued by it at this moment is waited for, and ends too.
        try await work.endAccess(of: token)
        _ = try await work.one(
            "UPDATE token SET revoked_at = coalesce(revoked_at, now()) WHERE id = \(token) RETURNING id",
            orMissing: Sentence(en: "The token", fr: "Le jeton"))
        try await work.takeBack(tokens: "id = \(token)")
    }
}
