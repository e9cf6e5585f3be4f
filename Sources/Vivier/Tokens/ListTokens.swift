package import API
import Foundation
import Postgres

/// The tokens of the caller's organisation, ended ones included, newest first where no order is asked for, each with who issued it; an operator
/// sees all.
package struct ListTokens: UseCase {
    package var query: TokenListQuery

    package init(query: TokenListQuery) {
        self.query = query
    }

    package var needs: Permission { .manageTokens }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Token> {
        let limit = try pageRows(query.limit)
        let sort = try TokenSort(checking: query.sort)
        let after = try sort.order.after(query.cursor, by: sort, Token.ID.self)
        return Page(try await work.tokens(query, after: after, limit: limit + 1), limit: limit) { sort.cursor($0.label, $0.id) }
    }
}

extension UnitOfWork {
    /// Tokens of the caller's organisation, an operator's: all.
    func tokens(_ query: TokenListQuery, after: SQL, limit: Int) async throws -> [Token] {
        var narrowed = after
        if let organisation = query.organisation { narrowed += " AND organisation_id = \(organisation)" }
        for pattern in SearchWords.patterns(query.q) { narrowed += " AND folded(label) LIKE folded(\(pattern))" }
        let rows = try await execute(
            """
            SELECT id, role, organisation_id, label, created_at, expires_at, revoked_at, last_used_at, permissions, issued_by,
                (SELECT a.email FROM account a WHERE a.id = token.issuer_id)
            FROM token
            WHERE \(narrowed) ORDER BY \(try TokenSort(checking: query.sort).order.order) LIMIT \(limit)
            """
        ).decode(
            Token.ID.self, Role.self, Organisation.ID?.self, String.self, Date.self, Date.self, Date?.self, Date?.self,
            [String]?.self, Role?.self, String?.self)
        return rows.map {
            Token(
                id: $0.0, role: $0.1, organisation: $0.2, label: $0.3, createdAt: $0.4, expiresAt: $0.5, revokedAt: $0.6,
                lastUsedAt: $0.7, permissions: $0.8.map { $0.compactMap(Permission.init) }, issuedBy: $0.9, issuer: $0.10)
        }
    }
}
