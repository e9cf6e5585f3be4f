package import API
import Foundation
import Postgres

/// The same as the API has it: the link is in the letter and nowhere else.
package struct InviteByLetter: Recalled {
    package var draft: InvitationDraft

    package init(draft: InvitationDraft) {
        self.draft = draft
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("invite", draft.role.rawValue) }

    package func keepsake(of answer: Invitation) -> String? { answer.id.description }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> Invitation {
        let missing = Sentence(en: "The invitation", fr: "L’invitation")
        guard let id = Invitation.ID(keepsake) else { throw GeneralRefusal.missing(missing) }
        let found = try await work.one(
            "SELECT email, role, organisation_id, created_at, expires_at, accepted_at, withdrawn_at FROM invitation WHERE id = \(id)",
            orMissing: missing
        ).decode(String.self, Role.self, Organisation.ID?.self, Date.self, Date.self, Date?.self, Date?.self)
        return Invitation(
            id: id, email: found.0, role: found.1, organisation: found.2, createdAt: found.3, expiresAt: found.4, acceptedAt: found.5,
            withdrawnAt: found.6)
    }

    package func run(in work: UnitOfWork) async throws -> Invitation {
        try await Invite(draft: draft).run(in: work).invitation
    }
}
