package import API
import Postgres

/// Withdraws a consent. From the commit on no company sees the person by it any more, not even where it follows the person as a
/// prospect: row-level security asks for a living consent on each read. Withdrawing again changes nothing.
package struct WithdrawConsent: UseCase {
    package var consent: Consent.ID

    package init(consent: Consent.ID) {
        self.consent = consent
    }

    package var needs: Permission { .decideConsents }
    package var audited: Audited? { Audited("withdrawConsent", consent) }

    package func run(in work: UnitOfWork) async throws -> Consent {
        try Consent(
            try await work.one(
                """
                UPDATE consent SET withdrawn_at = coalesce(withdrawn_at, now()) WHERE id = \(consent)
                RETURNING \(Consent.columns)
                """, orMissing: Sentence(en: "The consent", fr: "Le consentement")))
    }
}
