package import API
import Formats
import Postgres

/// The cases that anyone may read, of a list, up to 5,000, as CSV.
package struct ExportPublicCases: UseCase {
    package var query: PublicCaseQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: PublicCaseQuery, form: SheetForm = .program) {
        self.query = query
        self.form = form
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        var writer = form.writer([
            ("id", "Number", "Numéro"), ("title", "Title", "Titre"), ("company", "Company", "Entreprise"),
            ("open", "Without a team yet", "Encore sans équipe"), ("from", "From", "Du"), ("until", "Until", "Au"),
            ("hours_per_week", "Hours a week", "Heures par semaine"), ("place", "Place", "Lieu"), ("remote", "Remote", "À distance"),
        ])
        for (line, _) in try await ListPublicCases(query: query).rows(Export.most, in: work) {
            writer.append([
                "\(line.id)", line.title, line.company.name, form.word(line.state == .published), "\(line.window.from)",
                "\(line.window.until)", "\(line.hoursPerWeek)", line.place ?? "", form.word(line.remote),
            ])
        }
        return Array(writer.text.utf8)
    }
}
