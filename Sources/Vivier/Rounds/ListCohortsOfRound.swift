package import API
import Postgres

/// A cohort that takes part in a round, and whose it is.
package struct CohortOfRound: Sendable {
    package var id: Cohort.ID
    package var name: String
    package var school: String
    /// Those with members: no other takes part.
    package var teams: Int
}

/// The cohorts that take part in a round, by school and name; of a network's round a school sees its own.
package struct ListCohortsOfRound: UseCase {
    package var round: Round.ID

    package init(round: Round.ID) {
        self.round = round
    }

    package var needs: Permission { .readRounds }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [CohortOfRound] {
        // LIMIT: each team is looked up by its index, where all members of the house would be sorted into teams.
        try await work.execute(
            """
            SELECT c.id, c.name, o.name, (
                SELECT count(*) FROM team t CROSS JOIN LATERAL (SELECT FROM team_member m WHERE m.team_id = t.id LIMIT 1) m
                WHERE t.cohort_id = c.id)
            FROM round_cohort r JOIN cohort c ON c.id = r.cohort_id JOIN organisation o ON o.id = c.school_id
            WHERE r.round_id = \(round) ORDER BY o.name, c.name, c.id
            """
        ).decode(Cohort.ID.self, String.self, String.self, Int.self)
            .map { CohortOfRound(id: $0.0, name: $0.1, school: $0.2, teams: $0.3) }
    }
}
