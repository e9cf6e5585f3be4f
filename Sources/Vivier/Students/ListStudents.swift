package import API
import Postgres

/// The students of a cohort, by name; a student finds only the own line there.
package struct ListStudents: UseCase {
    package var cohort: Cohort.ID
    package var query: PageQuery

    package init(cohort: Cohort.ID, query: PageQuery) {
        self.cohort = cohort
        self.query = query
    }

    package var needs: Permission { .readStudents }
    package var audited: Audited? { Audited("listStudents", cohort) }

    package func run(in work: UnitOfWork) async throws -> Page<StudentLine> {
        let limit = try query.rows()
        let last = try NameCursor.read(query.cursor)
        let school = try await work.one("SELECT school_id FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
            .decode(Organisation.ID.self)
        // The school, though the cohort says it: with it the names come out of the index in their order.
        let after: SQL = last.map { "AND (s.family_name, s.given_name, s.id) > (\($0.family), \($0.given), \($0.id))" } ?? ""
        let rows = try await work.execute(
            """
            SELECT s.id, s.key, s.given_name, s.family_name,
                (SELECT t.name FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.cohort_id = \(cohort) AND m.student_id = s.id),
                (SELECT count(*) FROM (SELECT held / 8 FROM unnest(s.skills) AS held
                    UNION SELECT k.skill_id FROM student_skill k WHERE k.student_id = s.id) AS held),
                s.weekly_free IS NOT NULL
            FROM student s
            WHERE s.school_id = \(school) \(after)
                AND EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = \(cohort) AND c.student_id = s.id)
            ORDER BY s.family_name, s.given_name, s.id LIMIT \(limit + 1)
            """
        ).decode(Student.ID.self, String.self, String.self, String.self, String?.self, Int.self, Bool.self)
        let lines = rows.map {
            StudentLine(id: $0.0, key: $0.1, givenName: $0.2, familyName: $0.3, team: $0.4, skills: $0.5, hasAvailability: $0.6)
        }
        return Page(lines, limit: limit) { NameCursor.after($0.familyName, $0.givenName, $0.id) }
    }
}

/// Where a page ends in a list of people by name.
enum NameCursor {
    static func after(_ family: String, _ given: String, _ id: Student.ID) -> Cursor {
        Cursor(family, given, id.description)
    }

    static func read(_ text: String?) throws(GeneralRefusal) -> (family: String, given: String, id: Student.ID)? {
        guard let parts = try Cursor.read(text, parts: 3) else { return nil }
        guard let id = Student.ID(parts[2]) else { throw Cursor.unreadable }
        return (parts[0], parts[1], id)
    }
}
