import API
import Formats
import Hummingbird
import Vivier

/// What becomes of a case's form: saved as a draft, looked at first, or published.
struct CaseSubmission {
    var desk: Desk
    var fields: CaseFields
    var stored: BusinessCase?
    private let then: String

    init(desk: Desk, form: Form, stored: BusinessCase? = nil) {
        self.desk = desk
        self.stored = stored
        fields = CaseFields(form)
        then = form["then"]
    }

    func response() async throws -> Response {
        if fields.form.isOnlyShown { return page(FormState(fields.form)) }
        do {
            var draft = try await read()
            if then == "save" {
                let saved = try await keep(&draft, isDraft: true)
                return desk.go(to: "/desk/cases/\(saved.id)/edit", .saved)
            }
            let outlook = try await desk.perform(CheckCase(draft: draft, replacing: stored?.id))
            let open = undecided(outlook)
            if then == "preview" { return page(FormState(fields.form), outlook, isPreview: true, unknown: open) }
            guard open.isEmpty else {
                let state = FormState(fields.form, refused: GeneralRefusal.invalid(Self.faults(of: open)))
                return page(state, outlook, status: 422, unknown: open)
            }
            let doubts = CaseDoubtsPiece(say: desk.say, warnings: outlook.warnings)
            guard doubts.isAnswered(by: fields.form) else {
                return page(FormState(fields.form), outlook, status: 422, doubts: doubts)
            }
            let kept = try await keep(&draft, isDraft: false)
            guard kept.state != .published else {
                return desk.go(to: "/desk/cases/\(kept.id)", stored?.state == .published ? .saved : .published)
            }
            let published = try await desk.perform(PublishCase(case: kept.id))
            return desk.go(to: "/desk/cases/\(published.id)", .published)
        } catch let refusal as any Refusal where Desk.isMendable(refusal) {
            return try await refused(refusal)
        }
    }

    /// - Throws: all that is wrong at once: what cannot be read, and what the rest comes to.
    private func read() async throws -> CaseDraft {
        var (draft, faults) = fields.read()
        // What somebody has typed so far is kept before they think of a title.
        if then == "save", stored.map({ $0.state == .draft }) ?? true, draft.title.allSatisfy(\.isWhitespace) {
            draft.title = desk.say(CaseContent.untitled)
        }
        if then == "publish", fields.form.text("description") == nil {
            faults.append(
                .init(
                    pointer: "/description", code: "missing",
                    sentence: Sentence(
                        en: "Describe the problem: teams choose a case by it.",
                        fr: "Décrivez le problème : c’est par lui qu’une équipe choisit un cas.")))
        }
        guard !faults.isEmpty else { return draft }
        do {
            draft.draft = true
            _ = try await desk.perform(CheckCase(draft: draft, replacing: stored?.id))
        } catch let refusal as any Refusal where Desk.isMendable(refusal) {
            let unread = faults.compactMap(\.pointer)
            faults += refusal.reason.fields.filter { field in !unread.contains { $0.hasPrefix(field.pointer ?? $0) } }
        }
        throw GeneralRefusal.invalid(faults)
    }

    private func keep(_ draft: inout CaseDraft, isDraft: Bool) async throws -> BusinessCase {
        guard let stored else {
            draft.draft = isDraft
            return try await desk.perform(PostCase(draft: draft)).case
        }
        // A form that names no version has seen none.
        let version = try fields.form.integer("version") ?? 0
        return try await desk.perform(EditCase(case: stored.id, draft: draft, replacing: version)).case
    }

    /// The unknown labels of which nobody has said yet that they shall stay.
    private func undecided(_ outlook: CaseOutlook) -> [CaseOutlook.UnknownLabel] {
        outlook.unknown.filter { fields.form["skills/\($0.index)/choice"] != "=" }
    }

    private func refused(_ refusal: any Refusal) async throws -> Response {
        let open = try await unsaid(beside: refusal)
        var shown = refusal
        if then == "publish", !open.isEmpty { shown = GeneralRefusal.invalid(refusal.reason.fields + Self.faults(of: open)) }
        var state = FormState(fields.form, refused: shown)
        // Two values of which each has its own field.
        state.show("window", at: "window/until")
        state.show("team_size", at: "team_size/max")
        var other: BusinessCase?
        if refusal.reason.kind == .lostRace, let stored { other = try await desk.perform(ShowCase(case: stored.id)) }
        return page(state, status: Int(Failure(refusal).status.code), unknown: open, other: other)
    }

    /// The labels that are to be asked about as well, whatever else is wrong: what a refusal of other fields has left unsaid.
    private func unsaid(beside refusal: any Refusal) async throws -> [CaseOutlook.UnknownLabel] {
        let told = Set(refusal.reason.fields.compactMap(\.pointer))
        guard then != "save", !told.isEmpty else { return [] }
        let skills = (fields.read().draft.skills ?? []).map { need -> CaseContent.NeededSkill in
            var need = need
            need.level = 2
            return need
        }
        let alone = CaseDraft(
            title: desk.say(CaseContent.untitled), skills: skills, window: CaseContent.Window(from: .today, until: .today), hoursPerWeek: 1)
        do {
            return try await desk.perform(CheckCase(draft: alone)).unknown.filter { label in
                let name = "skills/\(label.index)"
                // A must that nobody knows cannot stay, whatever was said of it.
                let isOpen =
                    fields.form["\(name)/choice"] != "=" || fields.form["\(name)/importance"] == CaseContent.Importance.must.rawValue
                return isOpen && !told.contains("/\(name)/skill")
            }
        } catch let unreadable as any Refusal where Desk.isMendable(unreadable) {
            return []
        }
    }

    private static func faults(of open: [CaseOutlook.UnknownLabel]) -> [RefusalReason.Field] {
        open.map { label in
            RefusalReason.Field(
                pointer: "/skills/\(label.index)/skill", code: "unknown-skill",
                sentence: Sentence(
                    en: "“\(label.label)” is not in the skills referential: choose what you mean.",
                    fr: "« \(label.label) » n’est pas dans le référentiel : choisissez ce que vous voulez dire."))
        }
    }

    /// - Parameter other: the case as somebody else has changed it meanwhile.
    private func page(
        _ state: FormState, _ outlook: CaseOutlook? = nil, isPreview: Bool = false, status: Int = 200,
        unknown: [CaseOutlook.UnknownLabel] = [], doubts: CaseDoubtsPiece? = nil, other: BusinessCase? = nil
    ) -> Response {
        let page = CaseFormPage(
            desk: desk, stored: other ?? stored, sent: state, preview: isPreview ? outlook : nil, chances: outlook,
            unknown: unknown, meanwhile: other.map { CaseMeanwhile(say: desk.say, typed: fields.form, stored: $0) }, doubts: doubts)
        var response = Desk.$shown.withValue(fields.form) { page.response() }
        response.status = .init(code: status)
        return response
    }
}
