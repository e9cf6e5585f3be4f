package import API
import Postgres

/// Takes a membership away: its sessions end at once, and so do the tokens that the person holds in the same role there. What the person gave
/// out in that role ends too, since whoever issues a token has seen it: tokens, those issued with them, and invitations that nobody accepted.
package struct EndMembership: UseCase {
    package var membership: Membership.ID

    package init(membership: Membership.ID) {
        self.membership = membership
    }

    package enum No: Refusal {
        case ofRoster
        case lastOperator
        case lastAdministrator

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
            case .lastAdministrator:
                RefusalReason(
                    .conflict, code: "last-administrator",
                    en: "Nobody else answers for this organisation: without this person nobody could let others in. Invite another first.",
                    fr: "Personne d’autre ne répond de cette organisation\u{A0}: sans cette personne, nul ne pourrait plus y inviter. "
                        + "Invitez d’abord quelqu’un d’autre.")
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
        // What the person is giving out at this moment is waited for, and ends too.
        try await work.endAccess(of: account)
        if role == .operator {
            // In one order, so that two who end each other leave one.
            let operators = try await work.execute("SELECT id FROM membership WHERE role = 'operator' ORDER BY id FOR UPDATE")
            if operators.count < 2 { throw No.lastOperator }
        }
        // An operator, who can let others in, may end the last one.
        if let organisation, work.caller.role != .operator, role.issues.contains(role) {
            _ = try await work.execute("SELECT pg_advisory_xact_lock(hashtextextended('members of ' || \(organisation.description), 0))")
            let others = try await work.execute(
                "SELECT FROM membership WHERE organisation_id = \(organisation) AND role = \(role.rawValue) AND id <> \(membership)")
            if others.isEmpty { throw No.lastAdministrator }
        }
        _ = try await work.one("DELETE FROM membership WHERE id = \(membership) \(own) RETURNING id", orMissing: missing)
        try await takeBack(from: account, role, organisation, in: work)
        work.afterCommit { $0.endings.tell() }
    }

    private func takeBack(
        from account: Identifier<Account>, _ role: Role, _ organisation: Organisation.ID?, in work: UnitOfWork
    ) async throws {
        // What an operator gives out lies in any organisation.
        let place: SQL = role == .operator ? "true" : "organisation_id = \(organisation)"
        let given: SQL = role.issues.isEmpty ? "false" : "account_id = \(account) AND \(place)"
        try await work.takeBack(
            tokens: """
                (account_id = \(account) AND role = \(role.rawValue) AND organisation_id IS NOT DISTINCT FROM \(organisation))
                    OR (issuer_id = \(account) AND issued_by = \(role.rawValue) AND \(place))
                """, invitations: given)
    }
}
