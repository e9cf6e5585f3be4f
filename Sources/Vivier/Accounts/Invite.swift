package import API
import Foundation
import Mail
import Postgres

/// Invites somebody to be a member in a role, by a letter with a link that works once.
///
/// An operator invites into every role; a school its administrators, a company its contacts and recruiters. Students need no invitation:
/// they sign in with the address that their school enrolled them with.
package struct Invite: UseCase {
    package var draft: InvitationDraft
    /// Whether a letter is sent; otherwise whoever asks hands the link over.
    package var sends: Bool

    package init(draft: InvitationDraft, sends: Bool = true) {
        self.draft = draft
        self.sends = sends
    }

    package struct Answer: Sendable {
        package var invitation: Invitation
        package var link: String
    }

    package enum No: Refusal {
        case role(Role), student
        case tooOften(seconds: Int)

        package var reason: RefusalReason {
            switch self {
            case .role(let role):
                RefusalReason(
                    .denied, code: "role-not-yours", en: "You cannot invite anybody as \(role.rawValue).",
                    fr: "Vous ne pouvez inviter personne comme \(role.rawValue).")
            case .tooOften(let seconds):
                RefusalReason(
                    .tooOften, code: "too-many-invitations",
                    en:
                        "Many invitations went out lately, to this address or from here. Send the next one in \((seconds + 59) / 60) minutes.",
                    fr:
                        "Beaucoup d’invitations sont parties récemment, vers cette adresse ou d’ici. Envoyez la suivante dans \((seconds + 59) / 60) minutes.",
                    secondsToWait: seconds)
            case .student:
                RefusalReason(
                    .conflict, code: "student-by-roster",
                    en: "Students are enrolled with their cohort and sign in with the address given there: import the roster.",
                    fr: "Les étudiants s’inscrivent avec leur promotion et se connectent avec l’adresse qui y figure : importez la liste.")
            }
        }
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("invite", draft.role.rawValue) }

    package func run(in work: UnitOfWork) async throws -> Answer {
        guard draft.role != .student else { throw No.student }
        guard work.caller.role.issues.contains(draft.role) else { throw No.role(draft.role) }
        try await work.standOnOwnAccess()
        var checks = FieldChecks()
        var organisation: Organisation.ID?
        do {
            organisation = try await work.organisation(named: draft.organisation, for: draft.role)
        } catch GeneralRefusal.invalid(let faults) {
            for one in faults { checks.refuse(one) }
        }
        let email = checks.email(draft.email, at: "/email") ?? ""
        if email.isEmpty {
            checks.refuse("/email", "missing", en: "Give the address to invite.", fr: "Donnez l’adresse à inviter.")
        } else if checks.faults.isEmpty, !Letter.canBeSentTo(email) {
            checks.refuse(
                "/email", "email", en: "No letter can be sent there: the address holds a character that mail does not take.",
                fr: "Aucun courriel ne peut y être envoyé : l’adresse contient un caractère que la messagerie n’accepte pas.")
        }
        let named = draft.language.flatMap(Language.init(rawValue:))
        if named == nil, draft.language != nil { checks.refuse("/language", "unknown", en: "Give fr or en.", fr: "Donnez fr ou en.") }
        try checks.end()
        if sends { try await checkPace(email, organisation, in: work) }
        // A letter is in some language; of a link that is handed over, the browser of its reader may tell.
        let spoken = named ?? work.caller.language
        let language = sends ? spoken : named
        let secret = LinkSecret()
        let (id, createdAt, expiresAt) = try await work.execute(
            """
            INSERT INTO invitation (sha256, email, sealed_email, role, organisation_id, language, account_id, token_id)
            VALUES (\(secret.digest), \(email), \(secret.closed(email)), \(draft.role.rawValue), \(organisation), \(language?.rawValue), \(work.caller.account),
                \(work.caller.token))
            RETURNING id, created_at, expires_at
            """)[0].decode(Invitation.ID.self, Date.self, Date.self)
        let link = "\(work.application.publicURL)/invitation/\(secret.text)"
        if sends {
            let name = try await work.execute("SELECT name FROM organisation WHERE id = \(organisation)").first?.decode(String.self)
            // Should what follows fail, the link is that of no invitation.
            work.application.letters?.post(.invitation(email, as: draft.role, of: name, link: link, spoken))
        }
        return Answer(
            invitation: Invitation(
                id: id, email: email, role: draft.role, organisation: organisation, createdAt: createdAt, expiresAt: expiresAt), link: link)
    }

    /// Letters that nobody asked for: five an hour to one address, whoever invites, and sixty from one organisation.
    private func checkPace(_ email: String, _ organisation: Organisation.ID?, in work: UnitOfWork) async throws {
        let seconds = try await work.execute("SELECT invitation_wait(\(email), \(organisation))")[0].decode(Int32?.self)
        if let seconds { throw No.tooOften(seconds: max(1, Int(seconds))) }
    }
}
