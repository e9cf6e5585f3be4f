import Foundation
import Hummingbird
import Vivier

extension Desk {
    /// The address that is asked for, with what it asks.
    var place: String { request.uri.query.map { "\(path)?\($0)" } ?? path }

    /// The progress of what a page reads, where the page's script asks for it first; the page itself takes the answer from the shelf.
    ///
    /// - Returns: nil where the page itself is asked for.
    func watched<U: UseCase>(_ useCase: U, _ shelf: AnswerShelf<U.Answer>) -> Response? {
        guard request.method == .get, EventStream.isWanted(request) else { return nil }
        let (desk, place) = (self, place)
        return EventStream.response(to: request, failed: { problemJSON($0, desk.caller, desk.application.log) }) { report in
            shelf.put(try await desk.perform(useCase, progress: report), for: place, desk)
            return try JSONForm.encoder.encode(Arrival(location: place))
        }
    }

    /// What was just computed while its reader watched, or is computed now.
    func answer<U: UseCase>(_ useCase: U, _ shelf: AnswerShelf<U.Answer>) async throws -> U.Answer {
        if let kept = shelf.take(for: place, self) { return kept }
        return try await perform(useCase)
    }
}
