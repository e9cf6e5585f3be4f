package import API
import Postgres

/// Begins to follow a student who consents to it.
package struct AddProspect: Recalled {
    package var draft: ProspectDraft

    package init(draft: ProspectDraft) {
        self.draft = draft
    }

    package enum No: Refusal {
        case followed

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "prospect-known", en: "Your company follows this student already. Find the prospect with `prospect list`.",
                fr: "Votre entreprise suit déjà cet étudiant. Retrouvez-le avec « prospect list ».")
        }
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("addProspect", draft.student) }
    package static var isolation: Isolation { .repeatableRead }

    package func keepsake(of answer: Prospect) -> String? { answer.id.description }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> Prospect {
        guard let prospect = Prospect.ID(keepsake) else { throw GeneralRefusal.missing(.prospect) }
        return try await work.prospect(prospect)
    }

    package func run(in work: UnitOfWork) async throws -> Prospect {
        var checks = FieldChecks()
        let note = checks.lines(draft.note ?? "", at: "/note", 0...4_000)
        try checks.end()
        let rows: Rows
        do throws(PostgresError) {
            rows = try await work.execute(
                """
                WITH added AS (
                    INSERT INTO prospect (company_id, student_id, school_id, case_id, note, created_by)
                    SELECT \(work.caller.organisation), s.id, s.school_id, \(draft.case)::uuid, \(note)::text, \(work.caller.account)::uuid
                    FROM student s WHERE s.id = \(draft.student)
                    RETURNING id, company_id, stage),
                event AS (
                    INSERT INTO prospect_event (prospect_id, company_id, to_stage, note, account_id)
                    SELECT id, company_id, stage, \(note)::text, \(work.caller.account)::uuid FROM added)
                SELECT id FROM added
                """)
        } catch {
            switch error.constraint {
            case "prospect_once": throw No.followed
            case "prospect_case_fk":
                throw GeneralRefusal.field(
                    "/case", "unknown", en: "Your company has no such case. Check the identifier, or leave the field out.",
                    fr: "Votre entreprise n’a pas ce cas. Vérifiez l’identifiant, ou laissez ce champ vide.")
            default: throw error
            }
        }
        guard let row = rows.first else { throw GeneralRefusal.missing(.student) }
        return try await work.prospect(try row.decode(Prospect.ID.self), as: "follow")
    }
}
