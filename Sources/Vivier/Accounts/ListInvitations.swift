package import API
import Foundation
import Postgres

/// The invitations of the caller's organisation, newest first where no order is asked for; an operator sees all.
package struct ListInvitations: UseCase {
    package var query: PeopleQuery

    package init(query: PeopleQuery) {
        self.query = query
    }

    package var needs: Permission { .manageTokens }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Invitation> {
        let limit = try pageRows(query.limit)
        let sort = try PeopleSort(checking: query.sort)
        let order = sort.order(id: "id", email: "email")
        var narrowed = try order.after(query.cursor, by: sort, Invitation.ID.self)
        for pattern in SearchWords.patterns(query.q) { narrowed += " AND email ILIKE \(pattern)" }
        let rows = try await work.execute(
            """
            SELECT id, email, role, organisation_id, created_at, expires_at, accepted_at, withdrawn_at FROM invitation
            WHERE \(narrowed) ORDER BY \(order.order) LIMIT \(limit + 1)
            """
        ).decode(Invitation.ID.self, String.self, Role.self, Organisation.ID?.self, Date.self, Date.self, Date?.self, Date?.self)
        let invitations = rows.map {
            Invitation(
                id: $0.0, email: $0.1, role: $0.2, organisation: $0.3, createdAt: $0.4, expiresAt: $0.5, acceptedAt: $0.6,
                withdrawnAt: $0.7)
        }
        return Page(invitations, limit: limit) { sort.cursor($0.email, $0.id) }
    }
}
