package import API
import Foundation
import Postgres

/// Who did what with what outcome, newest first where no order is asked for. An organisation reads what its own people did, what an operator did to what is its own and what
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
        let sort = try AuditSort(checking: query.sort)
        let after = try sort.order.after(query.cursor, by: sort, AuditEntry.ID.self)
        let entries = try await work.auditEntries(query, after: after, limit: limit + 1)
        return Page(entries, limit: limit) { sort.cursor("", $0.id) }
    }
}

/// The order of the audit.
enum AuditSort: String, ListSort {
    case newest = "-at"
    case oldest = "at"

    static var usual: AuditSort { .newest }

    var order: ListOrder { ListOrder(id: "e.id", goesDown: self == .newest) }
}

extension UnitOfWork {
    /// Lines of the audit that the caller may read, with the names of what they are about.
    func auditEntries(_ query: AuditQuery, after: SQL, limit: Int) async throws -> [AuditEntry] {
        if let outcome = query.outcome, !["done", "denied", "refused"].contains(outcome) {
            throw GeneralRefusal.parameter(
                "outcome", "unknown", en: "outcome is done, denied or refused.", fr: "outcome vaut done, denied ou refused.")
        }
        var narrowed = after
        if let action = query.action { narrowed += " AND e.action = \(action)" }
        if let outcome = query.outcome { narrowed += " AND e.outcome = \(outcome)" }
        if let person = query.person {
            narrowed += " AND e.account_id = (SELECT p.id FROM account p WHERE lower(p.email) = lower(\(person)))"
        }
        var entries = try await execute(
            """
            SELECT e.id, e.at, e.role, e.account_id, a.email, t.label, t.issued_by, o.id, o.kind, o.name, e.action, e.object, e.object_kind, e.outcome, e.request_id
            FROM audit_entry e LEFT JOIN account a ON a.id = e.account_id LEFT JOIN token t ON t.id = e.token_id
                LEFT JOIN organisation o ON o.id = e.organisation_id
            WHERE \(narrowed) ORDER BY \(try AuditSort(checking: query.sort).order.order) LIMIT \(limit)
            """
        ).decode(
            AuditEntry.ID.self, Date.self, String.self, Identifier<Account>?.self, String?.self, String?.self, String?.self,
            Organisation.ID?.self,
            OrganisationKind?.self, String?.self, String.self, String?.self, String?.self, String.self, String.self
        ).map { row in
            let (id, at, role, account, email, token, issuer, organisation, kind, name, action, object, objectKind, outcome, request) = row
            return AuditEntry(
                id: id, at: at, role: role, account: account, email: email, token: token, issuedBy: issuer,
                organisation: organisation.flatMap { id in
                    kind.flatMap { kind in name.map { OrganisationReference(id: id, kind: kind, name: $0) } }
                },
                action: action, object: object, objectKind: objectKind, outcome: outcome, requestId: request)
        }
        let names = try await names(ofAudited: Set(entries.compactMap(\.object)))
        for index in entries.indices { entries[index].objectName = entries[index].object.flatMap { names[$0] } }
        return entries
    }
}
