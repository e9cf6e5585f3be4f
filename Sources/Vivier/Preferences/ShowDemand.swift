package import API
import Postgres

/// The order of the demand for cases: by how many teams rank a case, the most or the fewest first, or by title.
enum DemandSort: String, ListSort {
    case most = "-ranked"
    case fewest = "ranked"
    case title = "case"
    case titleDown = "-case"

    static var usual: DemandSort { .most }

    var order: ListOrder {
        switch self {
        case .most: ListOrder(key: "(-coalesce(ranked_by, 0))", isNumber: true, id: "id")
        case .fewest: ListOrder(key: "coalesce(ranked_by, 0)", isNumber: true, id: "id")
        case .title: ListOrder(key: "title", id: "id")
        case .titleDown: ListOrder(key: "title", id: "id", goesDown: true)
        }
    }

    func key(of one: CaseDemand) -> String {
        switch self {
        case .most: String(-(one.rankedBy ?? 0))
        case .fewest: String(one.rankedBy ?? 0)
        case .title, .titleDown: one.title
        }
    }
}

/// What the teams of a round ask for so far and what places there are, most ranked case first.
package struct ShowDemand: UseCase {
    package var round: Round.ID
    package var query: SortedQuery

    package init(round: Round.ID, query: SortedQuery) {
        self.round = round
        self.query = query
    }

    package init(round: Round.ID, query: PageQuery) {
        self.init(round: round, query: SortedQuery(limit: query.limit, cursor: query.cursor))
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Demand {
        let limit = try pageRows(query.limit)
        // A network's operator is shown no single team: what is told is also what is sorted by.
        let isBlunt = work.caller.role == .networkOperator
        func told(_ count: SQL) -> SQL { isBlunt ? "told_teams(\(count))" : "coalesce(\(count), 0)" }
        let sort = try DemandSort(checking: query.sort)
        var narrowed = try sort.order.after(query.cursor, by: sort, BusinessCase.ID.self)
        if let words = try work.searched(query.q) { narrowed += " AND strpos(folded(title || ' ' || name), folded(\(words))) > 0" }
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
                SELECT o.id, o.title, k.name, o.places, \(told("w.ranked_by")) AS ranked_by,
                    \(told("w.ranked_first_by")) AS ranked_first_by
                FROM offered o JOIN organisation k ON k.id = o.company_id LEFT JOIN wanted w ON w.case_id = o.id
                WHERE NOT o.left_out
            )
            SELECT id, title, name, places, ranked_by, ranked_first_by FROM listed
            WHERE \(narrowed) ORDER BY \(sort.order.order) LIMIT \(limit + 1)
            """
        ).decode(BusinessCase.ID.self, String.self, String.self, Int.self, Int?.self, Int?.self)
        let cases = rows.map {
            CaseDemand(case: $0.0, title: $0.1, company: $0.2, places: $0.3, rankedBy: $0.4, rankedFirstBy: $0.5)
        }
        return Demand(
            teams: teams, withRanking: ranking,
            page: Page(cases, limit: limit) { sort.cursor(sort.key(of: $0), $0.case) },
            note: try await work.busyTeams(in: round)?.text(work.caller.language))
    }
}
