import API
import Formats
import Postgres

extension UnitOfWork {
    /// Cohorts with how many students and teams the caller sees in each.
    ///
    /// - Parameter rest: what follows `WHERE`; `c` is the cohort.
    func cohorts(_ rest: SQL) async throws(PostgresError) -> [Cohort] {
        try await execute(
            """
            SELECT c.id, c.school_id, c.programme_id, c.code, c.name, c.starts_on, c.ends_on,
                (SELECT count(*) FROM cohort_student s WHERE s.cohort_id = c.id),
                (SELECT count(*) FROM team t WHERE t.cohort_id = c.id)
            FROM cohort c WHERE \(rest)
            """
        ).decode(
            Cohort.ID.self, Organisation.ID.self, Programme.ID?.self, String.self, String.self, Day?.self, Day?.self, Int.self, Int.self
        ).map {
            Cohort(
                id: $0.0, school: $0.1, programme: $0.2, code: $0.3, name: $0.4, startsOn: $0.5, endsOn: $0.6, students: $0.7,
                teams: $0.8)
        }
    }
}

extension Sentence {
    static let cohort = Sentence(en: "The cohort", fr: "La promotion")
}

extension BlockedDays.Reason: PostgresEncodable, PostgresDecodable {}
