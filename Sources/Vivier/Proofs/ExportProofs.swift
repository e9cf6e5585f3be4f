package import API
import Formats
import Foundation
import Postgres

/// The published runs of a list, up to 5,000, as CSV.
package struct ExportProofs: UseCase {
    package var list: ListProofs
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(list: ListProofs, form: SheetForm = .program) {
        self.list = list
        self.form = form
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        var writer = form.writer([
            ("run", "Run", "Calcul"), ("round", "Round", "Session"), ("published_by", "Published by", "Publiée par"),
            ("published_at", "Published on", "Publiée le"), ("placed", "Teams placed", "Équipes placées"), ("teams", "Teams", "Équipes"),
            ("replaced", "Replaced since", "Remplacé depuis"),
        ])
        for line in try await list.lines(Export.most, in: work) {
            writer.append([
                "\(line.run)", line.round, line.holder, line.publishedAt.ISO8601Format(), "\(line.placed)", "\(line.teams)",
                form.word(line.isSuperseded),
            ])
        }
        return Array(writer.text.utf8)
    }
}
