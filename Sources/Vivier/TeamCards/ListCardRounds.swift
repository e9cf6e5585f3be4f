package import API
import Postgres

/// The rounds in which teams were shared for a case, newest first, with how far its ranking is.
package struct ListCardRounds: UseCase {
    package var id: BusinessCase.ID
    package var query: PageQuery

    package init(case id: BusinessCase.ID, query: PageQuery) {
        self.id = id
        self.query = query
    }

    package var needs: Permission { .readTeamCards }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<CardRound> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: Round.ID.self)
        _ = try await work.one("SELECT FROM business_case WHERE id = \(id)", orMissing: .businessCase)
        let rows = try await work.execute(
            """
            SELECT r.id, r.name, r.state = 'open', r.policy, s.cards, s.ranked, s.vetoed, \(SQL.isCaseFilled)
            FROM (SELECT k.round_id, count(*) AS cards, count(p.place) AS ranked, count(p.team_id) FILTER (WHERE p.place IS NULL) AS vetoed
                FROM team_card k LEFT JOIN case_preference p USING (round_id, case_id, team_id)
                WHERE k.case_id = \(id) AND (\(last)::uuid IS NULL OR k.round_id < \(last)) GROUP BY k.round_id) s
                JOIN round r ON r.id = s.round_id CROSS JOIN business_case c
            WHERE c.id = \(id) ORDER BY r.id DESC LIMIT \(limit + 1)
            """
        ).decode(Round.ID.self, String.self, Bool.self, String.self, Int.self, Int.self, Int.self, Bool.self)
        return Page(
            rows.map {
                CardRound(round: $0.0, name: $0.1, open: $0.2, policy: $0.3, filled: $0.7, cards: $0.4, ranked: $0.5, vetoed: $0.6)
            }, limit: limit
        ) { Cursor($0.round.description) }
    }
}
