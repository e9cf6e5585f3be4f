package import API
import Postgres

/// Takes an invitation back; once it is accepted it is too late.
package struct WithdrawInvitation: UseCase {
    package var invitation: Invitation.ID

    package init(invitation: Invitation.ID) {
        self.invitation = invitation
    }

    package enum No: Refusal {
        case accepted

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "accepted-already", en: "The invitation was accepted already.",
                fr: "L’invitation a déjà été acceptée.")
        }
    }

    package var needs: Permission { .manageTokens }
    package var audited: Audited? { Audited("withdrawInvitation", invitation) }

    package func run(in work: UnitOfWork) async throws {
        let isAccepted = try await work.one(
            "SELECT accepted_at IS NOT NULL FROM invitation WHERE id = \(invitation)",
            orMissing: Sentence(en: "The invitation", fr: "L’invitation")
        ).decode(Bool.self)
        guard !isAccepted else { throw No.accepted }
        let withdrawn = try await work.execute(
            """
            UPDATE invitation SET withdrawn_at = coalesce(withdrawn_at, now()) WHERE id = \(invitation) AND accepted_at IS NULL RETURNING id
            """)
        guard !withdrawn.isEmpty else { throw No.accepted }
    }
}
