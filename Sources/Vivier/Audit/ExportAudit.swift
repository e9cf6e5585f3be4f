package import API
import Formats
import Foundation
import Postgres

/// Lines of the audit as CSV, newest first: at most ``mostLines`` from the cursor on.
package struct ExportAudit: UseCase {
    package var query: AuditQuery

    package static let mostLines = 50_000

    package init(query: AuditQuery) {
        self.query = query
    }

    package var needs: Permission { .readAudit }
    package var audited: Audited? { Audited("exportAudit") }
    package static var patience: Duration? { .seconds(120) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let last = try Cursor.read(query.cursor, id: AuditEntry.ID.self)
        var writer = CSVWriter(header: ["at", "role", "person", "action", "object", "outcome", "request"])
        for entry in try await work.auditEntries(query, after: last, limit: Self.mostLines) {
            writer.append([
                entry.at.ISO8601Format(), entry.role, entry.email ?? "", entry.action, entry.object ?? "", entry.outcome, entry.requestId,
            ])
        }
        return Array(writer.text.utf8)
    }
}
