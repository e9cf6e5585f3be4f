package import API
import Postgres

/// All that is kept of a student as one JSON document `vivier-person/1`, a section for each table; `sql/privacy.txt` says which columns.
/// What companies wrote down is for the student's own eyes, and an operator's, not for the school's.
///
/// GDPR, articles 15 (access) and 20 (portability).
package struct ExportPerson: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .exportPerson }
    package var audited: Audited? { Audited("exportPerson", student) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let text = try await work.execute("SELECT jsonb_pretty(person_file(\(student)))").decode(String?.self).first ?? nil
        guard let text else { throw GeneralRefusal.missing(.student) }
        return Array((text + "\n").utf8)
    }
}
