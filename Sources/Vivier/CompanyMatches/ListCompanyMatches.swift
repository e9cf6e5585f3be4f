package import API
import Foundation
import Postgres

/// The teams that published runs gave to the company's cases, newest first. Members stand there as far as they agree to be known to the company
/// whose case they have; each one shown gets a receipt in the same statement.
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
        let teams = page.items.map(\.match)
        // Who withdrew the case is not its company any more.
        let members = try await work.members(of: teams.filter { !$0.withdrawn }.map(\.team))
        let sizes = try await work.sizes(of: teams.map(\.team))
        for index in page.items.indices {
            let team = page.items[index].match.team
            page.items[index].members = members[team] ?? []
            page.items[index].unnamed = max(0, (sizes[team] ?? 0) - page.items[index].members.count)
        }
        return page
    }
}

extension UnitOfWork {
    /// Without members. Seven tables with their policies in one join took a dozen milliseconds to plan: each name is looked up on its own.
    func companyMatches(
        q: String?, _ sort: CompanyMatchSort, after: SQL, limit: Int, of businessCase: BusinessCase.ID? = nil
    ) async throws -> [CompanyMatch] {
        var condition: SQL = "\(after)"
        if let words = try searched(q) {
            condition += " AND strpos(folded(c.title || ' ' || t.name || ' ' || o.name), folded(\(words))) > 0"
        }
        return try await execute(
            """
            WITH own AS MATERIALIZED (
                SELECT m.team_id, m.school_id, m.case_id, m.company_id, m.fit, m.pinned, r.round_id, r.published_at
                FROM match m JOIN run r ON r.id = m.run_id
                WHERE r.state = 'published' AND m.company_id = \(caller.organisation) AND (\(businessCase)::uuid IS NULL OR m.case_id = \(businessCase)))
            SELECT m.team_id, t.name, o.name, m.case_id, c.title, k.name, m.fit, m.pinned, d.id, d.name, m.published_at, c.state = 'withdrawn'
            FROM own m JOIN business_case c ON c.id = m.case_id
                CROSS JOIN LATERAL (SELECT id, name FROM round WHERE id = m.round_id OFFSET 0) d
                CROSS JOIN LATERAL (SELECT name FROM team WHERE id = m.team_id OFFSET 0) t
                CROSS JOIN LATERAL (SELECT name FROM organisation WHERE id = m.school_id OFFSET 0) o
                CROSS JOIN LATERAL (SELECT name FROM organisation WHERE id = m.company_id OFFSET 0) k
            WHERE \(condition) ORDER BY \(sort.order) LIMIT \(limit)
            """
        ).decode(
            Team.ID.self, String.self, String.self, BusinessCase.ID.self, String.self, String.self, Int.self, Bool.self, Round.ID.self,
            String.self, Date.self, Bool.self
        ).map {
            CompanyMatch(
                match: Match(
                    team: $0.0, teamName: $0.1, school: $0.2, case: $0.3, caseTitle: $0.4, company: $0.5, fit: $0.6, pinned: $0.7,
                    withdrawn: $0.11),
                round: $0.8, roundName: $0.9, publishedAt: $0.10, members: [])
        }
    }

    /// The teams that have a case of the company, without their members.
    func teams(of businessCase: BusinessCase.ID) async throws -> [Match] {
        try await companyMatches(q: nil, .newest, after: "true", limit: 100, of: businessCase).map(\.match)
    }

    /// How many are in each of these teams, where it has a case of the company.
    fileprivate func sizes(of teams: [Team.ID]) async throws(PostgresError) -> [Team.ID: Int] {
        let rows = try await execute("SELECT team_id, members FROM matched_team_sizes(\(teams))").decode(Team.ID.self, Int.self)
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Those of these teams who agree to be known to the company of their case, with a receipt for each. To be found in a pool is another consent,
    /// which names nobody in a team: it lets the company follow who agrees to both.
    fileprivate func members(of teams: [Team.ID]) async throws -> [Team.ID: [CompanyMatch.Member]] {
        let rows = try await execute(
            """
            WITH shown AS MATERIALIZED (
                SELECT k.team_id, k.student_id AS id, k.school_id, k.given_name, k.family_name,
                    EXISTS (SELECT FROM student s WHERE s.id = k.student_id OFFSET 0) AS in_pool, k.email, k.programme, k.graduation,
                    k.languages, k.city, k.hours_per_week
                FROM case_members(\(teams)) k),
            receipt AS (
                INSERT INTO person_read (student_id, school_id, company_id, account_id, kind, request_id)
                SELECT DISTINCT ON (id) id, school_id, \(caller.organisation), \(caller.account), 'match', \(caller.requestID) FROM shown)
            SELECT w.team_id, w.id, w.given_name, w.family_name, p.id, w.in_pool, w.email, w.programme, w.graduation, w.languages, w.city,
                w.hours_per_week
            FROM shown w LEFT JOIN prospect p ON p.student_id = w.id AND p.company_id = \(caller.organisation)
            ORDER BY w.team_id, w.family_name, w.given_name, w.id
            """)
        var members: [Team.ID: [CompanyMatch.Member]] = [:]
        for row in rows {
            let member = try CompanyMatch.Member(
                student: row.get(1), givenName: row.get(2), familyName: row.get(3), prospect: row.get(4), isInPool: row.get(5),
                email: row.get(6), programme: row.get(7), graduation: row.get(8), languages: row.get(9), city: row.get(10),
                hoursPerWeek: row.get(11))
            members[try row.get(0), default: []].append(member)
        }
        return members
    }
}
