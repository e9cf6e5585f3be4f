package import API
import Postgres

package import struct Foundation.Date

/// A team that has lost the case of a published run, because its company withdrew it, and that no later run has given another.
package struct LostMatch: Sendable {
    package var run: Run.ID
    package var round: Round.ID
    /// As the API writes it.
    package var policy: String
    /// Whether the caller holds the round, and may publish another run in its place.
    package var isHeld: Bool
    package var team: Team.ID
    package var teamName: String
    package var businessCase: BusinessCase.ID
    package var caseTitle: String
    package var company: String
    package var withdrawnAt: Date
}

/// The teams that wait for another case: of one round, or of all that the caller sees; the latest loss first, 50 at most. A case whose window is over
/// leaves nothing to mend.
package struct ListLostMatches: UseCase {
    /// Nil: of all rounds.
    package var round: Round.ID?

    package init(round: Round.ID? = nil) {
        self.round = round
    }

    package var needs: Permission { .compareRuns }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [LostMatch] {
        try await work.execute(
            """
            SELECT r.id, r.round_id, r.policy, r.organisation_id, m.team_id, t.name, c.id, c.title, k.name, c.withdrawn_at
            FROM business_case c JOIN match m ON m.case_id = c.id JOIN run r ON r.id = m.run_id AND r.state = 'published'
                JOIN team t ON t.id = m.team_id JOIN organisation k ON k.id = m.company_id
            WHERE c.state = 'withdrawn' AND c.withdrawn_at IS NOT NULL AND c.until_date >= \(SQL.today)
                AND (\(round)::uuid IS NULL OR r.round_id = \(round))
                AND NOT EXISTS (
                    SELECT FROM match x JOIN run y ON y.id = x.run_id AND y.state = 'published' JOIN business_case o ON o.id = x.case_id
                    WHERE x.team_id = m.team_id AND y.published_at > c.withdrawn_at AND o.state <> 'withdrawn')
            ORDER BY c.withdrawn_at DESC, t.name, t.id LIMIT 50
            """
        ).decode(
            Run.ID.self, Round.ID.self, String.self, Organisation.ID.self, Team.ID.self, String.self, BusinessCase.ID.self, String.self,
            String.self, Date.self
        ).map {
            LostMatch(
                run: $0.0, round: $0.1, policy: $0.2, isHeld: work.caller.role == .operator || work.caller.organisation == $0.3, team: $0.4,
                teamName: $0.5, businessCase: $0.6, caseTitle: $0.7, company: $0.8, withdrawnAt: $0.9)
        }
    }
}
