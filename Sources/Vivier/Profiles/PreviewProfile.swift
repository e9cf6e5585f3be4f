package import API
import Formats
import Postgres

/// What a company would see of a student at this moment, asked of the very policies that a company's search is under. Nobody looks, so it
/// leaves no receipt.
package struct PreviewProfile: UseCase {
    package var student: Student.ID
    package var query: PreviewQuery

    package init(student: Student.ID, query: PreviewQuery) {
        self.student = student
        self.query = query
    }

    package var needs: Permission { .readOwnProfile }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> ProfilePreview {
        // That it is the own file is asked in the student's name.
        _ = try await work.one("SELECT FROM student WHERE id = \(student)", orMissing: .student)
        if let company = query.company {
            guard try await !work.execute("SELECT FROM organisation WHERE id = \(company) AND kind = 'company'").isEmpty else {
                throw GeneralRefusal.parameter(
                    "company", "unknown", en: "There is no such company.", fr: "Cette entreprise n’existe pas.")
            }
        }
        // The zero id is nobody's: a company that no consent names.
        let asking = query.company?.description ?? "00000000-0000-0000-0000-000000000000"
        _ = try await work.execute("SELECT set_config('role', 'vivier_company', true), set_config('app.organisation', \(asking), true)")
        let rows = try await work.execute(
            """
            SELECT s.family_name, s.given_name, \(PoolStudent.columns), \(PoolStudent.agreed)
            FROM student s JOIN organisation o ON o.id = s.school_id LEFT JOIN (SELECT NULL::uuid AS id) x ON true WHERE s.id = \(student)
            """)
        let skills = try await work.skills(of: rows.isEmpty ? [] : [student])
        _ = try await work.execute(work.caller.context)
        guard let row = rows.first else { return ProfilePreview(person: nil) }
        let (family, given, school, email, programme, graduation, languages, city, hours, prospect, shown) = try row.decode(
            String.self, String.self, String.self, String?.self, String?.self, Day?.self, [String].self, String?.self, Int?.self,
            Prospect.ID?.self, [String].self)
        return ProfilePreview(
            person: PoolStudent(
                id: student, family: family, given: given, skills: skills[student] ?? [],
                (school, email, programme, graduation, languages, city, hours, prospect), shown: shown))
    }
}
