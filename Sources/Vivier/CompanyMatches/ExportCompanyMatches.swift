package import API
import Formats
import Foundation
import Postgres

/// The company's matches, up to 5,000, as a file, without their members.
package struct ExportCompanyMatches: UseCase {
    package var query: CompanyMatchExportQuery

    package var format: SheetFormat
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: CompanyMatchExportQuery, as format: SheetFormat = .csv, form: SheetForm = .program) {
        self.query = query
        self.format = format
        self.form = form
    }

    package var needs: Permission { .followProspects }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let found = try await work.companyMatches(q: query.q, .newest, after: "true", limit: Export.most)
        let columns: [Sheet.Column] = [
            .init("round", width: 28), .init("published", width: 21), .init("case", width: 38), .init("title", width: 40),
            .init("team", width: 38), .init("name", width: 28), .init("school", width: 28), .init("fit"),
        ]
        let rows = found.map { one -> [Sheet.Cell] in
            [
                .text(one.roundName), .text(one.publishedAt.formatted(.iso8601)), .text("\(one.match.case)"), .text(one.match.caseTitle),
                .text("\(one.match.team)"), .text(one.match.teamName), .text(one.match.school), .number(Double(one.match.fit)),
            ]
        }
        return try format.bytes(of: Sheet(name: "matches", columns: columns, rows: rows), for: form)
    }
}
