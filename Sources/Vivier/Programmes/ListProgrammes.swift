package import API
import Formats
import Postgres

/// The order of a school's programmes.
enum ProgrammeSort: String, ListSort {
    case code
    case codeDown = "-code"
    case name
    case nameDown = "-name"

    static var usual: ProgrammeSort { .code }

    private var isByCode: Bool { self == .code || self == .codeDown }

    /// Of `programme p`.
    var order: ListOrder {
        ListOrder(key: isByCode ? "p.code" : "p.name", id: "p.id", goesDown: self == .codeDown || self == .nameDown)
    }

    func cursor(after programme: Programme) -> Cursor { cursor(isByCode ? programme.code : programme.name, programme.id) }
}

/// The programmes that the caller may see, found by words of code and name, by code where no order is asked for.
package struct ListProgrammes: UseCase {
    package var query: SortedQuery

    package init(query: SortedQuery) {
        self.query = query
    }

    package var needs: Permission { .readCohorts }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Programme> {
        let limit = try pageRows(query.limit)
        let sort = try ProgrammeSort(checking: query.sort)
        let after = try sort.order.after(query.cursor, by: sort, Programme.ID.self)
        let found = try await work.programmes(q: query.q, sort, after: after, limit: limit + 1)
        return Page(found.map(\.programme), limit: limit) { sort.cursor(after: $0) }
    }
}

/// The same, up to 5,000, as CSV.
package struct ExportProgrammes: UseCase {
    package var query: SortedExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: SortedExportQuery, form: SheetForm = .program) {
        self.query = query
        self.form = form
    }

    package var needs: Permission { .readCohorts }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let sort = try ProgrammeSort(checking: query.sort)
        var writer = form.writer([
            ("id", "Programme (id)", "Programme (identifiant)"), ("code", "Code", "Code"), ("name", "Name", "Nom"),
            ("school", "School", "École"),
        ])
        for (programme, school) in try await work.programmes(q: query.q, sort, after: "true", limit: Export.most) {
            writer.append(["\(programme.id)", programme.code, programme.name, school ?? ""])
        }
        return Array(writer.text.utf8)
    }
}

extension UnitOfWork {
    /// Each with the name of its school, where the caller may know it.
    fileprivate func programmes(
        q: String?, _ sort: ProgrammeSort, after: SQL, limit: Int
    ) async throws -> [(programme: Programme, school: String?)] {
        var condition = after
        if let words = try searched(q) {
            condition += " AND strpos(folded(p.name || ' ' || p.code), folded(\(words))) > 0"
        }
        return try await execute(
            """
            SELECT p.id, p.school_id, p.code, p.name, o.name FROM programme p LEFT JOIN organisation o ON o.id = p.school_id
            WHERE \(condition) ORDER BY \(sort.order.order) LIMIT \(limit)
            """
        ).decode(Programme.ID.self, Organisation.ID.self, String.self, String.self, String?.self)
            .map { (Programme(id: $0.0, school: $0.1, code: $0.2, name: $0.3), $0.4) }
    }
}
