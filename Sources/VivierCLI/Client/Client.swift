import API
import Foundation

/// Calls the daemon by the endpoint table.
struct Client: Sendable {
    var address: URL
    var token: String?
    var language: String

    /// Sends a request and reads the answer.
    ///
    /// - Parameters:
    ///   - path: the identifiers that stand in for the endpoint's `{…}`, in their order.
    ///   - file: the body of an endpoint that takes a file.
    ///   - version: of what is replaced.
    func call<Query, Body, Answer>(
        _ endpoint: Endpoint<Query, Body, Answer>, path: [any CustomStringConvertible] = [], query: Query? = nil, body: Body? = nil,
        file: Data? = nil, replacing version: Int? = nil
    ) async throws -> Answer {
        var request = try request(for: endpoint, path: path, query: query, body: body, file: file)
        if let version { request.headers["If-Match"] = "\"v\(version)\"" }
        let answer = try await answered(request)
        if Answer.self == Nothing.self, let nothing = Nothing() as? Answer, answer.status < 300 { return nothing }
        return try decoded(answer)
    }

    /// The bytes of an endpoint that answers with a file.
    func download<Query>(
        _ endpoint: Endpoint<Query, Nothing, Nothing>, path: [any CustomStringConvertible] = [], query: Query? = nil
    ) async throws -> Data {
        let answer = try await answered(request(for: endpoint, path: path, query: query, body: nil, file: nil))
        guard answer.status < 300 else { throw problem(answer) }
        return answer.body
    }

    /// Long work: tells `progress` as events come in, and returns the result.
    func follow<Query, Body, Answer>(
        _ endpoint: Endpoint<Query, Body, Answer>, path: [any CustomStringConvertible] = [], query: Query? = nil, body: Body? = nil,
        file: Data? = nil, progress: @escaping @Sendable (WorkProgress) -> Void
    ) async throws -> Answer {
        var request = try request(for: endpoint, path: path, query: query, body: body, file: file)
        request.headers["Accept"] = "text/event-stream"
        let reader = EventReader<Answer>(progress: progress)
        let answer = try await answered(request) { reader.receive($0, $1) }
        // Without an outcome the daemon answered at once: a refusal before the work began.
        guard let outcome = reader.outcome else {
            if answer.contentType.hasPrefix("text/event-stream") { throw CommandFailure.lost(address.absoluteString) }
            return try decoded(answer)
        }
        switch outcome {
        case .result(let answer): return answer
        case .problem(let details): throw ServerProblem(details: details)
        }
    }

    private func request<Query, Body, Answer>(
        for endpoint: Endpoint<Query, Body, Answer>, path: [any CustomStringConvertible], query: Query?, body: Body?, file: Data?
    ) throws -> Transport.Request {
        var remaining = path[...]
        let filled = endpoint.path.split(separator: "/").map { part in
            part.hasPrefix("{") ? (remaining.popFirst()?.description ?? "") : String(part)
        }
        var components = URLComponents(url: address, resolvingAgainstBaseURL: false) ?? URLComponents()
        components.path = "/" + filled.joined(separator: "/")
        if let query {
            let items = try QueryItems.items(of: query)
            if !items.isEmpty {
                components.queryItems = items
                // A plus sign means itself here, and a blank to some servers.
                components.percentEncodedQuery = components.percentEncodedQuery?.replacing("+", with: "%2B")
            }
        }
        guard let url = components.url else { throw CommandFailure.badAddress(address.absoluteString) }
        var request = Transport.Request(method: endpoint.method.rawValue, url: url)
        request.headers = ["Accept": "application/json", "Accept-Language": language]
        if let token { request.headers["Authorization"] = "Bearer \(token)" }
        if let file {
            request.body = file
            request.headers["Content-Type"] = endpoint.fileMediaType
        } else if let body, Body.self != Nothing.self {
            request.body = try Wire.encoder.encode(body)
            request.headers["Content-Type"] = "application/json"
        }
        return request
    }

    private func answered(
        _ request: Transport.Request, receive: @escaping @Sendable (Data, String) -> Bool = { _, _ in false }
    ) async throws -> Transport.Answer {
        do {
            return try await Transport.send(request, receive: receive)
        } catch let failure as Transport.Failure {
            switch failure {
            case .unreachable: throw CommandFailure.unreachable(address.absoluteString)
            case .lost: throw CommandFailure.lost(address.absoluteString)
            case .untrusted(let why): throw CommandFailure.untrusted(address.absoluteString, why)
            }
        }
    }

    private func decoded<Answer: Decodable>(_ answer: Transport.Answer) throws -> Answer {
        guard answer.status < 300 else { throw problem(answer) }
        do {
            return try Wire.decoder.decode(Answer.self, from: answer.body)
        } catch {
            throw CommandFailure.notVivier(address.absoluteString)
        }
    }

    private func problem(_ answer: Transport.Answer) -> any Error {
        guard let details = try? Wire.decoder.decode(ProblemDetails.self, from: answer.body) else {
            return CommandFailure.notVivier(address.absoluteString)
        }
        return ServerProblem(details: details, hadToken: token?.isEmpty == false)
    }
}

/// What the daemon refused, as it said it.
struct ServerProblem: Error {
    var details: ProblemDetails
    /// Whether who asked said who it is.
    var hadToken = true
}
