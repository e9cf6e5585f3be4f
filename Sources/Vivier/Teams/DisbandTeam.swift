package import API
import Postgres

/// Removes a team that is not locked and that no round rests on; its members stay in the cohort, without a team.
package struct DisbandTeam: UseCase {
    package var team: Team.ID

    package init(team: Team.ID) {
        self.team = team
    }

    package var needs: Permission { .formTeams }
    package var audited: Audited? { Audited("disbandTeam", team) }

    package func run(in work: UnitOfWork) async throws {
        let (cohort, school) = try await work.one("SELECT cohort_id, school_id FROM team WHERE id = \(team)", orMissing: .team)
            .decode(Cohort.ID.self, Organisation.ID.self)
        try await work.dissolve([team], of: cohort, school: school)
    }
}
