package import API

/// One company.
package struct ShowCompany: UseCase {
    package var company: Organisation.ID

    package init(company: Organisation.ID) {
        self.company = company
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .glance }

    package func run(in work: UnitOfWork) async throws -> Organisation {
        try await work.organisation(company, .company)
    }
}
