package import API
import Postgres

/// Keeps a team as it is when teams are formed anew, or lets it go again.
package struct LockTeam: Recalled {
    package var team: Team.ID
    package var locked: Bool

    package init(team: Team.ID, locked: Bool) {
        self.team = team
        self.locked = locked
    }

    package var needs: Permission { .formTeams }
    package var audited: Audited? { Audited(locked ? "lockTeam" : "unlockTeam", team) }

    package func keepsake(of answer: Team) -> String? { answer.id.description }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> Team { try await ShowTeam(team: team).run(in: work) }

    package func run(in work: UnitOfWork) async throws -> Team {
        _ = try await work.execute("UPDATE team SET locked = \(locked) WHERE id = \(team)")
        return try await ShowTeam(team: team).run(in: work)
    }
}
