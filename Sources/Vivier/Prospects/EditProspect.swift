package import API
import Formats
import Postgres

/// Replaces what a company notes of a prospect: the note, and what it will do next and by when. The note goes into the history.
package struct EditProspect: UseCase {
    package var prospect: Prospect.ID
    package var draft: ProspectEdit
    /// The version that the draft was made from.
    package var version: Int

    package init(prospect: Prospect.ID, draft: ProspectEdit, replacing version: Int) {
        self.prospect = prospect
        self.draft = draft
        self.version = version
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("editProspect", prospect) }

    package func run(in work: UnitOfWork) async throws -> Prospect {
        var checks = FieldChecks()
        let note = checks.lines(draft.note ?? "", at: "/note", 0...4_000)
        let action: String? = checks.line(draft.nextAction, at: "/next_action", 1...200)
        if draft.nextOn != nil, action == nil {
            checks.refuse(
                "/next_action", "missing", en: "Say what is to be done by that day.", fr: "Dites ce qu’il y a à faire d’ici ce jour.")
        }
        try checks.end()
        let (current, before) = try await work.one(
            "SELECT version, note FROM prospect WHERE id = \(prospect) FOR UPDATE", orMissing: .prospect
        ).decode(Int.self, String.self)
        guard current == version else { throw GeneralRefusal.changedMeanwhile }
        _ = try await work.execute(
            """
            UPDATE prospect SET note = \(note), next_action = \(action), next_on = \(draft.nextOn), version = version + 1
            WHERE id = \(prospect)
            """)
        if note != before, !note.isEmpty {
            _ = try await work.execute(
                """
                INSERT INTO prospect_event (prospect_id, company_id, from_stage, to_stage, note, account_id)
                SELECT id, company_id, stage, stage, \(note)::text, \(work.caller.account)::uuid FROM prospect WHERE id = \(prospect)
                """)
        }
        return try await work.prospect(prospect)
    }
}
