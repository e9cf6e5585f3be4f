package import API

/// The networks, by name.
package struct ListNetworks: UseCase {
    package var query: OrganisationListQuery

    package init(query: OrganisationListQuery) {
        self.query = query
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Organisation> {
        try await work.organisationPage(.network, query)
    }
}
