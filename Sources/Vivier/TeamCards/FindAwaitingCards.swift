package import API
import Postgres

/// The newest case of the company for which teams await its answer, with the newest round in which they do; nil where none does.
package struct FindAwaitingCards: UseCase {
    package init() {}

    package var needs: Permission { .readTeamCards }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> (case: BusinessCase.ID, title: String, round: CardRound)? {
        let rows = try await work.execute(
            """
            WITH shared AS MATERIALIZED (
                SELECT k.case_id, k.round_id, count(*) AS cards, count(p.place) AS ranked,
                    count(p.team_id) FILTER (WHERE p.place IS NULL) AS vetoed
                FROM team_card k LEFT JOIN case_preference p USING (round_id, case_id, team_id)
                WHERE k.company_id = \(work.caller.organisation) GROUP BY k.case_id, k.round_id)
            SELECT c.id, c.title, r.id, r.name, s.cards, s.ranked, s.vetoed
            FROM shared s JOIN business_case c ON c.id = s.case_id JOIN round r ON r.id = s.round_id
            WHERE s.cards > s.ranked + s.vetoed AND r.state = 'open' AND c.state IN ('published', 'matched') AND NOT \(SQL.isCaseFilled)
            ORDER BY c.id DESC, r.id DESC LIMIT 1
            """
        ).decode(BusinessCase.ID.self, String.self, Round.ID.self, String.self, Int.self, Int.self, Int.self)
        return rows.first.map {
            ($0.0, $0.1, CardRound(round: $0.2, name: $0.3, open: true, filled: false, cards: $0.4, ranked: $0.5, vetoed: $0.6))
        }
    }
}
