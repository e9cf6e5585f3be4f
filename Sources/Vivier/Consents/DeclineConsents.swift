package import API
import Postgres

/// Records that a student wants to be seen by nobody for now, so that the question counts as answered. Consents that stand are left alone:
/// each is withdrawn by itself. The student's own no, said in a session, stands until the student says otherwise: nobody records a yes over it.
package struct DeclineConsents: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .decideConsents }
    package var audited: Audited? { Audited("declineConsents", student) }

    /// - Returns: what the student has agreed to.
    package func run(in work: UnitOfWork) async throws -> Page<Consent> {
        let own: SQL = work.caller.recorder == .student ? ", declined_at = now()" : ""
        _ = try await work.one(
            """
            UPDATE student SET stated = ARRAY(SELECT unnest(stated) UNION SELECT 'consents')\(own) WHERE id = \(student) RETURNING id
            """, orMissing: .student)
        return try await ListConsents(student: student).run(in: work)
    }
}
