package import API

/// One school.
package struct ShowSchool: UseCase {
    package var school: Organisation.ID

    package init(school: Organisation.ID) {
        self.school = school
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .glance }

    package func run(in work: UnitOfWork) async throws -> Organisation {
        try await work.organisation(school, .school)
    }
}
