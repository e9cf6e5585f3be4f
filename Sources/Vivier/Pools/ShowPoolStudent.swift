package import API
import Formats
import Postgres

/// One consenting student, as the caller's company may see the person, who gets a receipt.
package struct ShowPoolStudent: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .searchPools }
    package var audited: Audited? { Audited("showPoolStudent", student) }
    package static var isolation: Isolation { .repeatableRead }

    package func run(in work: UnitOfWork) async throws -> PoolStudent {
        let row = try await work.one(
            """
            WITH receipt AS (
                INSERT INTO person_read (student_id, school_id, company_id, account_id, kind, request_id)
                SELECT s.id, s.school_id, \(work.caller.organisation), \(work.caller.account), 'view', \(work.caller.requestID)
                FROM student s WHERE s.id = \(student))
            SELECT s.family_name, s.given_name, \(PoolStudent.columns), \(PoolStudent.agreed)
            FROM student s JOIN organisation o ON o.id = s.school_id
                LEFT JOIN prospect x ON x.student_id = s.id AND x.company_id = \(work.caller.organisation)
            WHERE s.id = \(student)
            """, orMissing: .student)
        let (family, given, school, email, programme, graduation, languages, city, hours, prospect, shown) = try row.decode(
            String.self, String.self, String.self, String?.self, String?.self, Day?.self, [String].self, String?.self, Int?.self,
            Prospect.ID?.self, [String].self)
        let skills = try await work.skills(of: [student])
        return PoolStudent(
            id: student, family: family, given: given, skills: skills[student] ?? [],
            (school, email, programme, graduation, languages, city, hours, prospect), shown: shown)
    }
}
