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
        case .profile: StudentReadiness.profile
        case .availability: StudentReadiness.availability
        case .consent: StudentReadiness.isSeen
        case .team: "EXISTS (SELECT FROM team_member m WHERE m.cohort_id = \(cohort) AND m.student_id = s.id)"
        }
    }
}

extension CohortReadiness {
    /// Whether there is anybody who does not have it.
    func lacks(_ part: Part) -> Bool {
        switch part {
        case .profile: profile < students
        case .availability: availability < students
        case .consent: consent < students
        case .team: team < students
        }
    }
}

extension UnitOfWork {
    /// In the order of `cohorts`; without those that the caller does not see.
    func readiness(of cohorts: [Cohort.ID]) async throws(PostgresError) -> [CohortReadiness] {
        // A student sees the own line alone, and what a cohort has in all is the school's to know.
        func counted(_ part: CohortReadiness.Part, _ cohort: Cohort.ID) -> SQL { "count(*) FILTER (WHERE \(part.isThere(in: cohort)))" }
        var found: [CohortReadiness] = []
        for cohort in cohorts {
            let counts: SQL =
                caller.role == .student
                ? """
                SELECT count(*), \(counted(.profile, cohort)), \(counted(.availability, cohort)), \(counted(.consent, cohort)),
                    \(counted(.team, cohort))
                FROM cohort_student e JOIN student s ON s.id = e.student_id WHERE e.cohort_id = c.id
                """ : "SELECT n.students, n.profile, n.availability, n.consent, n.team FROM cohort_counts(c.id) AS n"
            found += try await execute("SELECT c.name, r.* FROM cohort c CROSS JOIN LATERAL (\(counts)) r WHERE c.id = \(cohort)")
                .decode(String.self, Int.self, Int.self, Int.self, Int.self, Int.self)
                .map {
                    CohortReadiness(
                        cohort: cohort, name: $0.0, students: $0.1, profile: $0.2, availability: $0.3, consent: $0.4, team: $0.5)
                }
        }
        return found
    }
}

extension Application {
    /// Counts the cohorts that rosters were read into, so that whoever asks next need not.
    package func settleCohortTallies() async throws {
        _ = try await database.execute("SELECT settle_cohort_tallies()")
    }

    /// Reads the names of students who came since, so that they are found by them at once.
    ///
    /// - Parameter most: at a time, so that whoever changes one of them meanwhile waits briefly.
    package func readNames(most: Int = 10_000) async throws {
        while try await database.execute("SELECT read_names(\(Int32(most)))")[0].decode(Int.self) > 0 {}
    }

    /// Lets PostgreSQL look at the tables that a roster has filled, so that the next pages are planned for what is in them.
    ///
    /// - Parameter few: changed rows that are not worth it.
    package func refreshStatistics(few: Int = 5_000) async throws {
        _ = try await database.execute("SELECT refresh_statistics(\(few))")
    }
}
