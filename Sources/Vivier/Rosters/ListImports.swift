package import API
import Foundation
import Postgres

/// The imports of a cohort, newest first.
package struct ListImports: UseCase {
    package var cohort: Cohort.ID
    package var query: PageQuery

    package init(cohort: Cohort.ID, query: PageQuery) {
        self.cohort = cohort
        self.query = query
    }

    package var needs: Permission { .importRosters }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<RosterImport> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: RosterImport.ID.self)
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        let rows = try await work.execute(
            """
            SELECT id, file_name, format, new_count, changed_count, unchanged_count, rejected_count, created_at, undone_at FROM roster_import
            WHERE cohort_id = \(cohort) AND (\(last)::uuid IS NULL OR id < \(last)) ORDER BY id DESC LIMIT \(limit + 1)
            """
        ).decode(
            RosterImport.ID.self, String.self, String.self, Int.self, Int.self, Int.self, Int.self, Date.self, Date?.self)
        let imports = rows.map {
            RosterImport(
                id: $0.0, cohort: cohort, fileName: $0.1, format: $0.2, new: $0.3, changed: $0.4, unchanged: $0.5, rejected: $0.6,
                createdAt: $0.7, undoneAt: $0.8)
        }
        return Page(imports, limit: limit) { Cursor($0.id.description) }
    }
}
