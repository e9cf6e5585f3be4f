import Foundation
import Hummingbird
import Vivier

/// The last event of long work that a page began: where its reader goes on.
private struct Arrival: Encodable {
    var location: String
}

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
