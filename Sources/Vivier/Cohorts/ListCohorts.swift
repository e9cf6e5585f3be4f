package import API
import Postgres

/// The cohorts that the caller may see, newest first where no order is asked for.
package struct ListCohorts: UseCase {
    package var query: CohortListQuery

    package init(query: CohortListQuery) {
        self.query = query
    }

    package init(query: PageQuery) {
        self.init(query: CohortListQuery(limit: query.limit, cursor: query.cursor))
    }

    package var needs: Permission { .readCohorts }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Cohort> {
        let limit = try pageRows(query.limit)
        let found = try Self.bearing(query.search)
        let sort = query.sort ?? .newest
        let (after, order) = try place(sort)
        let rows = try await work.cohorts("\(found) AND \(after) ORDER BY \(order) LIMIT \(limit + 1)")
        return Page(rows, limit: limit) { cohort in
            switch sort {
            case .newest: Cursor(cohort.id.description)
            case .name, .nameDown: Cursor(cohort.name, cohort.id.description)
            case .code, .codeDown: Cursor(cohort.code, cohort.id.description)
            }
        }
    }

    /// `cohort c` bears all words.
    static func bearing(_ search: String?) throws(GeneralRefusal) -> SQL {
        try NameSearch(search).words.reduce("true") { found, word in
            "\(found) AND folded(c.name || ' ' || c.code) LIKE \(word.containing)"
        }
    }

    private func place(_ sort: CohortListQuery.Sort) throws(GeneralRefusal) -> (after: SQL, order: SQL) {
        guard sort != .newest else {
            let last = try Cursor.read(query.cursor, id: Cohort.ID.self)
            return (last.map { "c.id < \($0)" } ?? "true", "c.id DESC")
        }
        let last = try Cursor.read(query.cursor, key: String.self, id: Cohort.ID.self)
        let column: SQL = [.name, .nameDown].contains(sort) ? "c.name" : "c.code"
        if [.nameDown, .codeDown].contains(sort) {
            return (last.map { "(\(column), c.id) < (\($0.key), \($0.id))" } ?? "true", "\(column) DESC, c.id DESC")
        }
        return (last.map { "(\(column), c.id) > (\($0.key), \($0.id))" } ?? "true", "\(column), c.id")
    }
}
