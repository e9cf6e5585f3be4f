import API
import Formats
import Postgres

extension UnitOfWork {
    /// Cohorts with how many students and teams the caller sees in each.
    ///
    /// - Parameter rest: what follows `WHERE`; `c` is the cohort.
    func cohorts(_ rest: SQL) async throws(PostgresError) -> [Cohort] {
        // A student sees the own line and team alone, and what a cohort has in all is the school's to know.
        let counts: SQL =
            caller.role == .student
            ? """
            ARRAY[(SELECT count(*) FROM cohort_student s WHERE s.cohort_id = c.id), (SELECT count(*) FROM team t WHERE t.cohort_id = c.id)]
            """ : "(SELECT ARRAY[n.students, n.teams] FROM cohort_counts(c.id) AS n)"
        let school: SQL = caller.role == .operator ? "(SELECT o.name FROM organisation o WHERE o.id = c.school_id)" : "NULL::text"
        return try await execute(
            """
            SELECT c.id, (extract(epoch FROM c.changed_at) * 1000000)::bigint, c.school_id, c.programme_id, c.code, c.name, c.starts_on, c.ends_on,
                \(counts), \(school)
            FROM cohort c WHERE \(rest)
            """
        ).decode(
            Cohort.ID.self, Int.self, Organisation.ID.self, Programme.ID?.self, String.self, String.self, Day?.self, Day?.self, [Int].self,
            String?.self
        ).map {
            Cohort(
                id: $0.0, version: $0.1, school: $0.2, schoolName: $0.9, programme: $0.3, code: $0.4, name: $0.5, startsOn: $0.6,
                endsOn: $0.7,
                students: $0.8[0], teams: $0.8[1])
        }
    }
}

extension Sentence {
    static let cohort = Sentence(en: "The cohort", fr: "La promotion")
}

extension BlockedDays.Reason: PostgresEncodable, PostgresDecodable {}
