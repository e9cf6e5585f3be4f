package import API
import Postgres

/// The programmes that the caller may see, by code.
package struct ListProgrammes: UseCase {
    package var query: PageQuery

    package init(query: PageQuery) {
        self.query = query
    }

    package var needs: Permission { .readCohorts }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Programme> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, key: String.self, id: Programme.ID.self)
        let after: SQL = last.map { "WHERE (code, id) > (\($0.key), \($0.id))" } ?? ""
        let rows = try await work.execute(
            """
            SELECT id, school_id, code, name FROM programme \(after)
            ORDER BY code, id LIMIT \(limit + 1)
            """
        ).decode(Programme.ID.self, Organisation.ID.self, String.self, String.self)
        return Page(rows.map { Programme(id: $0.0, school: $0.1, code: $0.2, name: $0.3) }, limit: limit) {
            Cursor($0.code, $0.id.description)
        }
    }
}
