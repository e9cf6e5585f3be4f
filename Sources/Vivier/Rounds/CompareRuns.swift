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
            "SELECT number, policy, placement, team_count, case_count, placed_count, total_fit FROM run WHERE id = \(run)", orMissing: .run
        ).decode(Int.self, String.self, String.self, Int.self, Int.self, Int.self, Int.self)
        return RunComparison.Figures(
            id: run, number: row.0, policy: row.1, placement: row.2, teams: row.3, cases: row.4, placed: row.5, totalFit: row.6)
    }
}
