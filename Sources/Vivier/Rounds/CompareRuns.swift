package import API
import Postgres

/// Holds two runs against each other, team by team.
package struct CompareRuns: UseCase {
    package var id: Run.ID
    package var query: ComparisonQuery

    /// Changes that are listed.
    private static let mostListed = 500

    package init(run: Run.ID, query: ComparisonQuery) {
        id = run
        self.query = query
    }

    package var needs: Permission { .compareRuns }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> RunComparison {
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
            WHERE a.case_id IS DISTINCT FROM b.case_id ORDER BY t.name COLLATE numbered, t.id LIMIT \(Self.mostListed)
            """
        ).decode(Team.ID.self, String.self, BusinessCase.ID?.self, String?.self, Int?.self, BusinessCase.ID?.self, String?.self, Int?.self)
        return RunComparison(
            run: run, with: with, same: counts.0, moved: counts.1, gained: counts.2, lost: counts.3,
            changes: changes.map {
                RunComparison.Change(
                    team: $0.0, name: $0.1, case: $0.2, caseTitle: $0.3, fit: $0.4, withCase: $0.5, withCaseTitle: $0.6, withFit: $0.7)
            })
    }

    private func figures(of run: Run.ID, in work: UnitOfWork) async throws -> RunComparison.Figures {
        let row = try await work.one(
            "SELECT number, policy, placement, team_count, case_count, placed_count, total_fit FROM run WHERE id = \(run)", orMissing: .run
        ).decode(Int.self, String.self, String.self, Int.self, Int.self, Int.self, Int.self)
        return RunComparison.Figures(
            id: run, number: row.0, policy: row.1, placement: row.2, teams: row.3, cases: row.4, placed: row.5, totalFit: row.6)
    }
}
