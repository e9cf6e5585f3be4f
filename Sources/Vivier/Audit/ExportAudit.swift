package import API
import Formats
import Foundation
import Postgres

/// Lines of the audit as CSV, with all that ``ListAudit`` tells of each but identifiers; newest first where no order is asked for, the first ``mostLines``.
package struct ExportAudit: UseCase {
    package var query: AuditExportQuery

    package static let mostLines = 50_000

    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: AuditExportQuery, form: SheetForm = .program) {
        self.query = query
        self.form = form
    }

    package var needs: Permission { .readAudit }
    package var audited: Audited? { Audited("exportAudit") }
    package static var patience: Duration? { .seconds(120) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let all = AuditQuery(action: query.action, outcome: query.outcome, person: query.person, sort: query.sort)
        var writer = form.writer([
            ("at", "When", "Quand"), ("role", "Role", "Rôle"), ("person", "Person", "Personne"), ("token", "Token", "Jeton"),
            ("organisation", "Organisation", "Organisation"), ("action", "Action", "Action"), ("object", "On", "Sur"),
            ("outcome", "Outcome", "Issue"), ("request", "Request", "Requête"), ("issued_by", "Token issued by", "Jeton émis par"),
            ("object_name", "Name", "Nom"),
        ])
        for entry in try await work.auditEntries(all, after: "true", limit: Self.mostLines) {
            writer.append([
                entry.at.ISO8601Format(), entry.role, entry.email ?? "", entry.token ?? "", entry.organisation?.name ?? "", entry.action,
                entry.object ?? "", entry.outcome, entry.requestId, entry.issuedBy ?? "", entry.objectName ?? "",
            ])
        }
        return Array(writer.text.utf8)
    }
}
