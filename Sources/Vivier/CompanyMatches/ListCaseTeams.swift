package import API
import Postgres

/// The teams to which published runs gave a case of the company, by name; who is in them is not shown.
package struct ListCaseTeams: UseCase {
    package var id: BusinessCase.ID

    package init(case id: BusinessCase.ID) {
        self.id = id
    }

    package var needs: Permission { .followProspects }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [Match] { try await work.teams(of: id) }
}
