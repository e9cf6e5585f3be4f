package import API
import Foundation
import Postgres

/// The caller's own account: the address, and in which organisations the person is what.
package struct ShowAccount: UseCase {
    package init() {}

    package struct Answer: Sendable {
        package var email: String
        /// The one that the caller acts in first.
        package var memberships: [Membership]
        package var current: Membership.ID?
        /// Only what an invitation opened is shown, and can be acted in.
        package var isByInvitation = false
    }

    package var needs: Permission { .readOwnIdentity }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Answer {
        let email = try await work.one(
            "SELECT email FROM account WHERE id = \(work.caller.account)", orMissing: Sentence(en: "The account", fr: "Le compte")
        ).decode(String.self)
        let caller = work.caller
        let offered: SQL =
            caller.isByInvitation
            ? "AND m.role = \(caller.role.rawValue) AND m.organisation_id IS NOT DISTINCT FROM \(caller.organisation)" : ""
        let rows = try await work.execute(
            """
            SELECT m.id, m.role, o.id, o.kind, o.name FROM membership m LEFT JOIN organisation o ON o.id = m.organisation_id
            WHERE m.account_id = \(work.caller.account) \(offered) ORDER BY o.name NULLS FIRST, m.role, m.id LIMIT 500
            """
        ).decode(Membership.ID.self, Role.self, Organisation.ID?.self, OrganisationKind?.self, String?.self)
        let memberships = rows.map { id, role, organisation, kind, name in
            var reference: OrganisationReference?
            if let organisation, let kind, let name { reference = OrganisationReference(id: organisation, kind: kind, name: name) }
            return Membership(id: id, role: role, organisation: reference)
        }
        let current = memberships.first { $0.role == work.caller.role && $0.organisation?.id == work.caller.organisation }
        return Answer(email: email, memberships: memberships, current: current?.id, isByInvitation: caller.isByInvitation)
    }
}
