package import API
import Formats
import Foundation
import Postgres

/// The tokens of the caller's organisation as CSV, newest first where no order is asked for, up to 5,000: what they are called, who issued them and until when
/// they are good, no secret.
package struct ExportTokens: UseCase {
    package var query: SortedExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: SortedExportQuery, form: SheetForm = .program) {
        self.query = query
        self.form = form
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("exportTokens") }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        var writer = form.writer([
            ("label", "Label", "Libellé"), ("role", "Role", "Rôle"), ("created_at", "Issued", "Émis"),
            ("issued_by", "Issued by", "Émis par"),
            ("expires_at", "Good until", "Valable jusqu’au"),
            ("revoked_at", "Revoked", "Révoqué"), ("last_used_at", "Last use", "Dernier usage"),
        ])
        for one in try await work.tokens(TokenListQuery(q: query.q, sort: query.sort), after: "true", limit: Export.most) {
            writer.append([
                one.label, form.role(one.role), one.createdAt.ISO8601Format(), one.issuer ?? one.issuedBy.map(form.role) ?? "",
                one.expiresAt.ISO8601Format(),
                one.revokedAt?.ISO8601Format() ?? "", one.lastUsedAt?.ISO8601Format() ?? "",
            ])
        }
        return Array(writer.text.utf8)
    }
}
