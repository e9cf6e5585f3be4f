package import API
import Foundation
import Postgres

/// The pins and bans of a round, by team.
package struct ListDecisions: UseCase {
    package var round: Round.ID
    package var query: PageQuery

    package init(round: Round.ID, query: PageQuery) {
        self.round = round
        self.query = query
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<Decision> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: Team.ID.self, id: BusinessCase.ID.self)
        _ = try await work.one("SELECT FROM round WHERE id = \(round)", orMissing: .round)
        let rows = try await work.execute(
            """
            SELECT d.team_id, d.case_id, d.kind, d.reason, t.name, c.title
            FROM round_decision d JOIN team t ON t.id = d.team_id LEFT JOIN business_case c ON c.id = d.case_id
            WHERE d.round_id = \(round) AND (\(last?.0)::uuid IS NULL OR (d.team_id, d.case_id) > (\(last?.0), \(last?.1)))
            ORDER BY d.team_id, d.case_id LIMIT \(limit + 1)
            """
        ).decode(Team.ID.self, BusinessCase.ID.self, String.self, String.self, String.self, String?.self)
        let decisions = rows.compactMap { row in
            Decision.Kind(rawValue: row.2).map {
                Decision(team: row.0, case: row.1, kind: $0, reason: row.3, teamName: row.4, caseTitle: row.5)
            }
        }
        return Page(decisions, limit: limit) { Cursor($0.team.description, $0.case.description) }
    }
}
