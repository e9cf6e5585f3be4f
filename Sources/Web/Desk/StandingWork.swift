import Foundation
import HTTPTypes
import Hummingbird
import ServiceLifecycle
import Vivier

/// The last event of long work: where its reader goes on.
struct Arrival: Encodable {
    var location: String
}

extension Desk {
    /// How long a browser without script waits for what a form began before it is shown that it goes on.
    private static let patience = Duration.seconds(8)

    /// Begins long work that goes on when its reader leaves the page. With the page's script it is followed event by event; without, what
    /// is soon done is awaited, and for the rest the page shows that it goes on.
    ///
    /// - Parameters:
    ///   - subject: what it is about, as the ``Workshop`` knows it.
    ///   - place: the page that shows that it goes on, and how it ended.
    ///   - useCase: made of what was typed; what it throws is shown beside the form.
    ///   - again: the page of the form.
    func begin<U: UseCase>(
        _ form: Form, about subject: String, at place: String, _ useCase: () async throws -> U, again: (FormState) async throws -> Response,
        then: @escaping @Sendable (U.Answer) -> (path: String, notice: Notice?)
    ) async throws -> Response {
        do {
            let (work, desk) = (try await useCase(), self)
            try application.workshop.begin(about: subject) { report in
                do {
                    let place = then(try await desk.perform(work, progress: report))
                    return desk.address(place.path, place.notice)
                } catch {
                    // Nobody may be there to be told.
                    if !isCancellation(error), Failure(error).isFault {
                        desk.application.log.fault(error, requestID: desk.caller.requestID)
                    }
                    throw error
                }
            }
            if EventStream.isWanted(request) { return follow(subject, at: place) }
            switch try await end(of: subject) {
            case .done(let address): return go(to: address)
            case .failed(let error): throw error
            case .stopped, nil: return go(to: place)
            }
        } catch let refusal as any Refusal where Self.isMendable(refusal) {
            var response = try await again(FormState(form, refused: refusal))
            response.status = Failure(refusal).status
            return response
        }
    }

    /// The events of the work about something; whoever does not read events is led to the page about it.
    func follow(_ subject: String, at place: String) -> Response {
        guard EventStream.isWanted(request), application.workshop.piece(about: subject) != nil else { return go(to: place) }
        let desk = self
        return EventStream.response(to: request, failed: { problemJSON($0, desk.caller, desk.application.log) }) { report in
            // The house does not wait for readers when it closes.
            try await cancelWhenGracefulShutdown {
                for await piece in desk.application.workshop.changes(about: subject) {
                    if let progress = piece.progress { report(progress) }
                    switch piece.end?.outcome {
                    case nil: continue
                    case .done(let address): return try JSONForm.encoder.encode(Arrival(location: address))
                    case .stopped: return try JSONForm.encoder.encode(Arrival(location: desk.address(place, .stopped)))
                    case .failed(let error): throw error
                    }
                }
                throw CancellationError()
            }
        }
    }

    /// - Returns: nil where it goes on still.
    private func end(of subject: String) async throws -> Workshop.Outcome? {
        let changes = application.workshop.changes(about: subject)
        return try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Workshop.Outcome?.self) { group in
                group.addTask { await changes.first { $0.end != nil }?.end?.outcome }
                group.addTask {
                    try await Task.sleep(for: Self.patience)
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        }
    }
}
