package import API
import Foundation
import Postgres

/// Who did what with what outcome, newest first. An organisation reads what its own people did, what an operator did to what is its own and what
/// anybody was refused there; an operator reads all.
package struct ListAudit: UseCase {
    package var query: AuditQuery

    package init(query: AuditQuery) {
        self.query = query
    }

    package var needs: Permission { .readAudit }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<AuditEntry> {
        let limit = try pageRows(query.limit)
        let last = try Cursor.read(query.cursor, id: AuditEntry.ID.self)
        let entries = try await work.auditEntries(query, after: last, limit: limit + 1)
        return Page(entries, limit: limit) { Cursor($0.id.description) }
    }
}

extension UnitOfWork {
    /// Lines of the audit that the caller may read, newest first.
    func auditEntries(_ query: AuditQuery, after last: AuditEntry.ID?, limit: Int) async throws -> [AuditEntry] {
        if let outcome = query.outcome, !["done", "denied", "refused"].contains(outcome) {
            throw GeneralRefusal.parameter(
                "outcome", "unknown", en: "outcome is done, denied or refused.", fr: "outcome vaut done, denied ou refused.")
        }
        var narrowed: SQL = last.map { "e.id < \($0)" } ?? "true"
        if let action = query.action { narrowed += " AND e.action = \(action)" }
        if let outcome = query.outcome { narrowed += " AND e.outcome = \(outcome)" }
        if let person = query.person {
            narrowed += " AND e.account_id = (SELECT p.id FROM account p WHERE lower(p.email) = lower(\(person)))"
        }
        return try await execute(
            """
            SELECT e.id, e.at, e.role, e.account_id, a.email, t.label, o.id, o.kind, o.name, e.action, e.object, e.outcome, e.request_id
            FROM audit_entry e LEFT JOIN account a ON a.id = e.account_id LEFT JOIN token t ON t.id = e.token_id
                LEFT JOIN organisation o ON o.id = e.organisation_id
            WHERE \(narrowed) ORDER BY e.id DESC LIMIT \(limit)
            """
        ).decode(
            AuditEntry.ID.self, Date.self, String.self, Identifier<Account>?.self, String?.self, String?.self, Organisation.ID?.self,
            OrganisationKind?.self, String?.self, String.self, String?.self, String.self, String.self
        ).map { row in
            let (id, at, role, account, email, token, organisation, kind, name, action, object, outcome, request) = row
            return AuditEntry(
                id: id, at: at, role: role, account: account, email: email, token: token,
                organisation: organisation.flatMap { id in
                    kind.flatMap { kind in name.map { OrganisationReference(id: id, kind: kind, name: $0) } }
                },
                action: action, object: object, outcome: outcome, requestId: request)
        }
    }
}
