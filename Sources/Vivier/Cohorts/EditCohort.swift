package import API
import Postgres

/// Puts right what stands of a cohort: its name and code, its programme, its dates, the days on which nobody of it works on a case.
package struct EditCohort: UseCase {
    package var cohort: Cohort.ID
    /// What it is from now on; what is not named is nothing any more.
    package var draft: CohortDraft
    /// The version that the draft was made from.
    package var version: Int

    package init(_ cohort: Cohort.ID, draft: CohortDraft, replacing version: Int) {
        self.cohort = cohort
        self.draft = draft
        self.version = version
    }

    package var needs: Permission { .manageCohorts }
    package var audited: Audited? { Audited("editCohort", cohort) }

    package func run(in work: UnitOfWork) async throws -> Cohort {
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort) FOR UPDATE", orMissing: .cohort)
        let current = try await ShowCohort(cohort: cohort).run(in: work)
        let (code, name) = try draft.checked()
        guard current.version == version else { throw GeneralRefusal.changedMeanwhile }
        try await work.refuseKnownCode(code, in: current.school, besides: cohort)
        do throws(PostgresError) {
            _ = try await work.execute(
                """
                UPDATE cohort SET code = \(code), name = \(name), programme_id = \(draft.programme), starts_on = \(draft.startsOn),
                    ends_on = \(draft.endsOn), changed_at = clock_timestamp() WHERE id = \(cohort)
                """)
        } catch {
            throw CreateCohort.refusal(of: error, code)
        }
        _ = try await work.execute("DELETE FROM cohort_blocked_days WHERE cohort_id = \(cohort)")
        try await work.block(draft.blocked ?? [], in: cohort, of: current.school)
        return try await ShowCohort(cohort: cohort).run(in: work)
    }
}
