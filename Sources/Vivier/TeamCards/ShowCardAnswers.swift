package import API
import Postgres

/// How far companies have answered about the teams that were shared in a round.
package struct CardAnswers: Sendable {
    /// Cases for which teams are shared.
    package var cases: Int
    /// Those of them whose company has ranked or declined a team that is shared for it.
    package var answered: Int
    /// Each once, for however many cases it is shared.
    package var teams: Int
}

/// What has come of the cards that whoever holds a round has shared; nothing but zeros before.
package struct ShowCardAnswers: UseCase {
    package var round: Round.ID

    package init(round: Round.ID) {
        self.round = round
    }

    package var needs: Permission { .manageRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> CardAnswers {
        let row = try await work.one(
            """
            SELECT (SELECT count(*) FROM (SELECT DISTINCT case_id FROM team_card WHERE round_id = r.id) x),
                (SELECT count(*) FROM (
                    SELECT DISTINCT p.case_id FROM case_preference p WHERE p.round_id = r.id AND EXISTS (
                        SELECT FROM team_card k WHERE k.round_id = p.round_id AND k.case_id = p.case_id AND k.team_id = p.team_id)) x),
                (SELECT count(*) FROM (SELECT DISTINCT team_id FROM team_card WHERE round_id = r.id) x)
            FROM round r WHERE r.id = \(round)
            """, orMissing: .round)
        let (cases, answered, teams) = try row.decode(Int.self, Int.self, Int.self)
        return CardAnswers(cases: cases, answered: answered, teams: teams)
    }
}
