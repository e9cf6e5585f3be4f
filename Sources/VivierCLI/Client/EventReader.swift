import API
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Reads server-sent events (WHATWG HTML, 9.2) while they arrive: `progress` as often as there is any, then `result` or `problem`.
final class EventReader<Answer: Decodable & Sendable>: NSObject, URLSessionDataDelegate, Sendable {
    enum Outcome: Sendable {
        case result(Answer)
        case problem(ProblemDetails)
    }

    private struct State {
        var bytes = Data()
        var plain = Data()
        var outcome: Outcome?
        var waiting: CheckedContinuation<(Data, HTTPURLResponse), any Error>?
    }
    private let state = Mutex(State())
    private let progress: @Sendable (WorkProgress) -> Void

    init(progress: @escaping @Sendable (WorkProgress) -> Void) {
        self.progress = progress
    }

    var outcome: Outcome? { state.withLock { $0.outcome } }

    /// - Returns: what came that was no event, with the response's head.
    func run(_ request: URLRequest) async throws -> (Data, HTTPURLResponse) {
        let session = URLSession(configuration: .default, delegate: self, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let task = session.dataTask(with: request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { $0.waiting = continuation }
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isEvents =
            (dataTask.response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Content-Type")?.hasPrefix("text/event-stream") ?? false
        let events: [Data] = state.withLock { state in
            guard isEvents else {
                state.plain.append(data)
                return []
            }
            state.bytes.append(data)
            var complete: [Data] = []
            while let end = state.bytes.range(of: Data("\n\n".utf8)) {
                complete.append(Data(state.bytes[..<end.lowerBound]))
                state.bytes = Data(state.bytes[end.upperBound...])
            }
            return complete
        }
        for event in events { take(event) }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let (waiting, plain) = state.withLock { state in
            defer { state.waiting = nil }
            return (state.waiting, state.plain)
        }
        if error != nil || !(task.response is HTTPURLResponse) {
            waiting?.resume(
                throwing: CommandFailure.unreachable(
                    task.originalRequest?.url.flatMap { URL(string: "/", relativeTo: $0) }?.absoluteString ?? ""))
        } else if let response = task.response as? HTTPURLResponse {
            waiting?.resume(returning: (plain, response))
        }
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
