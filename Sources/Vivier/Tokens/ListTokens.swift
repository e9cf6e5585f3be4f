package import API
import Foundation
import Postgres

/// The tokens of the caller's organisation, ended ones included, newest first; an operator sees all.
package struct ListTokens: UseCase {
    package var query: PageQuery

    package init(query: PageQuery) {
        self.query = query
    }

    package var needs: Permission { .manageTokens }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Token> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: Token.ID.self)
        let after: SQL = last.map { "WHERE id < \($0)" } ?? ""
        let rows = try await work.execute(
            """
            SELECT id, role, organisation_id, label, created_at, expires_at, revoked_at, last_used_at, permissions FROM token
            \(after) ORDER BY id DESC LIMIT \(limit + 1)
            """
        ).decode(
            Token.ID.self, Role.self, Organisation.ID?.self, String.self, Date.self, Date.self, Date?.self, Date?.self,
            [String]?.self)
        let tokens = rows.map {
            Token(
                id: $0.0, role: $0.1, organisation: $0.2, label: $0.3, createdAt: $0.4, expiresAt: $0.5, revokedAt: $0.6,
                lastUsedAt: $0.7, permissions: $0.8.map { $0.compactMap(Permission.init) })
        }
        return Page(tokens, limit: limit) { Cursor($0.id.description) }
    }
}
