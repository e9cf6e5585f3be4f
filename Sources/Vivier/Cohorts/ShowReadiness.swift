package import API
import Postgres

/// How many students of a cohort have what a match needs.
package struct ShowReadiness: UseCase {
    package var cohort: Cohort.ID

    package init(cohort: Cohort.ID) {
        self.cohort = cohort
    }

    package var needs: Permission { .readStudents }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> CohortReadiness {
        guard let readiness = try await work.readiness(of: [cohort]).first else { throw GeneralRefusal.missing(.cohort) }
        return readiness
    }
}

extension CohortReadiness.Part {
    /// Whether `student s` has it, in the cohort of that id.
    func isThere(in cohort: Cohort.ID) -> SQL {
        switch self {
        case .profile: "(s.languages <> '{}' AND (s.skills <> '{}' OR EXISTS (SELECT FROM student_skill k WHERE k.student_id = s.id)))"
        case .availability: "(s.weekly_free IS NOT NULL)"
        case .consent: "(s.pool_until > now() OR s.pool_companies <> '{}')"
        case .team: "EXISTS (SELECT FROM team_member m WHERE m.cohort_id = \(cohort) AND m.student_id = s.id)"
        }
    }
}

extension UnitOfWork {
    /// In the order of `cohorts`; without those that the caller does not see.
    func readiness(of cohorts: [Cohort.ID]) async throws(PostgresError) -> [CohortReadiness] {
        var found: [CohortReadiness] = []
        for cohort in cohorts {
            found += try await execute(
                """
                SELECT c.name, r.* FROM cohort c CROSS JOIN LATERAL (
                    SELECT count(*), count(*) FILTER (WHERE \(CohortReadiness.Part.profile.isThere(in: cohort))),
                        count(*) FILTER (WHERE \(CohortReadiness.Part.availability.isThere(in: cohort))),
                        count(*) FILTER (WHERE \(CohortReadiness.Part.consent.isThere(in: cohort))),
                        (SELECT count(*) FROM team_member m WHERE m.cohort_id = \(cohort))
                    FROM cohort_student e JOIN student s ON s.id = e.student_id WHERE e.cohort_id = c.id) r
                WHERE c.id = \(cohort)
                """
            ).decode(String.self, Int.self, Int.self, Int.self, Int.self, Int.self).map {
                CohortReadiness(cohort: cohort, name: $0.0, students: $0.1, profile: $0.2, availability: $0.3, consent: $0.4, team: $0.5)
            }
        }
        return found
    }
}
