package import API
import Postgres

/// The first teams of a cohort by name, or those whose name has these words: to choose one, and without their members.
package struct FindTeams: UseCase {
    package var cohort: Cohort.ID
    package var q: String?
    package var limit: Int

    package init(cohort: Cohort.ID, q: String?, limit: Int) {
        self.cohort = cohort
        self.q = q
        self.limit = limit
    }

    package var needs: Permission { .readTeams }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [Team] {
        let found = try NameSearch(q, parameter: "q").words.reduce("true" as SQL) { "\($0) AND folded(t.name) LIKE \($1.containing)" }
        return try await work.execute(
            """
            SELECT t.id, t.name, t.locked FROM team t WHERE t.cohort_id = \(cohort) AND \(found)
            ORDER BY t.name COLLATE numbered, t.id LIMIT \(limit)
            """
        ).decode(Team.ID.self, String.self, Bool.self).map { Team(id: $0.0, cohort: cohort, name: $0.1, locked: $0.2, members: []) }
    }
}
