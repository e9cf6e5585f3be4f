package import API
import Postgres

/// One team with its members.
package struct ShowTeam: UseCase {
    package var team: Team.ID

    package init(team: Team.ID) {
        self.team = team
    }

    package var needs: Permission { .readTeams }
    package var audited: Audited? { Audited("showTeam", team) }

    package func run(in work: UnitOfWork) async throws -> Team {
        guard let found = try await work.teams("t.id = \(team)").first else {
            throw GeneralRefusal.missing(.team)
        }
        return found
    }
}
