package import API
import Postgres

/// The teams of a cohort, by name; a student finds only the own team there.
package struct ListTeams: UseCase {
    package var cohort: Cohort.ID
    package var query: PageQuery

    package init(cohort: Cohort.ID, query: PageQuery) {
        self.cohort = cohort
        self.query = query
    }

    package var needs: Permission { .readTeams }
    package var audited: Audited? { Audited("listTeams", cohort) }

    package func run(in work: UnitOfWork) async throws -> Page<Team> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, key: String.self, id: Team.ID.self)
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        // Names are unique in a cohort.
        let after: SQL = last.map { "AND t.name > \($0.key)" } ?? ""
        let teams = try await work.teams("t.cohort_id = \(cohort) \(after) ORDER BY t.name LIMIT \(limit + 1)")
        return Page(teams, limit: limit) { Cursor($0.name, $0.id.description) }
    }
}
