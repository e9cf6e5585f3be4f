package import API
import Postgres

/// The order of the teams whose case is another.
enum ComparisonSort: String, ListSort {
    case name
    case nameDown = "-name"

    static var usual: ComparisonSort { .name }

    var order: ListOrder { ListOrder(key: "t.name COLLATE numbered", id: "t.id", goesDown: self == .nameDown) }
}

/// Holds two runs against each other, team by team.
package struct CompareRuns: UseCase {
    package var id: Run.ID
    package var query: ComparisonQuery

    package init(run: Run.ID, query: ComparisonQuery) {
        id = run
        self.query = query
    }

    package var needs: Permission { .compareRuns }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> RunComparison {
        let limit = try pageRows(query.limit)
        let sort = try ComparisonSort(checking: query.sort)
        var narrowed = try sort.order.after(query.cursor, by: sort, Team.ID.self)
        if let words = try work.searched(query.q) {
            narrowed += """
                 AND strpos(folded(concat_ws(' ', t.name, c.title, d.title)), folded(\(words))) > 0
                """
        }
        let (run, with) = (try await figures(of: id, in: work), try await figures(of: query.with, in: work))
        // Who sees a match sees its team and its case.
        let both: SQL = """
            (SELECT team_id, case_id, fit FROM match WHERE run_id = \(id)) a
            FULL JOIN (SELECT team_id, case_id, fit FROM match WHERE run_id = \(query.with)) b ON b.team_id = a.team_id
            """
        let counts = try await work.execute(
            """
            SELECT (count(*) FILTER (WHERE a.case_id = b.case_id))::integer, (count(*) FILTER (WHERE a.case_id <> b.case_id))::integer,
                (count(*) FILTER (WHERE a.case_id IS NULL))::integer, (count(*) FILTER (WHERE b.case_id IS NULL))::integer
            FROM \(both)
            """)[0].decode(Int.self, Int.self, Int.self, Int.self)
        let changes = try await work.execute(
            """
            SELECT t.id, t.name, a.case_id, c.title, a.fit, b.case_id, d.title, b.fit
            FROM \(both) JOIN team t ON t.id = coalesce(a.team_id, b.team_id)
                LEFT JOIN business_case c ON c.id = a.case_id LEFT JOIN business_case d ON d.id = b.case_id
            WHERE a.case_id IS DISTINCT FROM b.case_id AND \(narrowed) ORDER BY \(sort.order.order) LIMIT \(limit + 1)
            """
        ).decode(Team.ID.self, String.self, BusinessCase.ID?.self, String?.self, Int?.self, BusinessCase.ID?.self, String?.self, Int?.self)
            .map {
                RunComparison.Change(
                    team: $0.0, name: $0.1, case: $0.2, caseTitle: $0.3, fit: $0.4, withCase: $0.5, withCaseTitle: $0.6, withFit: $0.7)
            }
        return RunComparison(
            run: run, with: with, same: counts.0, moved: counts.1, gained: counts.2, lost: counts.3,
            changes: Page(changes, limit: limit) { sort.cursor($0.name, $0.team) })
    }

    private func figures(of run: Run.ID, in work: UnitOfWork) async throws -> RunComparison.Figures {
        let row = try await work.one(
            """
            SELECT r.number, r.round_id, q.name AS round_name, r.policy, r.placement, r.fairness,
                coalesce(r.skill_weight, q.skill_weight) AS skill_weight, coalesce(r.time_weight, q.time_weight) AS time_weight, r.seed,
                r.team_count, r.case_count, r.placed_count, r.total_fit
            FROM run r JOIN round q ON q.id = r.round_id WHERE r.id = \(run)
            """, orMissing: .run)
        return RunComparison.Figures(
            id: run, number: try row.get("number"), round: try row.get("round_id"), roundName: try row.get("round_name"),
            rules: RoundRules(
                policy: try row.get("policy"), placement: try row.get("placement"), fairness: try row.get("fairness"),
                skillWeight: try row.get("skill_weight"), timeWeight: try row.get("time_weight"), seed: try row.get("seed")),
            teams: try row.get("team_count"), cases: try row.get("case_count"), placed: try row.get("placed_count"),
            totalFit: try row.get("total_fit"))
    }
}
