import Foundation
import Hummingbird
import Synchronization
import Vivier

/// Answers whose progress somebody has just followed, for the page that comes after. Whoever comes later, or after a restart, gets the same
/// by computing.
final class AnswerShelf<Answer: Sendable>: Sendable {
    private let most = 32
    private let kept = Mutex<[(key: String, answer: Answer)]>([])

    private func key(_ place: String, _ desk: Desk) -> String {
        "\(desk.guest.secret.formToken) \(desk.say.language.rawValue) \(place)"
    }

    /// - Parameter place: the page that shows it.
    func put(_ answer: Answer, for place: String, _ desk: Desk) {
        let key = key(place, desk)
        kept.withLock { kept in
            kept.removeAll { $0.key == key }
            kept.append((key, answer))
            if kept.count > most { kept.removeFirst() }
        }
    }

    /// Once: what is looked at again may have changed meanwhile.
    func take(for place: String, _ desk: Desk) -> Answer? {
        let key = key(place, desk)
        return kept.withLock { kept in
            guard let index = kept.firstIndex(where: { $0.key == key }) else { return nil }
            return kept.remove(at: index).answer
        }
    }
}

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
