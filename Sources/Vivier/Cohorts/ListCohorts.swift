package import API
import Postgres

/// The cohorts that the caller may see, newest first.
package struct ListCohorts: UseCase {
    package var query: PageQuery

    package init(query: PageQuery) {
        self.query = query
    }

    package var needs: Permission { .readCohorts }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Cohort> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: Cohort.ID.self)
        let after: SQL = last.map { "c.id < \($0)" } ?? "true"
        let rows = try await work.cohorts("\(after) ORDER BY c.id DESC LIMIT \(limit + 1)")
        return Page(rows, limit: limit) { Cursor($0.id.description) }
    }
}
