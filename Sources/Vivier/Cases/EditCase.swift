package import API
import Formats
import Postgres

/// A company replaces what its case says, as long as no team has it: from then on it is what was agreed.
package struct EditCase: UseCase {
    package var id: BusinessCase.ID
    package var draft: CaseDraft
    /// The version that the draft was made from.
    package var version: Int

    package init(case id: BusinessCase.ID, draft: CaseDraft, replacing version: Int) {
        self.id = id
        self.draft = draft
        self.version = version
    }

    package var needs: Permission { .writeCases }
    package var audited: Audited? { Audited("editCase", id) }

    enum No: Refusal {
        case settled(BusinessCase.State)

        private static func isOver(_ state: BusinessCase.State) -> Bool { [.withdrawn, .closed].contains(state) }

        var reason: RefusalReason {
            switch self {
            case .settled(let state):
                RefusalReason(
                    .conflict, code: "wrong-state",
                    en: "The case is \(state.rawValue): what it says is settled. "
                        + (Self.isOver(state) ? "Post another." : "Withdraw it and post another."),
                    fr: "Le cas est \(state.inFrench) : son contenu est arrêté. "
                        + (Self.isOver(state) ? "Déposez-en un autre." : "Retirez-le et déposez-en un autre."))
            }
        }
    }

    package func run(in work: UnitOfWork) async throws -> PostedCase {
        let content = try CaseCheck(draft).content
        let (company, state, current) = try await work.one(
            "SELECT company_id, state, version FROM business_case WHERE id = \(id) FOR UPDATE", orMissing: .businessCase
        ).decode(Organisation.ID.self, BusinessCase.State.self, Int.self)
        guard current == version else { throw GeneralRefusal.changedMeanwhile }
        guard Self.open.contains(state) else { throw No.settled(state) }
        try await checkFixed(company, state, in: work)
        let schools = try await CaseParties.schools(draft.openTo, in: work)
        let store = StoreCase(content: content, company: company, schools: schools, published: state == .published)
        let unknown = try await store.replace(id, in: work)
        guard let edited = try await CaseRows.read(id, in: work) else { throw GeneralRefusal.missing(.businessCase) }
        try await StoreCase.keepVersion(of: edited, in: work)
        let doubts = try await CaseDoubts(businessCase: edited, content: content).sentences(in: work)
        let language = work.caller.language
        return PostedCase(case: edited, warnings: unknown.map { $0.sentence(language) } + doubts.map { $0.text(language) })
    }

    /// The states in which nobody counts on what the case says.
    static let open: Set<BusinessCase.State> = [.draft, .submitted, .returned, .accepted, .published]

    /// Whose the case is, and whether it is published, an edit leaves as it is.
    private func checkFixed(_ company: Organisation.ID, _ state: BusinessCase.State, in work: UnitOfWork) async throws {
        var checks = FieldChecks()
        if let named = draft.company, try await CaseParties.organisation(named, kind: .company, in: work) != company {
            checks.refuse(
                "/company", "foreign", en: "The case stays with the company that posted it.",
                fr: "Le cas reste à l’entreprise qui l’a déposé.")
        }
        if let isDraft = draft.draft, isDraft != (state == .draft) {
            checks.refuse(
                "/draft", "not-applicable", en: "Publish or withdraw the case by the operations of these names.",
                fr: "Publiez ou retirez le cas par les opérations de ces noms.")
        }
        try checks.end()
    }
}
