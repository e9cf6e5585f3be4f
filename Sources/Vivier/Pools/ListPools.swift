package import API
import Formats
import Foundation
import Postgres

/// The order of a company's saved queries: by name, or by when they were saved.
enum SavedPoolSort: String, ListSort {
    case name
    case nameDown = "-name"
    case newest = "-created"
    case oldest = "created"

    static var usual: SavedPoolSort { .name }

    /// Of `pool p`. Ids go up by time.
    var order: ListOrder {
        switch self {
        case .name: ListOrder(key: "p.name", id: "p.id")
        case .nameDown: ListOrder(key: "p.name", id: "p.id", goesDown: true)
        case .newest: ListOrder(id: "p.id", goesDown: true)
        case .oldest: ListOrder(id: "p.id")
        }
    }
}

/// The company's saved queries, found by words of their name or of the query, by name where no order is asked for.
package struct ListPools: UseCase {
    package var query: SortedQuery

    package init(query: SortedQuery) {
        self.query = query
    }

    package var needs: Permission { .savePools }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Pool> {
        let limit = try pageRows(query.limit)
        let sort = try SavedPoolSort(checking: query.sort)
        let after = try sort.order.after(query.cursor, by: sort, Pool.ID.self)
        let pools = try await work.savedPools(q: query.q, sort, after: after, limit: limit + 1)
        return Page(pools, limit: limit) { sort.cursor($0.name, $0.id) }
    }
}

/// The same, up to 5,000, as CSV. Nobody who is found by them is in it.
package struct ExportSavedPools: UseCase {
    package var query: SortedExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: SortedExportQuery, form: SheetForm = .program) {
        self.query = query
        self.form = form
    }

    package var needs: Permission { .savePools }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let sort = try SavedPoolSort(checking: query.sort)
        var writer = form.writer([
            ("id", "Saved search (id)", "Recherche enregistrée (identifiant)"), ("name", "Name", "Nom"), ("query", "Query", "Requête"),
            ("created_at", "Saved (UTC)", "Enregistrée (UTC)"),
        ])
        for pool in try await work.savedPools(q: query.q, sort, after: "true", limit: Export.most) {
            writer.append(["\(pool.id)", pool.name, pool.query, pool.createdAt.ISO8601Format()])
        }
        return Array(writer.text.utf8)
    }
}

extension UnitOfWork {
    fileprivate func savedPools(q: String?, _ sort: SavedPoolSort, after: SQL, limit: Int) async throws -> [Pool] {
        var condition = after
        if let words = try searched(q) {
            condition += " AND strpos(folded(p.name || ' ' || p.query), folded(\(words))) > 0"
        }
        return try await execute(
            """
            SELECT p.id, p.name, p.query, p.created_at FROM pool p
            WHERE \(condition) ORDER BY \(sort.order.order) LIMIT \(limit)
            """
        ).decode(Pool.ID.self, String.self, String.self, Date.self)
            .map { Pool(id: $0.0, name: $0.1, query: $0.2, createdAt: $0.3) }
    }
}
