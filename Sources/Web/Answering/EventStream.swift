import API
import Foundation
import HTTPTypes
import Hummingbird
import Synchronization
import Vivier

/// Server-sent events (WHATWG HTML, 9.2) about one long piece of work: `progress` now and then, last `result` or `problem`.
struct EventStream {
    /// At most ten `progress` a second.
    static let pause: Duration = .milliseconds(100)
    /// A comment after so much silence, so that no proxy takes the connection for dead.
    static let heartbeat: Duration = .seconds(15)

    private enum Note: Sendable {
        case progress(WorkProgress)
        case silence
    }

    static func isWanted(_ request: Request) -> Bool {
        request.headers[.accept]?.lowercased().contains("text/event-stream") ?? false
    }

    /// Does the work while its progress is sent. When the reader goes away the work is cancelled.
    ///
    /// - Parameters:
    ///   - request: whose body has been read.
    ///   - failed: turns what the work threw into the body of `problem`.
    static func response(
        to request: Request, failed: @escaping @Sendable (any Error) -> Data,
        work: @escaping @Sendable (@escaping @Sendable (WorkProgress) -> Void) async throws -> Data
    ) -> Response {
        // What listens for the reader's leaving has the connection's input for itself, so no other request can follow.
        let headers: HTTPFields = [
            .contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no", .connection: "close",
        ]
        // Hummingbird 2.28.1 traps when the end of a body that it listens behind has been read before, as here, or never comes.
        // Behind an empty body of our own the end always comes.
        var request = request
        request.body = RequestBody(buffer: ByteBuffer())
        let body = request.body
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                // The newest note only: a slow reader skips steps and never holds up the work.
                let (notes, post) = AsyncStream.makeStream(of: Note.self, bufferingPolicy: .bufferingNewest(1))
                let reader = Reader()
                let last = try await body.consumeWithInboundCloseHandler { _ in
                    try await withThrowingTaskGroup(of: Data?.self) { group in
                        group.addTask {
                            defer { post.finish() }
                            do {
                                return event("result", try await work { post.yield(.progress($0)) })
                            } catch {
                                return event("problem", failed(error))
                            }
                        }
                        group.addTask {
                            while (try? await Task.sleep(for: heartbeat)) != nil { post.yield(.silence) }
                            return nil
                        }
                        defer { group.cancelAll() }
                        try await send(notes, to: &writer)
                        guard reader.isThere else { throw CancellationError() }
                        return try await group.next() ?? nil
                    }
                } onInboundClosed: {
                    reader.leave()
                    post.finish()
                }
                if let last { try await writer.write(ByteBuffer(bytes: last)) }
                try await writer.finish(nil)
            })
    }

    /// Whether anybody still reads.
    private final class Reader: Sendable {
        private let left = Mutex(false)
        var isThere: Bool { left.withLock { !$0 } }
        func leave() { left.withLock { $0 = true } }
    }

    @concurrent private static func send(_ notes: AsyncStream<Note>, to writer: inout any ResponseBodyWriter) async throws {
        var sent: ContinuousClock.Instant?
        for await note in notes {
            switch note {
            case .silence: try await writer.write(ByteBuffer(string: ": still at work\n\n"))
            case .progress(let progress):
                let now = ContinuousClock.now
                if let sent, now - sent < pause { continue }
                sent = now
                try await writer.write(ByteBuffer(bytes: event("progress", try JSONForm.encoder.encode(progress))))
            }
        }
    }

    /// JSON of our encoder holds no line break, which would end the data.
    private static func event(_ name: String, _ json: Data) -> Data {
        Data("event: \(name)\ndata: ".utf8) + json + Data("\n\n".utf8)
    }
}
