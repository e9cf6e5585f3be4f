package import API

/// The same as the API has it: the link is in the letter and nowhere else.
package struct InviteByLetter: UseCase {
    package var draft: InvitationDraft

    package init(draft: InvitationDraft) {
        self.draft = draft
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("invite", draft.role.rawValue) }

    package func run(in work: UnitOfWork) async throws -> Invitation {
        try await Invite(draft: draft).run(in: work).invitation
    }
}
