package import API
import Foundation
import Postgres

/// Who belongs to the caller's organisation, newest first where no order is asked for; an operator sees all. Students are on their cohorts' lists.
package struct ListMemberships: UseCase {
    package var query: PeopleQuery

    package init(query: PeopleQuery) {
        self.query = query
    }

    package var needs: Permission { .manageTokens }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<MemberLine> {
        let limit = try pageRows(query.limit)
        let sort = try PeopleSort(checking: query.sort)
        let after = try sort.order(id: "m.id", email: "a.email").after(query.cursor, by: sort, Membership.ID.self)
        return Page(try await work.members(query, after: after, limit: limit + 1), limit: limit) { sort.cursor($0.email, $0.id) }
    }
}

extension UnitOfWork {
    /// Members of the caller's organisation, an operator's: all.
    func members(_ query: PeopleQuery, after: SQL, limit: Int) async throws -> [MemberLine] {
        var narrowed: SQL = "AND \(after)"
        // Beside what row-level security shows: of other organisations everybody sees the own memberships.
        if let organisation = caller.organisation { narrowed += " AND m.organisation_id = \(organisation)" }
        for pattern in SearchWords.patterns(query.q) { narrowed += " AND a.email ILIKE \(pattern)" }
        let order = try PeopleSort(checking: query.sort).order(id: "m.id", email: "a.email").order
        return try await execute(
            """
            SELECT m.id, a.email, m.role, m.organisation_id, m.created_at FROM membership m JOIN account a ON a.id = m.account_id
            WHERE m.role <> 'student' \(narrowed) ORDER BY \(order) LIMIT \(limit)
            """
        ).decode(Membership.ID.self, String.self, Role.self, Organisation.ID?.self, Date.self)
            .map { MemberLine(id: $0.0, email: $0.1, role: $0.2, organisation: $0.3, since: $0.4) }
    }
}
