package import API
import Formats
import Foundation
import Postgres

/// The prospects of a list, up to 5,000, as a file; each student in it gets a receipt that says so.
package struct ExportProspects: UseCase {
    package var query: ProspectExportQuery
    package var format: SheetFormat
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: ProspectExportQuery, as format: SheetFormat = .csv, form: SheetForm = .program) {
        self.query = query
        self.format = format
        self.form = form
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("exportProspects", query.stage?.rawValue) }
    package static var patience: Duration? { .seconds(30) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let condition = try work.prospectCondition(stage: query.stage, q: query.q)
        let people = try await work.prospects(
            condition, order: ProspectSort.name.order, limit: Export.most, shown: Export.most, as: "export")
        let scope = try await TalentSheet.scope(for: form, in: work)
        var columns: [Sheet.Column] = [
            .init("id", width: 38), .init("family_name", width: 20), .init("given_name"), .init("school", width: 28), .init("stage"),
            .init("next_action", width: 28), .init("next_on", width: 12), .init("note", width: 48), .init("added", width: 21),
            .init("changed", width: 21),
        ]
        columns += TalentSheet.consent
        let ends = try await TalentSheet.ends(of: people.map(\.student), in: work)
        let rows = people.map { one -> [Sheet.Cell] in
            [
                .text("\(one.id)"), .text(one.familyName), .text(one.givenName), .text(one.school), .text(form.stage(one.stage)),
                .init(one.nextAction), .init(one.nextOn), .init(one.note), .text(one.createdAt.formatted(.iso8601)),
                .text(one.changedAt.formatted(.iso8601)), .init(ends[one.student]), .text(form.particulars(["name", "school"])),
                .text(scope),
            ]
        }
        return try format.bytes(of: Sheet(name: "prospects", columns: columns, rows: rows), for: form)
    }
}
