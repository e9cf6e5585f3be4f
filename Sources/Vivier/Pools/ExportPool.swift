package import API
import Formats
import Postgres

/// The students that a query finds, up to 5,000, as a file; each of them gets a receipt that says so.
package struct ExportPool: UseCase {
    package var query: PoolExportQuery
    package var format: SheetFormat
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: PoolExportQuery, as format: SheetFormat = .csv, form: SheetForm = .program) {
        self.query = query
        self.format = format
        self.form = form
    }

    package var needs: Permission { .searchPools }
    package var audited: Audited? {
        Audited("exportPool", String(String.UnicodeScalarView(query.q.unicodeScalars.prefix(200).filter { !VisibleText.isHidden($0) })))
    }
    /// One moment for all that is read: who withdraws now is in the file with receipt and skills, and in no file after it.
    package static var isolation: Isolation { .repeatableRead }
    package static var patience: Duration? { .seconds(30) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let sort = try PoolSort(checking: query.sort)
        do {
            let wanted = try PoolQueryParser.parse(query.q)
            let search = SearchPool(query: PoolQuery(q: query.q))
            let families = try await SkillFamilies(wanted, in: work)
            let found = try await search.page(
                of: wanted, TalentFilter(families), sort, after: nil, limit: Export.most, as: "export", in: work
            ).prefix(Export.most)
            let skills = try await work.skills(of: found.map(\.1))
            let ends = try await TalentSheet.ends(of: found.map(\.1), in: work)
            let scope = try await TalentSheet.scope(for: form, in: work)
            let sheet = Sheet(
                name: "talent", columns: TalentSheet.columns,
                rows: found.map { TalentSheet.cells($0, skills[$0.1] ?? [], until: ends[$0.1], scope: scope, for: form) })
            return try format.bytes(of: sheet, for: form)
        } catch let fault as PoolQueryFault {
            throw fault.refusal(parameter: "q")
        }
    }
}
