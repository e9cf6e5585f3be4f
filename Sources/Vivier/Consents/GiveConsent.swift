package import API
import Postgres

/// Records a student's yes to one purpose, for every company or for one, for two years.
///
/// The student gives it, signed in by a letter to the student's address; or the school, or an operator, records it from a signed form. What is
/// given with a token that somebody issued for the student counts as recorded by whoever issued it. Over the student's own word nobody records
/// anything (``OwnWord``), and of what is recorded the student is told by a letter. CNIL, recruitment guide (2023): data of candidates are kept
/// for two years at most, then the person is asked again.
package struct GiveConsent: UseCase {
    package var student: Student.ID
    package var draft: ConsentDraft

    package init(student: Student.ID, draft: ConsentDraft) {
        self.student = student
        self.draft = draft
    }

    package enum No: Refusal {
        case given

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "consent-given",
                en: "This consent stands already. To change what it shows, give it with “instead”; else withdraw it first.",
                fr: "Ce consentement est déjà donné. Pour changer ce qu’il montre, donnez-le avec « instead » ; sinon retirez-le d’abord.")
        }
    }

    package var needs: Permission { .decideConsents }
    package var audited: Audited? { Audited("giveConsent", student) }

    package func run(in work: UnitOfWork) async throws -> Consent {
        var checks = FieldChecks()
        let textVersion = checks.line(draft.textVersion, at: "/text_version", 1...40)
        try checks.end()
        try await work.takeWord(of: student, on: draft.purpose)
        // One that ended makes room for its successor.
        _ = try await work.execute(
            """
            UPDATE consent SET withdrawn_at = ends_at
            WHERE student_id = \(student) AND purpose = \(draft.purpose) AND company_id IS NOT DISTINCT FROM \(draft.company)
                AND withdrawn_at IS NULL AND ends_at <= now()
            """)
        if draft.instead == true {
            _ = try await work.execute(
                """
                UPDATE consent SET withdrawn_at = now()
                WHERE student_id = \(student) AND purpose = \(draft.purpose) AND company_id IS NOT DISTINCT FROM \(draft.company)
                    AND withdrawn_at IS NULL
                """)
        }
        var given: Consent?
        do throws(PostgresError) {
            let rows = try await work.execute(
                """
                INSERT INTO consent (student_id, school_id, purpose, company_id, fields, text_version, recorded_by)
                SELECT s.id, s.school_id, \(draft.purpose)::text, \(draft.company)::uuid, \(draft.shownFields)::text[],
                    \(textVersion)::text, \(work.caller.recorder.rawValue)::text
                FROM student s WHERE s.id = \(student)
                RETURNING \(Consent.columns)
                """)
            if let row = rows.first { given = try Consent(row) }
        } catch {
            switch error.constraint {
            case "consent_live_once": throw No.given
            // Erased since the row was read.
            case "consent_student_fk": throw GeneralRefusal.missing(.student)
            case "consent_company_fk":
                throw GeneralRefusal.field(
                    "/company", "unknown", en: "There is no such company. Leave the field out to agree for every company.",
                    fr: "Cette entreprise n’existe pas. Laissez ce champ vide pour consentir envers toutes.")
            default: throw error
            }
        }
        guard let given else { throw GeneralRefusal.missing(.student) }
        try await work.tellRecorded([student], draft)
        return given
    }
}
