package import API
import Mail
import Postgres

/// Erases a student: every row that is the student's, the account where it is nobody else's, kept answers that speak of the student, and
/// letters that lie in a folder. Teams, matches and runs stay as they were published; the consent ledger and the audit log keep an id that
/// nothing leads back from. It cannot be undone.
///
/// GDPR, article 17.
package struct EraseStudent: UseCase {
    package var student: Student.ID

    package init(student: Student.ID) {
        self.student = student
    }

    package var needs: Permission { .eraseStudents }
    package var audited: Audited? { Audited("eraseStudent", student) }

    package func run(in work: UnitOfWork) async throws {
        let addresses = try await work.execute("SELECT erase_student(\(student))").decode(String?.self).first ?? nil
        guard let addresses else { throw GeneralRefusal.missing(.student) }
        work.afterCommit { application in
            application.endings.tell()
            application.forgetLetters(addresses)
        }
    }
}
