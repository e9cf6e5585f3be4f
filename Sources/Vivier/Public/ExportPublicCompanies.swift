package import API
import Formats
import Postgres

/// The companies with a case that anyone may read, of a list, up to 5,000, as CSV.
package struct ExportPublicCompanies: UseCase {
    package var list: ListPublicCompanies
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(list: ListPublicCompanies, form: SheetForm = .program) {
        self.list = list
        self.form = form
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        var writer = form.writer([
            ("id", "Number", "Numéro"), ("name", "Name", "Nom"), ("city", "Town", "Ville"), ("sector", "Sector", "Secteur"),
            ("cases", "Public cases", "Cas publics"),
        ])
        for line in try await list.lines(Export.most, in: work) {
            writer.append(["\(line.id)", line.name, line.city ?? "", line.sector ?? "", "\(line.cases)"])
        }
        return Array(writer.text.utf8)
    }
}
