import Hummingbird
import Vivier

extension Desk {
    /// What was refused, in words, with the fields that it speaks of.
    func refusal(_ failure: Failure) -> Response {
        let title = say(Failure.title(failure.status))
        let fields = failure.fields.map { "<li>\(say($0.sentence))</li>" as HTML }
        let list: HTML = fields.isEmpty ? "" : "<ul>\(fields)</ul>"
        let trace: HTML = failure.isFault ? "<p class=\"hash\">\(visit.requestID)</p>" : ""
        var response = page(
            title, status: failure.status, isNarrow: true,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say(failure.sentence))</p>
            \(list)\(trace)<p>\(HTML.link(say("Back to your home", "Retour à votre accueil"), to: "/desk"))</p>
            """)
        for field in failure.headers where field.name != .contentType { response.headers[field.name] = field.value }
        return response
    }

    /// Does what a form asks and goes on to the place that comes of it; what is refused is shown beside what was typed.
    ///
    /// - Parameters:
    ///   - useCase: made of what was typed; what it throws is shown in the same way.
    ///   - again: the page of the form.
    func submit<U: UseCase>(
        _ form: Form, _ useCase: () throws -> U, again: (FormState) async throws -> Response,
        then: (U.Answer) throws -> (path: String, notice: Notice?)
    ) async throws -> Response {
        do {
            let place = try then(try await perform(try useCase()))
            return go(to: place.path, place.notice)
        } catch let refusal as any Refusal where Self.isMendable(refusal) {
            var response = try await again(FormState(form, refused: refusal))
            response.status = Failure(refusal).status
            return response
        }
    }

    /// Whether somebody who reads why can type something else.
    static func isMendable(_ refusal: any Refusal) -> Bool {
        switch refusal.reason.kind {
        case .invalid, .conflict, .lostRace, .tooLarge, .rejectedImport: true
        case .denied, .missing, .cancelled: false
        }
    }
}
