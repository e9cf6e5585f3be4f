import API
import Formats
import Foundation
import Postgres

/// Writes the staged rows that are changed, and what an undo will need; who is new is enrolled already.
struct RosterStore {
    let school: Organisation.ID
    let cohort: Cohort.ID
    let columns: Set<RosterField>
    let work: UnitOfWork

    private func has(_ field: RosterField) -> Bool { columns.contains(field) }
    private func takes(_ field: RosterField) -> SQL { field.isTaken(from: columns) }

    func write(
        _ counts: RosterComparison.Counts, fileName: String, fileHash: [UInt8], format: String, rejected: Int
    ) async throws -> RosterImport.ID {
        let row = try await work.one(
            """
            INSERT INTO roster_import (school_id, cohort_id, file_name, file_sha256, format, new_count, changed_count, unchanged_count,
                rejected_count, account_id, made)
            VALUES (\(school), \(cohort), \(String(fileName.excerpt(most: 300).prefix(scalars: 300))), \(fileHash), \(format), \(Int32(counts.new)), \(Int32(counts.changed)),
                \(Int32(counts.unchanged)), \(Int32(rejected)), \(work.caller.account),
                ARRAY(SELECT student_id FROM incoming WHERE state = 'new' ORDER BY position))
            RETURNING id
            """, orMissing: .cohort)
        let id = try row.decode(RosterImport.ID.self)
        var left: [LetterReader<String>] = []
        if counts.changed > 0 {
            try await keepBefore(id)
            let leaving = try await work.execute(
                """
                SELECT s.id FROM incoming i JOIN student s ON s.id = i.student_id
                WHERE i.state = 'changed' AND lower(s.email) <> lower(i.email)
                """
            ).decode(Student.ID.self)
            left = try await work.readers(of: leaving)
        }
        if counts.changed > 0 { try await updateChanged() }
        if counts.changed > 0 { try await joinCohort() }
        if has(.team) { try await writeTeams() }
        // Nobody loses an address unseen, however many change.
        try await work.tellAddressesLeft(left)
        return id
    }

    /// What each changed student was, in one JSON object.
    private func keepBefore(_ id: RosterImport.ID) async throws {
        _ = try await work.execute(
            """
            INSERT INTO roster_import_change (import_id, student_id, school_id, before)
            SELECT \(id), s.id, s.school_id, jsonb_build_object(
                'given_name', s.given_name, 'family_name', s.family_name, 'email', s.email, 'programme', s.programme,
                'graduation', s.graduation, 'languages', s.languages, 'weekly_free', s.weekly_free::text, 'hours_per_week', s.hours_per_week,
                'not_before', s.not_before, 'not_after', s.not_after, 'city', s.city, 'attributes', s.attributes,
                'in_cohort', EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = \(cohort) AND c.student_id = s.id),
                'team', (SELECT m.team_id FROM team_member m WHERE m.cohort_id = \(cohort) AND m.student_id = s.id),
                'skills', s.skills, 'skills_stated_on', s.skills_stated_on, 'labels', s.labels,
                'changed_at', s.changed_at)
            FROM incoming i JOIN student s ON s.id = i.student_id WHERE i.state = 'changed'
            """)
    }

    private func updateChanged() async throws {
        _ = try await work.execute(
            """
            UPDATE student s SET given_name = i.given_name, family_name = i.family_name, email = i.email, changed_at = now(),
                programme = CASE WHEN \(has(.programme)) THEN i.programme ELSE s.programme END,
                graduation = CASE WHEN \(has(.graduation)) THEN i.graduation ELSE s.graduation END,
                languages = CASE WHEN \(takes(.languages)) THEN i.languages ELSE s.languages END,
                weekly_free = CASE WHEN \(takes(.availability)) THEN i.weekly_free::bit(336) ELSE s.weekly_free END,
                hours_per_week = CASE WHEN \(takes(.hoursPerWeek)) THEN i.hours_per_week ELSE s.hours_per_week END,
                not_before = CASE WHEN \(takes(.notBefore)) THEN i.not_before ELSE s.not_before END,
                not_after = CASE WHEN \(takes(.notAfter)) THEN i.not_after ELSE s.not_after END,
                city = CASE WHEN \(takes(.city)) THEN i.city ELSE s.city END,
                attributes = s.attributes || coalesce(i.attributes::jsonb, '{}'),
                skills = CASE WHEN \(has(.skills)) THEN i.skills ELSE s.skills END,
                skills_stated_on = CASE WHEN NOT \(has(.skills)) OR s.skills = i.skills THEN s.skills_stated_on
                    WHEN i.skills <> '{}' THEN current_date END,
                labels = CASE WHEN \(has(.skills)) THEN i.labels ELSE s.labels END
            FROM incoming i WHERE i.state = 'changed' AND s.id = i.student_id
            """)
    }

    /// Students whom the school knew already may have been in other cohorts only.
    private func joinCohort() async throws {
        _ = try await work.execute(
            """
            INSERT INTO cohort_student (cohort_id, student_id, school_id)
            SELECT \(cohort), student_id, \(school) FROM incoming WHERE state = 'changed' ON CONFLICT DO NOTHING
            """)
    }

    /// Teams that the file names are made; members go to the team of their row, or to none.
    private func writeTeams() async throws {
        _ = try await work.execute(
            """
            INSERT INTO team (school_id, cohort_id, name)
            SELECT DISTINCT \(school), \(cohort), team FROM incoming WHERE team IS NOT NULL ON CONFLICT ON CONSTRAINT team_name_once DO NOTHING
            """)
        _ = try await work.execute(
            """
            DELETE FROM team_member WHERE ctid = ANY (ARRAY(
                SELECT held.place FROM incoming i CROSS JOIN LATERAL (
                    SELECT m.ctid AS place, t.name FROM team_member m JOIN team t ON t.id = m.team_id
                    WHERE m.cohort_id = \(cohort) AND m.student_id = i.student_id OFFSET 0) held
                WHERE i.state = 'changed' AND held.name IS DISTINCT FROM i.team))
            """)
        _ = try await work.execute(
            """
            INSERT INTO team_member (team_id, cohort_id, student_id, school_id)
            SELECT t.id, \(cohort), i.student_id, \(school)
            FROM incoming i CROSS JOIN LATERAL (SELECT t.id FROM team t WHERE t.cohort_id = \(cohort) AND t.name = i.team OFFSET 0) t
            WHERE i.state <> 'unchanged' ON CONFLICT DO NOTHING
            """)
    }
}
