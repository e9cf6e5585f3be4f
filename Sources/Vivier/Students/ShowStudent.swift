package import API
import Formats
import Postgres

/// One student's whole profile, as the school and the student see it.
package struct ShowStudent: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .readStudents }
    package var audited: Audited? { Audited("showStudent", student) }

    package func run(in work: UnitOfWork) async throws -> Student {
        let row = try await work.one(
            """
            SELECT s.school_id, s.key, s.given_name, s.family_name, s.email, s.programme, s.graduation, s.languages, s.weekly_free,
                s.hours_per_week, s.not_before, s.not_after, s.city,
                (SELECT m.team_id FROM team_member m WHERE m.student_id = s.id ORDER BY m.cohort_id DESC LIMIT 1),
                ARRAY (SELECT left(l, -2) FROM unnest(s.labels) AS l), (extract(epoch FROM s.changed_at) * 1000000)::bigint,
                s.stated
            FROM student s WHERE s.id = \(student)
            """, orMissing: .student)
        let (school, key, givenName, familyName, email) = try (
            row.get(0, as: Organisation.ID.self), row.get(1, as: String.self), row.get(2, as: String.self), row.get(3, as: String.self),
            row.get(4, as: String.self)
        )
        let skills = try await work.skills(of: [student])
        let rounds = try await work.execute(
            """
            SELECT r.id, r.name FROM round r WHERE r.state = 'open' AND EXISTS (
                SELECT FROM round_cohort c JOIN team_member m ON m.cohort_id = c.cohort_id
                WHERE c.round_id = r.id AND m.student_id = \(student))
            ORDER BY r.id DESC LIMIT 20
            """
        ).decode(Round.ID.self, String.self)
        return try Student(
            id: student, version: row.get(15), school: school, key: key, givenName: givenName, familyName: familyName, email: email,
            programme: row.get(5),
            graduation: row.get(6), languages: row.get(7), skills: skills[student] ?? [], unknownSkills: row.get(14),
            availability: row.get(8), hoursPerWeek: row.get(9), notBefore: row.get(10), notAfter: row.get(11), city: row.get(12),
            team: row.get(13), stated: row.get(16), openRounds: rounds.map { NamedRound(id: $0.0, name: $0.1) })
    }
}
