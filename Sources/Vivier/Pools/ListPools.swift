package import API
import Foundation
import Postgres

/// The company's saved queries, by name.
package struct ListPools: UseCase {
    package var query: PageQuery

    package init(query: PageQuery) {
        self.query = query
    }

    package var needs: Permission { .savePools }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Pool> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, key: String.self, id: Pool.ID.self)
        let after: SQL = last.map { "WHERE (name, id) > (\($0.key), \($0.id))" } ?? ""
        let rows = try await work.execute(
            "SELECT id, name, query, created_at FROM pool \(after) ORDER BY name, id LIMIT \(limit + 1)"
        ).decode(Pool.ID.self, String.self, String.self, Date.self)
        return Page(rows.map { Pool(id: $0.0, name: $0.1, query: $0.2, createdAt: $0.3) }, limit: limit) {
            Cursor($0.name, $0.id.description)
        }
    }
}
