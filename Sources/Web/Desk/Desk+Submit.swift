import HTTPTypes
import Hummingbird
import Vivier

extension Desk {
    /// What was refused, in words, with the fields that it speaks of.
    func refusal(_ failure: Failure) -> Response {
        let title = say(Failure.title(failure.status))
        let fields = failure.fields.map { "<li>\(say($0.sentence))</li>" as HTML }
        // What is refused of a round is mended on its page.
        let parts = path.split(separator: "/")
        let round =
            parts.count > 3 && parts[0] == "desk" && parts[1] == "rounds" && failure.status != .notFound ? "/desk/rounds/\(parts[2])" : nil
        let list: HTML = fields.isEmpty ? "" : "<ul>\(fields)</ul>"
        let trace: HTML = failure.isFault ? "<p class=\"hash\">\(visit.requestID)</p>" : ""
        var response = page(
            title, status: failure.status, isNarrow: true,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say(failure.code == Failure.noSuchPage.code ? Self.nothing : failure.sentence))</p>
            \(list)\(trace)<p>\(round.map { HTML.link(say("Back to the round", "Retour à la session"), to: $0) } ?? HTML.link(say("Back to your home", "Retour à votre accueil"), to: "/desk"))</p>
            """)
        for field in failure.headers where field.name != .contentType { response.headers[field.name] = field.value }
        return response
    }

    /// To people, who look for no address of the API.
    private static let nothing = Sentence(
        en: "There is nothing at this address. The link may be old or incomplete.",
        fr: "Il n’y a rien à cette adresse. Le lien est peut-être ancien ou incomplet.")

    /// Does what a form asks and goes on to the place that comes of it; what is refused is shown beside what was typed.
    ///
    /// - Parameters:
    ///   - useCase: made of what was typed; what it throws is shown in the same way.
    ///   - again: the page of the form.
    func submit<U: UseCase>(
        _ form: Form, _ useCase: () async throws -> U, again: (FormState) async throws -> Response,
        then: (U.Answer) throws -> (path: String, notice: Notice?)
    ) async throws -> Response {
        if form.isOnlyShown { return try await show(FormState(form), .ok, again) }
        do {
            let place = try then(try await perform(try await useCase()))
            return go(to: place.path, place.notice)
        } catch let refusal as any Refusal where Self.isMendable(refusal) {
            return try await show(FormState(form, refused: refusal), Failure(refusal).status, again)
        }
    }

    /// The page of a form with what was typed, which the other language shows in the same way.
    func show(
        _ state: FormState, _ status: HTTPResponse.Status = .ok, _ page: (FormState) async throws -> Response
    ) async throws -> Response {
        var response = try await Self.$shown.withValue(state.form) { try await page(state) }
        response.status = status
        return response
    }

    /// Whether somebody who reads why can type something else.
    static func isMendable(_ refusal: any Refusal) -> Bool {
        switch refusal.reason.kind {
        case .invalid, .conflict, .lostRace, .tooLarge, .rejectedImport, .tooOften: true
        case .denied, .missing, .cancelled: false
        }
    }
}
