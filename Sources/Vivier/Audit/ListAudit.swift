package import API
import Foundation
import Postgres

/// Who did what with what outcome, newest first; an organisation reads its own lines, an operator all.
package struct ListAudit: UseCase {
    package var query: PageQuery

    package init(query: PageQuery) {
        self.query = query
    }

    package var needs: Permission { .readAudit }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<AuditEntry> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, id: AuditEntry.ID.self)
        let after: SQL = last.map { "WHERE id < \($0)" } ?? ""
        let rows = try await work.execute(
            """
            SELECT id, at, role, account_id, action, object, outcome, request_id FROM audit_entry \(after)
            ORDER BY id DESC LIMIT \(limit + 1)
            """
        ).decode(
            AuditEntry.ID.self, Date.self, String.self, Identifier<Account>?.self, String.self, String?.self, String.self, String.self)
        let entries = rows.map {
            AuditEntry(
                id: $0.0, at: $0.1, role: $0.2, account: $0.3, action: $0.4, object: $0.5, outcome: $0.6, requestId: $0.7)
        }
        return Page(entries, limit: limit) { Cursor($0.id.description) }
    }
}
