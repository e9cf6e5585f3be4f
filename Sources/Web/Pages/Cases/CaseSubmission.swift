import API
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
        do {
            var draft = try fields.draft()
            if then == "save" {
                let saved = try await keep(&draft, isDraft: true)
                return desk.go(to: "/desk/cases/\(saved.id)/edit", .saved)
            }
            let outlook = try await desk.perform(CheckCase(draft: draft))
            if then == "preview" { return page(FormState(fields.form), outlook, isPreview: true, unknown: undecided(outlook)) }
            let open = undecided(outlook)
            guard open.isEmpty else { return page(FormState(fields.form), outlook, status: 422, unknown: open) }
            let kept = try await keep(&draft, isDraft: false)
            guard kept.state != .published else {
                return desk.go(to: "/desk/cases/\(kept.id)", stored?.state == .published ? .saved : .published)
            }
            let published = try await desk.perform(PublishCase(case: kept.id))
            return desk.go(to: "/desk/cases/\(published.id)", .published)
        } catch let refusal as any Refusal where Desk.isMendable(refusal) {
            return page(FormState(fields.form, refused: refusal), status: Int(Failure(refusal).status.code))
        }
    }

    private func keep(_ draft: inout CaseDraft, isDraft: Bool) async throws -> BusinessCase {
        guard let stored else {
            draft.draft = isDraft
            return try await desk.perform(PostCase(draft: draft)).case
        }
        let version = try fields.form.integer("version") ?? stored.version
        return try await desk.perform(EditCase(case: stored.id, draft: draft, replacing: version)).case
    }

    /// The unknown labels of which nobody has said yet that they shall stay.
    private func undecided(_ outlook: CaseOutlook) -> [CaseOutlook.UnknownLabel] {
        outlook.unknown.filter { fields.form["skills/\($0.index)/choice"] != "=" }
    }

    private func page(
        _ state: FormState, _ outlook: CaseOutlook? = nil, isPreview: Bool = false, status: Int = 200,
        unknown: [CaseOutlook.UnknownLabel] = []
    ) -> Response {
        var response = CaseFormPage(
            desk: desk, stored: stored, sent: state, preview: isPreview ? outlook : nil, chances: outlook, unknown: unknown
        ).response()
        response.status = .init(code: status)
        return response
    }
}
