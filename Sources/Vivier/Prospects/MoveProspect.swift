package import API
import Formats
import Postgres

/// Moves a prospect to another stage, and writes it into the prospect's history.
package struct MoveProspect: Recalled {
    package var prospect: Prospect.ID
    package var draft: ProspectMove

    package init(prospect: Prospect.ID, draft: ProspectMove) {
        self.prospect = prospect
        self.draft = draft
    }

    package enum No: Refusal {
        case exit(from: Prospect.Stage, to: Prospect.Stage)

        package var reason: RefusalReason {
            switch self {
            case .exit(let from, let to) where from == to:
                RefusalReason(
                    .conflict, code: "stage-same", en: "The prospect is at \(to.rawValue) already.",
                    fr: "Le candidat est déjà à l’étape «\u{A0}\(to.inFrench)\u{A0}».")
            case .exit(let from, let to):
                RefusalReason(
                    .conflict, code: "stage-exit",
                    en: "From \(from.rawValue) no way leads to \(to.rawValue). "
                        + (to == .hired ? "Record an offer before a hire." : "Take the hire back first."),
                    fr: "De «\u{A0}\(from.inFrench)\u{A0}» on ne passe pas à «\u{A0}\(to.inFrench)\u{A0}». "
                        + (to == .hired ? "Notez une offre avant une embauche." : "Revenez d’abord sur l’embauche."))
            }
        }
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("moveProspect", prospect) }

    package func keepsake(of answer: Prospect) -> String? { answer.id.description }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> Prospect { try await work.prospect(prospect) }

    package func run(in work: UnitOfWork) async throws -> Prospect {
        var checks = FieldChecks()
        let note = checks.lines(draft.note ?? "", at: "/note", 0...4_000)
        try checks.end()
        // Locked, so that of two moves at once the second starts where the first has led.
        let from = try await work.one("SELECT stage FROM prospect WHERE id = \(prospect) FOR UPDATE", orMissing: .prospect)
            .decode(Prospect.Stage.self)
        switch from.move(to: draft.stage) {
        case .none: throw No.exit(from: from, to: draft.stage)
        case .back where note.isEmpty:
            throw GeneralRefusal.field(
                "/note", "missing", en: "A move back needs a note that says why.",
                fr: "Un retour en arrière demande une note qui dit pourquoi.")
        case .back, .forward: break
        }
        _ = try await work.execute(
            """
            WITH moved AS (
                UPDATE prospect SET stage = \(draft.stage), note = CASE WHEN \(note) = '' THEN note ELSE \(note) END, changed_at = now(),
                    version = version + 1
                WHERE id = \(prospect) RETURNING id, company_id)
            INSERT INTO prospect_event (prospect_id, company_id, from_stage, to_stage, note, account_id)
            SELECT id, company_id, \(from)::text, \(draft.stage)::text, \(note)::text, \(work.caller.account)::uuid FROM moved
            """)
        return try await work.prospect(prospect)
    }
}

extension Prospect.Stage {
    fileprivate var inFrench: String { ValueWords.called(rawValue, isFrench: true) }
}
