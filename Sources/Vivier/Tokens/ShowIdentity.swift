package import API
import Foundation
import Postgres

/// Who the bearer of the token is, and until when.
package struct ShowIdentity: UseCase {
    package init() {}

    package var needs: Permission { .readOwnIdentity }
    package static var isolation: Isolation { .glance }

    package func run(in work: UnitOfWork) async throws -> Identity {
        let caller = work.caller
        let (expiresAt, kind, name, email) = try await work.one(
            """
            SELECT t.expires_at, o.kind, o.name, a.email
            FROM token t LEFT JOIN organisation o ON o.id = t.organisation_id LEFT JOIN account a ON a.id = t.account_id
            WHERE t.id = \(caller.token)
            """, orMissing: Sentence(en: "The token", fr: "Le jeton")
        ).decode(Date.self, OrganisationKind?.self, String?.self, String?.self)
        var organisation: OrganisationReference?
        if let id = caller.organisation, let kind, let name { organisation = OrganisationReference(id: id, kind: kind, name: name) }
        return Identity(
            role: caller.role, organisation: organisation, account: caller.account, email: email, student: caller.student,
            tokenExpiresAt: expiresAt, permissions: caller.permissions.map { $0.sorted { $0.rawValue < $1.rawValue } })
    }
}
