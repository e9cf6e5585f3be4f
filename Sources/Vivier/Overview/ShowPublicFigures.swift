package import API
import Postgres

/// How much there is, for everyone to see: organisations and cases, never persons.
package struct ShowPublicFigures: UseCase {
    package struct Figures: Sendable, Equatable {
        package var schools: Int
        package var companies: Int
        /// Cases that teams work on or still can be given, as the public sees them: none whose window has passed without a team, and none that is closed.
        package var cases: Int
    }

    package init() {}

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Figures {
        let rows = try await work.execute(
            """
            SELECT count(*) FILTER (WHERE kind = 'school'), count(*) FILTER (WHERE kind = 'company'),
                (SELECT count(*) FROM business_case c WHERE \(SQL.isShownInPublic))
            FROM organisation
            """)
        guard let row = rows.first else { return Figures(schools: 0, companies: 0, cases: 0) }
        let (schools, companies, cases) = try row.decode(Int.self, Int.self, Int.self)
        return Figures(schools: schools, companies: companies, cases: cases)
    }
}
