import Foundation
import Synchronization
import TestSupport

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Asks a service that may be killed at any moment, again and again under the same Idempotency-Key, until it is answered.
struct PersistentClient: Sendable {
    struct Answer: Sendable {
        var body: Data
        /// How many requests before it went without an acknowledgement.
        var retries: Int

        /// A value of the answer's JSON object.
        subscript(name: String) -> String? {
            (try? JSONSerialization.jsonObject(with: body) as? [String: Any])?[name] as? String
        }
    }

    let service: MortalService
    let token: String

    /// Posts until it is acknowledged.
    func post(_ path: String, _ body: String, type: String = "application/json", key: String) async throws -> Answer {
        try await ask("POST", path, body: Data(body.utf8), headers: ["Content-Type": type, "Idempotency-Key": key], taking: [200, 201])
    }

    /// Reads until it is answered, that there is nothing too.
    func get(_ path: String) async throws -> Answer {
        try await ask("GET", path, taking: [200, 404])
    }

    private func ask(
        _ method: String, _ path: String, body: Data? = nil, headers: [String: String] = [:], taking: Set<Int>
    ) async throws -> Answer {
        let deadline = ContinuousClock.now + .seconds(300)
        var retries = 0
        while ContinuousClock.now < deadline {
            guard let url = service.address.flatMap({ URL(string: path, relativeTo: $0) }) else { throw URLError(.badURL) }
            var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: 60)
            request.httpMethod = method
            request.httpBody = body
            request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
            for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
            // Whatever breaks a connection off leaves open whether the work was done.
            if let (data, response) = try? await Self.session.data(for: request), let http = response as? HTTPURLResponse {
                if taking.contains(http.statusCode) { return Answer(body: data, retries: retries) }
                let said = String(decoding: data, as: UTF8.self)
                // What a dead server still holds is busy for a moment.
                guard http.statusCode == 503 || http.statusCode == 409 && (said.contains("in-flight") || said.contains("in-progress"))
                else {
                    throw RunningDaemon.Failure(description: "\(method) \(path): \(http.statusCode) \(said)")
                }
            }
            retries += 1
            try await Task.sleep(for: .milliseconds(10))
        }
        throw RunningDaemon.Failure(description: "\(method) \(path) was never answered")
    }

    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 16
        return URLSession(configuration: configuration)
    }()
}

/// Companies that clients post one after the other, and what they were told of each.
final class Recorder: Sendable {
    private let record = Mutex<[(name: String, id: String)]>([])
    private let unacknowledged = Atomic(0)
    private let isOver = Atomic(false)

    var count: Int { record.withLock { $0.count } }
    var all: [(name: String, id: String)] { record.withLock { $0 } }
    /// How many requests went without an acknowledgement and were sent again.
    var retries: Int { unacknowledged.load(ordering: .relaxed) }

    /// Whoever has a post under way brings it to its end.
    func end() { isOver.store(true, ordering: .relaxed) }

    /// Waits until so many are acknowledged.
    ///
    /// - Throws: also where a client has given up.
    func reach(_ number: Int) async throws {
        try await eventually("\(number) are acknowledged") { count >= number || isOver.load(ordering: .relaxed) }
        guard count >= number else { throw RunningDaemon.Failure(description: "a client has given up after \(count)") }
    }

    /// Posts until ``end()``, and writes down what is acknowledged.
    ///
    /// - Parameter name: begins the names and the keys: of letters that a key may have.
    func post(as name: String, with client: PersistentClient) async throws {
        // Where one gives up, nobody has to wait for the others.
        defer { end() }
        var number = 0
        while !isOver.load(ordering: .relaxed) {
            number += 1
            let (company, key) = ("\(name) \(number)", "\(name)-\(number)")
            let answer = try await client.post("/api/v1/companies", #"{"name": "\#(company)"}"#, key: key)
            guard let id = answer["id"] else { throw RunningDaemon.Failure(description: "an acknowledgement without an id") }
            record.withLock { $0.append((company, id)) }
            unacknowledged.add(answer.retries, ordering: .relaxed)
        }
    }

    /// Those of the acknowledged that are not there, or are not what was sent.
    func lost(by client: PersistentClient) async throws -> [String] {
        try await withThrowingTaskGroup(of: String?.self) { group in
            for (name, id) in all {
                group.addTask { try await client.get("/api/v1/companies/\(id)")["name"] == name ? nil : name }
            }
            return try await group.reduce(into: []) { if let name = $1 { $0.append(name) } }
        }
    }
}
