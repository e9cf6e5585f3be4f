package import API
import Postgres

/// The ranking of a case in a round; empty where it gave none.
package struct ShowTeamRanking: UseCase {
    package var round: Round.ID
    package var id: BusinessCase.ID

    package init(round: Round.ID, case id: BusinessCase.ID) {
        self.round = round
        self.id = id
    }

    package var needs: Permission { .rankTeams }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> TeamRanking {
        try await work.requireCards(of: id, in: round)
        return try await work.ranking(of: id, in: round)
    }
}

extension UnitOfWork {
    /// The ranking of a case as it stands; empty where it gave none.
    func ranking(of id: BusinessCase.ID, in round: Round.ID) async throws -> TeamRanking {
        let rows = try await execute(
            """
            SELECT place::integer, array_agg(team_card_id(round_id, team_id) ORDER BY team_card_id(round_id, team_id)) FROM case_preference
            WHERE round_id = \(round) AND case_id = \(id) GROUP BY place ORDER BY place NULLS LAST
            """
        ).decode(Int?.self, [TeamCard.ID].self)
        let reasons = try await execute(
            """
            SELECT team_card_id(round_id, team_id), reason FROM case_preference
            WHERE round_id = \(round) AND case_id = \(id) AND reason IS NOT NULL ORDER BY team_card_id(round_id, team_id)
            """
        ).decode(TeamCard.ID.self, String.self)
        return TeamRanking(
            cards: rows.filter { $0.0 != nil }.map { RankedPlace($0.1) }, vetoes: rows.first { $0.0 == nil }?.1 ?? [],
            reasons: reasons.isEmpty ? nil : reasons.map { TeamRanking.VetoReason(card: $0.0, reason: $0.1) })
    }
}
