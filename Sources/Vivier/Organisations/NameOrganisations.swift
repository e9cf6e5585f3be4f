package import API
import Postgres

/// What organisations are called, for lists that know them by id; those that there are not are left out.
package struct NameOrganisations: UseCase {
    package var ids: [Organisation.ID]

    package init(ids: [Organisation.ID]) {
        self.ids = ids
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [Organisation.ID: String] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await work.execute("SELECT id, name FROM organisation WHERE id = ANY (\(ids))").decode(
            Organisation.ID.self, String.self)
        return Dictionary(rows) { first, _ in first }
    }
}
