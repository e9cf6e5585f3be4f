package import API
import Postgres

/// Replaces a consent that stands by one that shows other particulars: the ledger has the one that ended and the one that began.
package struct ReviseConsent: UseCase {
    package var consent: Consent.ID
    package var revision: ConsentRevision

    package init(consent: Consent.ID, revision: ConsentRevision) {
        self.consent = consent
        self.revision = revision
    }

    package enum No: Refusal {
        case over

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "consent-over", en: "This consent is withdrawn or has ended. Give it anew.",
                fr: "Ce consentement est retiré ou a pris fin. Donnez-le à nouveau.")
        }
    }

    package var needs: Permission { .decideConsents }
    package var audited: Audited? { Audited("reviseConsent", consent) }

    package func run(in work: UnitOfWork) async throws -> Consent {
        let row = try await work.one(
            "SELECT \(Consent.columns) FROM consent WHERE id = \(consent)",
            orMissing: Sentence(en: "The consent", fr: "Le consentement"))
        let old = try Consent(row)
        try await work.takeWord(of: old.student, on: old.purpose)
        // Decided by the row itself, so that of two at once the second finds it withdrawn.
        let ended = try await work.execute(
            "UPDATE consent SET withdrawn_at = now() WHERE id = \(consent) AND withdrawn_at IS NULL AND ends_at > now()")
        guard ended.affected == 1 else { throw No.over }
        return try await GiveConsent(
            student: old.student,
            draft: ConsentDraft(purpose: old.purpose, company: old.company, fields: revision.fields, textVersion: revision.textVersion)
        ).run(in: work)
    }
}
