package import API
import Postgres

/// Withdraws a consent. From the commit on no company sees the person by it any more, not even where it follows the person as a
/// prospect: row-level security asks for a living consent on each read. Withdrawing again changes nothing. Where another consent has taken
/// the place of this one, that one is withdrawn: whoever takes back what the page showed means what holds now.
package struct WithdrawConsent: UseCase {
    package var consent: Consent.ID

    package init(consent: Consent.ID) {
        self.consent = consent
    }

    package var needs: Permission { .decideConsents }
    package var audited: Audited? { Audited("withdrawConsent", consent) }

    package func run(in work: UnitOfWork) async throws -> Consent {
        // The student first, as whoever records something does: one of two at once then sees what the other did.
        _ = try await work.execute(
            "SELECT FROM student WHERE id = (SELECT student_id FROM consent WHERE id = \(consent)) FOR NO KEY UPDATE")
        _ = try await work.execute(
            """
            WITH RECURSIVE chain AS (
                SELECT id, student_id, purpose, withdrawn_at FROM consent WHERE id = \(consent) AND withdrawn_at IS NOT NULL
                UNION
                SELECT c.id, c.student_id, c.purpose, c.withdrawn_at FROM chain JOIN consent c
                    ON c.student_id = chain.student_id AND c.purpose = chain.purpose AND c.given_at = chain.withdrawn_at)
            UPDATE consent SET withdrawn_at = now() WHERE withdrawn_at IS NULL AND id IN (SELECT id FROM chain)
            """)
        return try Consent(
            try await work.one(
                """
                UPDATE consent SET withdrawn_at = coalesce(withdrawn_at, now()) WHERE id = \(consent)
                RETURNING \(Consent.columns)
                """, orMissing: Sentence(en: "The consent", fr: "Le consentement")))
    }
}
