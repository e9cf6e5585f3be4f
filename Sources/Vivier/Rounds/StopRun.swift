package import API
import Postgres

/// Stops what was begun from a page and is being computed in a round: nothing of it is stored.
package struct StopRun: UseCase {
    package var round: Round.ID

    package init(round: Round.ID) {
        self.round = round
    }

    package var needs: Permission { .manageRounds }
    package var audited: Audited? { Audited("stopRun", round) }

    package func run(in work: UnitOfWork) async throws {
        let holder = try await work.one("SELECT organisation_id FROM round WHERE id = \(round)", orMissing: .round)
            .decode(Organisation.ID.self)
        guard work.caller.role == .operator || holder == work.caller.organisation else { throw RunRound.No.foreign }
        guard let piece = work.application.workshop.piece(about: round.description), piece.end == nil else {
            throw Workshop.No.nothingGoesOn
        }
        // Once it is written down who stopped it.
        work.afterCommit { [round] in $0.workshop.stop(about: round.description) }
    }
}
