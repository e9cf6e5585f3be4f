package import API
import Foundation
import Postgres

/// Which company looked at a student, when and how, newest first.
package struct ListReceipts: UseCase {
    package var student: Student.ID
    package var query: PageQuery

    package init(student: Student.ID, query: PageQuery) {
        self.student = student
        self.query = query
    }

    package var needs: Permission { .readReceipts }
    package var audited: Audited? { Audited("listReceipts", student) }

    package func run(in work: UnitOfWork) async throws -> Page<Receipt> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: Receipt.ID.self)
        _ = try await work.one("SELECT FROM student WHERE id = \(student)", orMissing: .student)
        let after: SQL = last.map { "AND r.id < \($0)" } ?? ""
        let rows = try await work.execute(
            """
            SELECT r.id, r.at, r.company_id, \(ReceiptName.then), r.kind, \(ReceiptName.now)
            FROM person_read r JOIN organisation o ON o.id = r.company_id
            WHERE r.student_id = \(student) \(after) ORDER BY r.id DESC LIMIT \(limit + 1)
            """
        ).decode(Receipt.ID.self, Date.self, Organisation.ID.self, String.self, String.self, String?.self)
        let receipts = rows.map {
            Receipt(
                id: $0.0, at: $0.1, company: OrganisationReference(id: $0.2, kind: .company, name: $0.3), kind: $0.4, calledNow: $0.5)
        }
        return Page(receipts, limit: limit) { Cursor($0.id.description) }
    }
}
