import API
import Formats
import Postgres

extension RosterComparison {
    /// Who would be made or changed, and in what: so many of each, in the order of the file.
    func firstRows(_ most: Int) async throws -> [ImportRow] {
        let new = try await work.execute(
            """
            SELECT line, key, given_name, family_name, state, '{}'::text[] FROM incoming WHERE state = 'new' ORDER BY position LIMIT \(most)
            """)
        let changed = try await work.execute(
            """
            WITH opening AS (SELECT * FROM incoming WHERE state = 'changed' ORDER BY position LIMIT \(most))
            SELECT i.line, i.key, i.given_name, i.family_name, i.state, array_remove(ARRAY[
                CASE WHEN s.given_name <> i.given_name THEN 'given_name' END,
                CASE WHEN s.family_name <> i.family_name THEN 'family_name' END,
                CASE WHEN s.email <> i.email THEN 'email' END,
                CASE WHEN \(has(.programme)) AND s.programme IS DISTINCT FROM i.programme THEN 'programme' END,
                CASE WHEN \(has(.graduation)) AND s.graduation IS DISTINCT FROM i.graduation THEN 'graduation' END,
                CASE WHEN \(has(.languages)) AND s.languages <> i.languages THEN 'languages' END,
                CASE WHEN \(has(.availability)) AND s.weekly_free IS DISTINCT FROM i.weekly_free::bit(336) THEN 'availability' END,
                CASE WHEN \(has(.hoursPerWeek)) AND s.hours_per_week IS DISTINCT FROM i.hours_per_week THEN 'hours_per_week' END,
                CASE WHEN \(has(.notBefore)) AND s.not_before IS DISTINCT FROM i.not_before THEN 'not_before' END,
                CASE WHEN \(has(.notAfter)) AND s.not_after IS DISTINCT FROM i.not_after THEN 'not_after' END,
                CASE WHEN \(has(.city)) AND s.city IS DISTINCT FROM i.city THEN 'city' END,
                CASE WHEN i.attributes IS NOT NULL AND NOT s.attributes @> i.attributes::jsonb THEN 'attributes' END,
                CASE WHEN \(has(.skills)) AND (s.skills <> i.skills OR s.labels <> i.labels) THEN 'skills' END,
                CASE WHEN NOT EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = \(cohort) AND c.student_id = s.id) THEN 'cohort' END,
                CASE WHEN \(has(.team)) AND (
                    SELECT t.name FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.cohort_id = \(cohort) AND m.student_id = s.id
                ) IS DISTINCT FROM i.team THEN 'team' END], NULL)
            FROM opening i JOIN student s ON s.id = i.student_id ORDER BY i.position
            """)
        return try
            (new.decode(Int.self, String.self, String.self, String.self, String.self, [String].self)
            + changed.decode(Int.self, String.self, String.self, String.self, String.self, [String].self)).map {
                ImportRow(line: $0.0, key: $0.1, givenName: $0.2, familyName: $0.3, state: $0.4, changes: $0.5)
            }
    }
}
