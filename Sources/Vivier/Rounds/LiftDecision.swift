package import API
import Postgres

/// Takes a pin or a ban back before a run of the round is published; it counts from the next run.
package struct LiftDecision: UseCase {
    package var round: Round.ID
    package var team: Team.ID
    package var businessCase: BusinessCase.ID

    package init(round: Round.ID, team: Team.ID, case businessCase: BusinessCase.ID) {
        self.round = round
        self.team = team
        self.businessCase = businessCase
    }

    package var needs: Permission { .manageRounds }
    package var audited: Audited? { Audited("liftDecision", "\(team) \(businessCase)") }

    package func run(in work: UnitOfWork) async throws {
        // The lock keeps a run from being published in between, and one decision behind the other: each marks the round.
        let state = try await work.one("SELECT state FROM round WHERE id = \(round) FOR NO KEY UPDATE", orMissing: .round)
            .decode(String.self)
        guard state == "open" else { throw SettlePair.No.closed }
        _ = try await work.one(
            """
            DELETE FROM round_decision WHERE round_id = \(round) AND team_id = \(team) AND case_id = \(businessCase) RETURNING kind
            """, orMissing: Sentence(en: "The decision", fr: "La décision"))
    }
}
