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
        let imports = try await work.imports(
            "cohort_id = \(cohort) AND (\(last)::uuid IS NULL OR id < \(last)) ORDER BY id DESC LIMIT \(limit + 1)")
        return Page(imports, limit: limit) { Cursor($0.id.description) }
    }
}

/// One import.
package struct ShowImport: UseCase {
    package var id: RosterImport.ID

    package init(import id: RosterImport.ID) {
        self.id = id
    }

    package var needs: Permission { .importRosters }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> RosterImport {
        guard let found = try await work.imports("id = \(id)").first else {
            throw GeneralRefusal.missing(Sentence(en: "The import", fr: "L’import"))
        }
        return found
    }
}

extension UnitOfWork {
    /// - Parameter rest: what follows `WHERE`.
    fileprivate func imports(_ rest: SQL) async throws(PostgresError) -> [RosterImport] {
        try await execute(
            """
            SELECT id, cohort_id, file_name, format, new_count, changed_count, unchanged_count, rejected_count, created_at, undone_at
            FROM roster_import WHERE \(rest)
            """
        ).decode(
            RosterImport.ID.self, Cohort.ID.self, String.self, String.self, Int.self, Int.self, Int.self, Int.self, Date.self, Date?.self
        ).map {
            RosterImport(
                id: $0.0, cohort: $0.1, fileName: $0.2, format: $0.3, new: $0.4, changed: $0.5, unchanged: $0.6, rejected: $0.7,
                createdAt: $0.8, undoneAt: $0.9)
        }
    }
}
