package import API
import Foundation
import Postgres

/// The teams that published runs gave to the company's cases, newest first. Members stand there as far as they agree to be known; each
/// one shown gets a receipt in the same statement.
package struct ListCompanyMatches: UseCase {
    package var query: CompanyMatchQuery

    package init(query: CompanyMatchQuery) {
        self.query = query
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("listCompanyMatches") }
    package static var isolation: Isolation { .repeatableRead }

    package func run(in work: UnitOfWork) async throws -> Page<CompanyMatch> {
        let limit = try pageRows(query.limit)
        let sort = try CompanyMatchSort(checking: query.sort)
        let after = try sort.after(query.cursor)
        let found = try await work.companyMatches(q: query.q, sort, after: after, limit: limit + 1)
        var page = Page(found, limit: limit) { sort.cursor(after: $0) }
        let members = try await work.members(of: page.items.map(\.match.team))
        for index in page.items.indices { page.items[index].members = members[page.items[index].match.team] ?? [] }
        return page
    }
}

extension UnitOfWork {
    /// Without members.
    func companyMatches(q: String?, _ sort: CompanyMatchSort, after: SQL, limit: Int) async throws -> [CompanyMatch] {
        var condition: SQL = "r.state = 'published' AND m.company_id = \(caller.organisation) AND \(after)"
        if let words = try searched(q) {
            condition += " AND strpos(folded(c.title || ' ' || t.name || ' ' || o.name), folded(\(words))) > 0"
        }
        return try await execute(
            """
            SELECT m.team_id, t.name, o.name, m.case_id, c.title, k.name, m.fit, m.pinned, d.id, d.name, r.published_at
            FROM match m JOIN run r ON r.id = m.run_id JOIN round d ON d.id = r.round_id JOIN team t ON t.id = m.team_id
                JOIN organisation o ON o.id = m.school_id JOIN business_case c ON c.id = m.case_id JOIN organisation k ON k.id = m.company_id
            WHERE \(condition) ORDER BY \(sort.order) LIMIT \(limit)
            """
        ).decode(
            Team.ID.self, String.self, String.self, BusinessCase.ID.self, String.self, String.self, Int.self, Bool.self, Round.ID.self,
            String.self, Date.self
        ).map {
            CompanyMatch(
                match: Match(team: $0.0, teamName: $0.1, school: $0.2, case: $0.3, caseTitle: $0.4, company: $0.5, fit: $0.6, pinned: $0.7),
                round: $0.8, roundName: $0.9, publishedAt: $0.10, members: [])
        }
    }

    /// Those of these teams whom the company may know, with a receipt for each.
    fileprivate func members(of teams: [Team.ID]) async throws(PostgresError) -> [Team.ID: [CompanyMatch.Member]] {
        let rows = try await execute(
            """
            WITH shown AS MATERIALIZED (
                SELECT m.team_id, s.id, s.school_id, s.given_name, s.family_name
                FROM team_member m JOIN student s ON s.id = m.student_id WHERE m.team_id = ANY (\(teams))),
            receipt AS (
                INSERT INTO person_read (student_id, school_id, company_id, account_id, kind, request_id)
                SELECT DISTINCT ON (id) id, school_id, \(caller.organisation), \(caller.account), 'view', \(caller.requestID) FROM shown)
            SELECT w.team_id, w.id, w.given_name, w.family_name, p.id
            FROM shown w LEFT JOIN prospect p ON p.student_id = w.id AND p.company_id = \(caller.organisation)
            ORDER BY w.team_id, w.family_name, w.given_name, w.id
            """
        ).decode(Team.ID.self, Student.ID.self, String.self, String.self, Prospect.ID?.self)
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            rows.map { CompanyMatch.Member(student: $0.1, givenName: $0.2, familyName: $0.3, prospect: $0.4) }
        }
    }
}
