package import API
import Foundation
import Postgres

/// Who belongs to the caller's organisation, newest first; an operator sees all. Students are on their cohorts' lists.
package struct ListMemberships: UseCase {
    package var query: PeopleQuery

    package init(query: PeopleQuery) {
        self.query = query
    }

    package var needs: Permission { .manageTokens }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<MemberLine> {
        let limit = try pageRows(query.limit)
        let last = try Cursor.read(query.cursor, id: Membership.ID.self)
        var narrowed: SQL = last.map { "AND m.id < \($0)" } ?? ""
        // Beside what row-level security shows: of other organisations everybody sees the own memberships.
        if let organisation = work.caller.organisation { narrowed += " AND m.organisation_id = \(organisation)" }
        for pattern in SearchWords.patterns(query.q) { narrowed += " AND a.email ILIKE \(pattern)" }
        let rows = try await work.execute(
            """
            SELECT m.id, a.email, m.role, m.organisation_id, m.created_at FROM membership m JOIN account a ON a.id = m.account_id
            WHERE m.role <> 'student' \(narrowed) ORDER BY m.id DESC LIMIT \(limit + 1)
            """
        ).decode(Membership.ID.self, String.self, Role.self, Organisation.ID?.self, Date.self)
        let members = rows.map { MemberLine(id: $0.0, email: $0.1, role: $0.2, organisation: $0.3, since: $0.4) }
        return Page(members, limit: limit) { Cursor($0.id.description) }
    }
}
