package import API
import Postgres

/// Takes a membership away: its sessions end at once, and so do the tokens that the person holds in the same role there.
package struct EndMembership: UseCase {
    package var membership: Membership.ID

    package init(membership: Membership.ID) {
        self.membership = membership
    }

    package enum No: Refusal {
        case ofRoster
        case lastOperator

        package var reason: RefusalReason {
            switch self {
            case .ofRoster:
                RefusalReason(
                    .conflict, code: "of-roster",
                    en: "A student comes in with the address of the roster: correct the address, or erase the student.",
                    fr: "Un étudiant entre avec l’adresse de la liste : corrigez l’adresse, ou effacez l’étudiant.")
            case .lastOperator:
                RefusalReason(
                    .conflict, code: "last-operator", en: "This is the last operator. Invite another first.",
                    fr: "C’est le dernier opérateur. Invitez-en d’abord un autre.")
            }
        }
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("endMembership", membership) }

    package func run(in work: UnitOfWork) async throws {
        let missing = Sentence(en: "The membership", fr: "L’appartenance")
        var own: SQL = ""
        // The own memberships elsewhere are seen, and are not this organisation's to end.
        if let organisation = work.caller.organisation { own = " AND organisation_id = \(organisation)" }
        let (account, role, organisation) = try await work.one(
            "SELECT account_id, role, organisation_id FROM membership WHERE id = \(membership) \(own)", orMissing: missing
        ).decode(Identifier<Account>.self, Role.self, Organisation.ID?.self)
        if role == .student { throw No.ofRoster }
        if role == .operator {
            // In one order, so that two who end each other leave one.
            let operators = try await work.execute("SELECT id FROM membership WHERE role = 'operator' ORDER BY id FOR UPDATE")
            if operators.count < 2 { throw No.lastOperator }
        }
        _ = try await work.one("DELETE FROM membership WHERE id = \(membership) \(own) RETURNING id", orMissing: missing)
        _ = try await work.execute(
            """
            UPDATE token SET revoked_at = now() WHERE account_id = \(account) AND role = \(role.rawValue)
                AND organisation_id IS NOT DISTINCT FROM \(organisation) AND revoked_at IS NULL
            """)
    }
}
