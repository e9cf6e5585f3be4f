package import API
import Formats
import Postgres

/// One cohort with the days on which nobody of it works on a case.
package struct ShowCohort: UseCase {
    package var cohort: Cohort.ID

    package init(cohort: Cohort.ID) {
        self.cohort = cohort
    }

    package var needs: Permission { .readCohorts }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Cohort {
        guard var found = try await work.cohorts("c.id = \(cohort)").first else { throw GeneralRefusal.missing(.cohort) }
        found.blocked = try await work.execute(
            """
            SELECT reason, from_date, until_date FROM cohort_blocked_days WHERE cohort_id = \(cohort)
            ORDER BY from_date, until_date, id LIMIT \(CreateCohort.blockedLimit)
            """
        ).decode(BlockedDays.Reason.self, Day.self, Day.self).map { BlockedDays(reason: $0.0, from: $0.1, until: $0.2) }
        return found
    }
}
