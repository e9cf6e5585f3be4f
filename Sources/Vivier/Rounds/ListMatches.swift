package import API
import Postgres

/// The matches of a run that concern the caller: a school's own teams, a company's own cases, a student's own team.
package struct ListMatches: UseCase {
    package var id: Run.ID
    package var query: PageQuery

    package init(run: Run.ID, query: PageQuery) {
        id = run
        self.query = query
    }

    package var needs: Permission { .readMatches }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Match> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, number: Int32.self, id: Team.ID.self)
        _ = try await work.one("SELECT FROM run WHERE id = \(id)", orMissing: .run)
        let rows = try await work.execute(
            """
            SELECT m.team_id, t.name, s.name, m.case_id, c.title, k.name, m.fit, m.pinned
            FROM match m JOIN team t ON t.id = m.team_id JOIN organisation s ON s.id = m.school_id
                JOIN business_case c ON c.id = m.case_id JOIN organisation k ON k.id = m.company_id
            WHERE m.run_id = \(id) AND (\(last?.number)::integer IS NULL OR (-m.fit, m.team_id) > (-\(last?.number), \(last?.id)))
            ORDER BY -m.fit, m.team_id LIMIT \(limit + 1)
            """
        ).decode(Team.ID.self, String.self, String.self, BusinessCase.ID.self, String.self, String.self, Int.self, Bool.self)
        let matches = rows.map {
            Match(
                team: $0.0, teamName: $0.1, school: $0.2, case: $0.3, caseTitle: $0.4, company: $0.5, fit: $0.6, pinned: $0.7)
        }
        return Page(matches, limit: limit) { Cursor(String($0.fit), $0.team.description) }
    }
}
