package import API
import Formats
import Foundation
import Postgres

/// The imports of a cohort, newest first where no order is asked for.
package struct ListImports: UseCase {
    package var cohort: Cohort.ID
    package var query: ImportListQuery

    package init(cohort: Cohort.ID, query: ImportListQuery) {
        self.cohort = cohort
        self.query = query
    }

    package var needs: Permission { .importRosters }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<RosterImport> {
        let limit = try pageRows(query.limit)
        let last = try Cursor.read(query.cursor, id: RosterImport.ID.self)
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        let after: SQL = last.map { query.sort == .oldest ? "id > \($0)" : "id < \($0)" } ?? "true"
        let imports = try await work.imports(of: cohort, q: query.q, query.sort, after: after, limit: limit + 1)
        return Page(imports, limit: limit) { Cursor($0.id.description) }
    }
}

/// The same, up to 5,000, as CSV.
package struct ExportImports: UseCase {
    package var cohort: Cohort.ID
    package var query: ImportExportQuery
    package var form: SheetForm

    package init(cohort: Cohort.ID, query: ImportExportQuery, form: SheetForm = .program) {
        self.cohort = cohort
        self.query = query
        self.form = form
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("exportImports", cohort) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        var writer = form.writer([
            ("file", "File", "Fichier"), ("at", "When (UTC)", "Quand (UTC)"), ("new", "New", "Nouveaux"),
            ("changed", "Changed", "Modifiés"), ("unchanged", "Unchanged", "Inchangés"), ("rejected", "Refused", "Refusés"),
            ("undone_at", "Undone (UTC)", "Annulé (UTC)"),
        ])
        for one in try await work.imports(of: cohort, q: query.q, query.sort, after: "true", limit: Export.most) {
            writer.append([
                one.fileName, one.createdAt.ISO8601Format(), "\(one.new)", "\(one.changed)", "\(one.unchanged)", "\(one.rejected)",
                one.undoneAt?.ISO8601Format() ?? "",
            ])
        }
        return Array(writer.text.utf8)
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
    fileprivate func imports(
        of cohort: Cohort.ID, q: String?, _ sort: ImportListQuery.Sort?, after: SQL, limit: Int
    ) async throws(PostgresError) -> [RosterImport] {
        let way: SQL = sort == .oldest ? "ASC" : "DESC"
        let found: SQL = SearchWords.patterns(q).reduce("true") { "\($0) AND folded(file_name) LIKE folded(\($1))" }
        return try await imports("cohort_id = \(cohort) AND \(found) AND \(after) ORDER BY id \(way) LIMIT \(limit)")
    }

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
