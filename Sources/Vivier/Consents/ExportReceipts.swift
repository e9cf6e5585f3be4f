package import API
import Formats
import Foundation
import Postgres

/// The newest receipts of a student, up to 5,000, one line for each read, as a file.
package struct ExportReceipts: UseCase {
    package var student: Student.ID
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(student: Student.ID, form: SheetForm = .program) {
        self.student = student
        self.form = form
    }

    package var needs: Permission { .readReceipts }
    package var audited: Audited? { Audited("exportReceipts", student) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        _ = try await work.one("SELECT FROM student WHERE id = \(student)", orMissing: .student)
        let rows = try await work.execute(
            """
            SELECT r.at, \(ReceiptName.then), r.kind FROM person_read r JOIN organisation o ON o.id = r.company_id
            WHERE r.student_id = \(student) ORDER BY r.id DESC LIMIT \(Export.most)
            """
        ).decode(Date.self, String.self, String.self)
        var writer = form.writer([("at", "When", "Quand"), ("company", "Company", "Entreprise"), ("kind", "How", "Comment")])
        for row in rows { writer.append([row.0.formatted(.iso8601), row.1, row.2]) }
        return Array(writer.text.utf8)
    }
}
