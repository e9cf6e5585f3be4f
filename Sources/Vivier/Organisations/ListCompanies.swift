package import API

/// The companies, by name.
package struct ListCompanies: UseCase {
    package var query: OrganisationListQuery

    package init(query: OrganisationListQuery) {
        self.query = query
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Organisation> {
        try await work.organisationPage(.company, query)
    }
}
