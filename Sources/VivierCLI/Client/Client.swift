import API
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

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
    func call<Query, Body, Answer>(
        _ endpoint: Endpoint<Query, Body, Answer>, path: [any CustomStringConvertible] = [], query: Query? = nil, body: Body? = nil,
        file: Data? = nil
    ) async throws -> Answer {
        let request = try request(for: endpoint, path: path, query: query, body: body, file: file)
        let (data, response) = try await answered(request)
        if Answer.self == Nothing.self, let nothing = Nothing() as? Answer, response.statusCode < 300 { return nothing }
        return try decoded(data, response)
    }

    /// The bytes of an endpoint that answers with a file.
    func download<Query>(
        _ endpoint: Endpoint<Query, Nothing, Nothing>, path: [any CustomStringConvertible] = [], query: Query? = nil
    ) async throws -> Data {
        let (data, response) = try await answered(request(for: endpoint, path: path, query: query, body: nil, file: nil))
        guard response.statusCode < 300 else { throw problem(data, response) }
        return data
    }

    /// Long work: tells `progress` as events come in, and returns the result.
    func follow<Query, Body, Answer>(
        _ endpoint: Endpoint<Query, Body, Answer>, path: [any CustomStringConvertible] = [], query: Query? = nil, body: Body? = nil,
        file: Data? = nil, progress: @escaping @Sendable (WorkProgress) -> Void
    ) async throws -> Answer {
        var request = try request(for: endpoint, path: path, query: query, body: body, file: file)
        request.setValue("text/event-stream", forHTTPHeaderField: "Accept")
        let reader = EventReader<Answer>(progress: progress)
        let (data, response) = try await reader.run(request)
        // Without an outcome the daemon answered at once: a refusal before the work began.
        guard let outcome = reader.outcome else { return try decoded(data, response) }
        switch outcome {
        case .result(let answer): return answer
        case .problem(let details): throw ServerProblem(details: details)
        }
    }

    private func request<Query, Body, Answer>(
        for endpoint: Endpoint<Query, Body, Answer>, path: [any CustomStringConvertible], query: Query?, body: Body?, file: Data?
    ) throws -> URLRequest {
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
        var request = URLRequest(url: url, timeoutInterval: 3_600)
        request.httpMethod = endpoint.method.rawValue
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        request.setValue(language, forHTTPHeaderField: "Accept-Language")
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let file {
            request.httpBody = file
            request.setValue("application/octet-stream", forHTTPHeaderField: "Content-Type")
        } else if let body, Body.self != Nothing.self {
            request.httpBody = try Wire.encoder.encode(body)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        return request
    }

    private func answered(_ request: URLRequest) async throws -> (Data, HTTPURLResponse) {
        do {
            let (data, response) = try await URLSession.shared.data(for: request)
            guard let response = response as? HTTPURLResponse else { throw CommandFailure.unreachable(address.absoluteString) }
            return (data, response)
        } catch is URLError {
            throw CommandFailure.unreachable(address.absoluteString)
        }
    }

    private func decoded<Answer: Decodable>(_ data: Data, _ response: HTTPURLResponse) throws -> Answer {
        guard response.statusCode < 300 else { throw problem(data, response) }
        do {
            return try Wire.decoder.decode(Answer.self, from: data)
        } catch {
            throw CommandFailure.notVivier(address.absoluteString)
        }
    }

    private func problem(_ data: Data, _ response: HTTPURLResponse) -> any Error {
        guard let details = try? Wire.decoder.decode(ProblemDetails.self, from: data) else {
            return CommandFailure.notVivier(address.absoluteString)
        }
        return ServerProblem(details: details)
    }
}

/// What the daemon refused, as it said it.
struct ServerProblem: Error {
    var details: ProblemDetails
}
