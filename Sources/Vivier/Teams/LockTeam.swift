package import API
import Postgres

/// Keeps a team as it is when teams are formed anew, or lets it go again.
package struct LockTeam: UseCase {
    package var team: Team.ID
    package var locked: Bool

    package init(team: Team.ID, locked: Bool) {
        self.team = team
        self.locked = locked
    }

    package var needs: Permission { .formTeams }
    package var audited: Audited? { Audited(locked ? "lockTeam" : "unlockTeam", team) }

    package func run(in work: UnitOfWork) async throws -> Team {
        _ = try await work.execute("UPDATE team SET locked = \(locked) WHERE id = \(team)")
        return try await ShowTeam(team: team).run(in: work)
    }
}
