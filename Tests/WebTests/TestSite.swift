import API
import Foundation
import Logging
import OpenID
import ServiceLifecycle
import TestSupport
import Vivier
import Web

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The real server on a free port of the loopback, over a house of its own.
struct TestSite: Sendable {
    let given: Given
    let port: Int
    let log: LogRecord
    let site: Site

    /// Serves for as long as `body` runs, then shuts down in order and looks that nothing was left behind.
    ///
    /// - Parameter application: that of the house, where it is to be another on the same database.
    static func serve<T: Sendable>(
        bodyBytes: Int = 512 << 20, idle: Duration = .seconds(60),
        application: @Sendable (Given, Logger) -> Vivier.Application = { given, _ in given.application },
        providers: @Sendable (Given) async throws -> [RelyingParty] = { _ in [] }, trustedProxies: TrustedProxies = .nobody,
        certificate: ServerCertificate? = nil, requestsPerSecond: Int? = nil,
        _ body: @Sendable @escaping (TestSite) async throws -> T
    ) async throws -> T {
        let record = LogRecord()
        return try await Given.house(log: record.logger) { given in
            try await serve(
                on: given, record: record, bodyBytes: bodyBytes, idle: idle, application: application, providers: providers,
                trustedProxies: trustedProxies, certificate: certificate, requestsPerSecond: requestsPerSecond, body)
        }
    }

    /// The same over a house that is there before and afterwards.
    static func serve<T: Sendable>(
        on given: Given, record: LogRecord = LogRecord(), bodyBytes: Int = 512 << 20, idle: Duration = .seconds(60),
        application: @Sendable (Given, Logger) -> Vivier.Application = { given, _ in given.application },
        providers: @Sendable (Given) async throws -> [RelyingParty] = { _ in [] }, trustedProxies: TrustedProxies = .nobody,
        certificate: ServerCertificate? = nil, requestsPerSecond: Int? = nil,
        _ body: @Sendable @escaping (TestSite) async throws -> T
    ) async throws -> T {
        let log = record.logger
        let site = Site(
            application: application(given, log), log: log, trustedProxies: trustedProxies, bodyBytes: bodyBytes, idle: idle,
            providers: try await providers(given), requestsPerSecond: requestsPerSecond)
        let (ports, opened) = AsyncStream.makeStream(of: Int.self)
        let server = try site.server(host: "127.0.0.1", port: 0, certificate: certificate) { opened.yield($0) }
        let group = ServiceGroup(
            configuration: .init(services: (site.backgroundServices + [server]).map { .init(service: $0) }, logger: log))
        return try await withThrowingTaskGroup(of: T?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            tasks.addTask {
                var iterator = ports.makeAsyncIterator()
                guard let port = await iterator.next() else { throw CancellationError() }
                do {
                    let value = try await body(TestSite(given: given, port: port, log: record, site: site))
                    await group.triggerGracefulShutdown()
                    return value
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
            }
            var value: T?
            while let next = try await tasks.next() { value = next ?? value }
            guard let value else { throw CancellationError() }
            return value
        }
    }

    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var body: Data

        var text: String { String(decoding: body, as: UTF8.self) }
        subscript(header name: String) -> String? { headers[name.lowercased()] }

        func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
            try Wire.decoder.decode(type, from: body)
        }
        var problem: ProblemDetails { get throws { try json() } }
    }

    /// Sends one request and waits for the whole answer.
    ///
    /// - Parameter isStreamed: the body goes in chunks, without saying how long it is.
    func send(
        _ method: String, _ path: String, token: String? = nil, body: Data? = nil, type: String? = nil, headers: [String: String] = [:],
        isStreamed: Bool = false, timeout: TimeInterval = 30
    ) async throws -> Answer {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw URLError(.badURL) }
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: timeout)
        request.httpMethod = method
        if isStreamed, let body { request.httpBodyStream = InputStream(data: body) } else { request.httpBody = body }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await Self.session.data(for: request)
        guard let http = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        let fields = http.allHeaderFields.compactMap { name, value -> (String, String)? in
            guard let name = name as? String, let value = value as? String else { return nil }
            return (name.lowercased(), value)
        }
        let answer = Answer(status: http.statusCode, headers: Dictionary(fields) { first, _ in first }, body: data)
        answer.expectNothingRevealed("\(method) \(path)")
        return answer
    }

    func get(_ path: String, token: String? = nil, headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, token: token, headers: headers)
    }

    /// Sends JSON as it is written.
    func post(_ path: String, _ json: String, token: String? = nil, headers: [String: String] = [:]) async throws -> Answer {
        try await send("POST", path, token: token, body: Data(json.utf8), type: "application/json", headers: headers)
    }

    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 16
        // Houses share the host: what one gives to keep must not reach another.
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        return URLSession(configuration: configuration)
    }()
}
