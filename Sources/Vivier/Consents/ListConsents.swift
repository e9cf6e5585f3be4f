package import API
import Postgres

/// What a student has agreed to, newest first, withdrawn ones included; the last 200.
package struct ListConsents: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .decideConsents }
    package var audited: Audited? { Audited("listConsents", student) }

    package func run(in work: UnitOfWork) async throws -> Page<Consent> {
        _ = try await work.one("SELECT FROM student WHERE id = \(student)", orMissing: .student)
        let rows = try await work.execute(
            """
            SELECT \(Consent.columns)
            FROM consent WHERE student_id = \(student) ORDER BY id DESC LIMIT 200
            """)
        return Page(items: try rows.map { try Consent($0) })
    }
}
