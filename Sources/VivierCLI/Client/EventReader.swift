import API
import Foundation
import Synchronization

/// Reads server-sent events (WHATWG HTML, 9.2) while they arrive: `progress` as often as there is any, then `result` or `problem`.
final class EventReader<Answer: Decodable & Sendable>: Sendable {
    enum Outcome: Sendable {
        case result(Answer)
        case problem(ProblemDetails)
    }

    private struct State {
        var bytes = Data()
        var outcome: Outcome?
    }
    private let state = Mutex(State())
    private let progress: @Sendable (WorkProgress) -> Void

    init(progress: @escaping @Sendable (WorkProgress) -> Void) {
        self.progress = progress
    }

    var outcome: Outcome? { state.withLock { $0.outcome } }

    /// - Returns: whether the piece belongs to events.
    func receive(_ piece: Data, _ contentType: String) -> Bool {
        guard contentType.hasPrefix("text/event-stream") else { return false }
        let events: [Data] = state.withLock { state in
            state.bytes.append(piece)
            var complete: [Data] = []
            while let end = state.bytes.range(of: Data("\n\n".utf8)) {
                complete.append(Data(state.bytes[..<end.lowerBound]))
                state.bytes = Data(state.bytes[end.upperBound...])
            }
            return complete
        }
        for event in events { take(event) }
        return true
    }

    private func take(_ event: Data) {
        var name = "message"
        var payload = Data()
        for line in event.split(separator: UInt8(ascii: "\n")) {
            if line.starts(with: Data("event:".utf8)) {
                name = String(decoding: line.dropFirst(6), as: UTF8.self).trimmingCharacters(in: .whitespaces)
            } else if line.starts(with: Data("data:".utf8)) {
                payload.append(line.dropFirst(5))
            }
        }
        switch name {
        case "progress":
            if let value = try? Wire.decoder.decode(WorkProgress.self, from: payload) { progress(value) }
        case "result":
            if let value = try? Wire.decoder.decode(Answer.self, from: payload) { state.withLock { $0.outcome = .result(value) } }
        case "problem":
            if let value = try? Wire.decoder.decode(ProblemDetails.self, from: payload) {
                state.withLock { $0.outcome = .problem(value) }
            }
        default: break
        }
    }
}
