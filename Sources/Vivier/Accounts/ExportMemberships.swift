package import API
import Formats
import Foundation
import Postgres

/// Who belongs to the caller's organisation as CSV, by address, up to 5,000; an operator's holds all.
package struct ExportMemberships: UseCase {
    package var query: SortedExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: SortedExportQuery, form: SheetForm = .program) {
        self.query = query
        self.form = form
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("exportMemberships") }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let all = PeopleQuery(q: query.q, sort: query.sort ?? PeopleSort.email.rawValue)
        let members = try await work.members(all, after: "true", limit: Export.most)
        let organisations = Array(Set(members.compactMap(\.organisation)))
        let named = try await work.execute("SELECT id, name FROM organisation WHERE id = ANY (\(organisations))")
            .decode(Organisation.ID.self, String.self)
        let names = Dictionary(named) { first, _ in first }
        var writer = form.writer([
            ("email", "Address", "Adresse"), ("role", "Role", "Rôle"), ("organisation", "Where", "Où"), ("since", "Since", "Depuis"),
        ])
        for one in members {
            writer.append([
                one.email, form.role(one.role), one.organisation.flatMap { names[$0] } ?? "", one.since.ISO8601Format(),
            ])
        }
        return Array(writer.text.utf8)
    }
}
