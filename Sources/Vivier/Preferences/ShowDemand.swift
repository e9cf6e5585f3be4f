package import API
import Postgres

/// What the teams of a round ask for so far and what places there are, most ranked case first.
package struct ShowDemand: UseCase {
    package var round: Round.ID
    package var query: PageQuery

    package init(round: Round.ID, query: PageQuery) {
        self.round = round
        self.query = query
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Demand {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, number: Int64.self, id: BusinessCase.ID.self)
        _ = try await work.one("SELECT FROM round WHERE id = \(round)", orMissing: .round)
        let (teams, ranking) = try await work.one(
            """
            WITH \(SQL.cases(offeredIn: round)), \(SQL.teams(takingPartIn: round))
            SELECT count(*), count(*) FILTER (
                WHERE EXISTS (SELECT FROM team_preference p WHERE p.round_id = \(round) AND p.team_id = contender.id))
            FROM contender
            """, orMissing: .round
        ).decode(Int.self, Int.self)
        let rows = try await work.execute(
            """
            WITH \(SQL.cases(offeredIn: round)), \(SQL.teams(takingPartIn: round)), wanted AS (
                SELECT p.case_id, count(*) AS ranked_by, count(*) FILTER (WHERE p.place = 1) AS ranked_first_by
                FROM team_preference p JOIN contender t ON t.id = p.team_id WHERE p.round_id = \(round) GROUP BY p.case_id
            ), listed AS (
                SELECT o.id, o.title, k.name, o.places, coalesce(w.ranked_by, 0) AS ranked_by,
                    coalesce(w.ranked_first_by, 0) AS ranked_first_by
                FROM offered o JOIN organisation k ON k.id = o.company_id LEFT JOIN wanted w ON w.case_id = o.id
            )
            SELECT id, title, name, places, ranked_by, ranked_first_by FROM listed
            WHERE \(last?.number)::bigint IS NULL OR ranked_by < \(last?.number) OR (ranked_by = \(last?.number) AND id > \(last?.id))
            ORDER BY ranked_by DESC, id LIMIT \(limit + 1)
            """
        ).decode(BusinessCase.ID.self, String.self, String.self, Int.self, Int.self, Int.self)
        let cases = rows.map {
            CaseDemand(case: $0.0, title: $0.1, company: $0.2, places: $0.3, rankedBy: $0.4, rankedFirstBy: $0.5)
        }
        return Demand(
            teams: teams, withRanking: ranking,
            page: Page(cases, limit: limit) { Cursor(String($0.rankedBy), $0.case.description) },
            note: try await work.busyTeams(in: round)?.text(work.caller.language))
    }
}
