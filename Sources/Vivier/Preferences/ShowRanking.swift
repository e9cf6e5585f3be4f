package import API
import Postgres

/// The ranking of a team in a round; empty where it gave none. While the round is open, with what keeps it from counting.
package struct ShowRanking: UseCase {
    package var round: Round.ID
    package var team: Team.ID

    package init(round: Round.ID, team: Team.ID) {
        self.round = round
        self.team = team
    }

    package var needs: Permission { .rankCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> CaseRanking {
        _ = try await work.school(of: team, in: round)
        var ranking = try await work.ranking(of: team, in: round)
        let isOpen = try await work.one("SELECT state = 'open' FROM round WHERE id = \(round)", orMissing: .round).decode(Bool.self)
        if isOpen { ranking.note = try await work.rankingNote(of: team, in: round)?.text(work.caller.language) }
        return ranking
    }
}
