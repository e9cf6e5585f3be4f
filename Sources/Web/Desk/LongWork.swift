import Foundation
import Hummingbird
import Vivier

extension Desk {
    /// Does long work that a form began. With the page's script it is followed event by event, and cancelled when the reader goes away;
    /// without, the browser waits. Either way the reader arrives at the place that comes of it.
    func work<U: UseCase>(_ useCase: U, then: @escaping @Sendable (U.Answer) -> (path: String, notice: Notice?)) async throws -> Response {
        guard EventStream.isWanted(request) else {
            let place = then(try await perform(useCase))
            return go(to: place.path, place.notice)
        }
        let desk = self
        return EventStream.response(to: request, failed: { problemJSON($0, desk.caller, desk.application.log) }) { report in
            let place = then(try await desk.perform(useCase, progress: report))
            return try JSONForm.encoder.encode(Arrival(location: desk.address(place.path, place.notice)))
        }
    }
}

extension Desk {
    /// The same for a form whose fields may be refused: without the page's script they are shown again with what was typed.
    ///
    /// - Parameters:
    ///   - useCase: made of what was typed; what it throws is shown in the same way.
    ///   - again: the page of the form.
    func work<U: UseCase>(
        _ form: Form, _ useCase: () throws -> U, again: (FormState) async throws -> Response,
        then: @escaping @Sendable (U.Answer) -> (path: String, notice: Notice?)
    ) async throws -> Response {
        if form.isOnlyShown { return try await show(FormState(form), .ok, again) }
        do {
            return try await work(try useCase(), then: then)
        } catch let refusal as any Refusal where Self.isMendable(refusal) {
            return try await show(FormState(form, refused: refusal), Failure(refusal).status, again)
        }
    }
}
