package import API
import Postgres

/// Ends a token at once; ending it again changes nothing.
package struct RevokeToken: UseCase {
    package var token: Token.ID

    package init(token: Token.ID) {
        self.token = token
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("revokeToken", token) }

    package func run(in work: UnitOfWork) async throws {
        _ = try await work.one(
            "UPDATE token SET revoked_at = coalesce(revoked_at, now()) WHERE id = \(token) RETURNING id",
            orMissing: Sentence(en: "The token", fr: "Le jeton"))
    }
}
