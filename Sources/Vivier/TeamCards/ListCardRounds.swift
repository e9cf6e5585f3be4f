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
            SELECT r.id, r.name, r.state = 'open', count(*), count(p.place), count(p.team_id) FILTER (WHERE p.place IS NULL)
            FROM team_card c JOIN round r ON r.id = c.round_id LEFT JOIN case_preference p USING (round_id, case_id, team_id)
            WHERE c.case_id = \(id) AND (\(last)::uuid IS NULL OR r.id < \(last))
            GROUP BY r.id ORDER BY r.id DESC LIMIT \(limit + 1)
            """
        ).decode(Round.ID.self, String.self, Bool.self, Int.self, Int.self, Int.self)
        return Page(
            rows.map { CardRound(round: $0.0, name: $0.1, open: $0.2, cards: $0.3, ranked: $0.4, vetoed: $0.5) }, limit: limit
        ) { Cursor($0.round.description) }
    }
}
