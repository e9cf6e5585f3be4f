package import API
import Postgres

/// A company as anyone may see it: what it is called, where it is and what it does, never its registration.
package struct ShowPublicCompany: UseCase {
    package var company: Organisation.ID

    package init(company: Organisation.ID) {
        self.company = company
    }

    package struct Answer: Sendable {
        package var name: String
        package var city: String?
        package var sector: String?
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Answer {
        let (name, city, sector) = try await work.one(
            "SELECT o.name, o.city, c.sector FROM organisation o JOIN company c ON c.id = o.id WHERE o.id = \(company)",
            orMissing: .company
        ).decode(String.self, String?.self, String?.self)
        return Answer(name: name, city: city, sector: sector)
    }
}
