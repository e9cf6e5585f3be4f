package import API
import Formats
import Postgres

/// The organisations of a kind as CSV, by name.
package struct ExportOrganisations: UseCase {
    package var query: OrganisationExportQuery
    package var form: SheetForm

    package init(query: OrganisationExportQuery, form: SheetForm = .program) {
        self.query = query
        self.form = form
    }

    package var needs: Permission { .createOrganisations }
    package var audited: Audited? { Audited("exportOrganisations", query.kind.rawValue) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let found = try await work.organisations(query.kind, "\(OrganisationSort.bearing(query.q)) ORDER BY o.name, o.id")
        var writer = form.writer([
            ("id", "Id", "Identifiant"), ("name", "Name", "Nom"), ("city", "City", "Ville"), ("uai", "UAI", "UAI"),
            ("siret", "SIRET", "SIRET"), ("sector", "Sector", "Secteur"), ("capacity", "Teams at most", "Équipes au plus"),
            ("schools", "Schools", "Écoles"),
        ])
        for one in found {
            writer.append([
                one.id.description, one.name, one.city ?? "", one.uai ?? "", one.siret ?? "", one.sector ?? "",
                one.capacity.map(String.init) ?? "", (one.schools ?? []).map(\.description).joined(separator: ";"),
            ])
        }
        return Array(writer.text.utf8)
    }
}
