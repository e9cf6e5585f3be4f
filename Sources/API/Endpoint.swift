/// One operation of the HTTP interface: what is sent, what comes back, who may ask. The server serves from it, the command line
/// calls by it, and `/openapi.json` is written from it, so that none of the three can differ.
package struct Endpoint<Query: Codable & Sendable, Body: Codable & Sendable, Answer: Codable & Sendable>: Sendable {
    /// The `operationId`: stable, unique.
    package var operation: String
    package var method: HTTPVerb
    /// With its parameters in braces: `/api/v1/cohorts/{cohort}`. Every parameter is an identifier.
    package var path: String
    package var summary: String
    package var needs: Permission
    package var body: BodyKind
    package var answer: AnswerKind
    /// The status of success.
    package var status: Int

    package init(
        _ operation: String, _ method: HTTPVerb, _ path: String, _ summary: String, needs: Permission,
        query: Query.Type = Nothing.self, body: Body.Type = Nothing.self, answer: Answer.Type = Nothing.self,
        sends: BodyKind? = nil, returns: AnswerKind = .json, status: Int? = nil
    ) {
        self.operation = operation
        self.method = method
        self.path = path
        self.summary = summary
        self.needs = needs
        self.body = sends ?? (Body.self == Nothing.self ? .none : .json)
        self.answer = returns
        self.status = status ?? (Answer.self == Nothing.self && returns == .json ? 204 : method == .post ? 201 : 200)
    }
}

package enum HTTPVerb: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}

package enum BodyKind: Sendable, Equatable {
    case none
    case json
    /// JSON that may be left out.
    case jsonOrNothing
    /// The bytes of a file, not wrapped; the media types that are understood, the most bytes that are taken.
    case file(mediaTypes: [String], limit: Int)
}

package enum AnswerKind: Sendable, Equatable {
    case json
    /// JSON, or with `Accept: text/event-stream` the events `progress` (``WorkProgress``) and last `result` (the answer) or `problem`
    /// (``ProblemDetails``).
    case jsonOrEvents
    /// Bytes of this media type.
    case file(mediaType: String)
}

extension Endpoint {
    /// What a file is sent as whose kind the sender does not know: bytes, where they are taken; else the first type that is.
    package var fileMediaType: String {
        let bytes = "application/octet-stream"
        guard case .file(let mediaTypes, _) = body, !mediaTypes.contains(bytes) else { return bytes }
        return mediaTypes.first ?? bytes
    }
}

/// How far a long piece of work has come.
package struct WorkProgress: Codable, Sendable {
    /// `reading`, `storing`, `scoring`, `solving`, `branching`, `limiting`, `repairing`, `proving`, `verifying`.
    package var phase: String
    package var done: Int
    /// Nil while it is not known.
    package var total: Int?
    /// Of a run: the best total fit found and the bound proven so far.
    package var found: Int?
    package var bound: Int?

    package init(phase: String, done: Int, total: Int? = nil, found: Int? = nil, bound: Int? = nil) {
        self.phase = phase
        self.done = done
        self.total = total
        self.found = found
        self.bound = bound
    }
}

/// What changes by being replaced: its version is its `ETag` (`"v3"`), and a `PUT` says in `If-Match` which version it replaces, so that
/// nobody overwrites what somebody else has changed meanwhile (RFC 9110, 13.1.1).
package protocol Versioned {
    var version: Int { get }
}

/// An endpoint without its types: what lists and documents need.
package protocol AnyEndpoint: Sendable {
    var operation: String { get }
    var method: HTTPVerb { get }
    var path: String { get }
    var summary: String { get }
    var needs: Permission { get }
    var body: BodyKind { get }
    var answer: AnswerKind { get }
    var status: Int { get }
    var types: (query: any Codable.Type, body: any Codable.Type, answer: any Codable.Type) { get }
}

extension Endpoint: AnyEndpoint {
    package var types: (query: any Codable.Type, body: any Codable.Type, answer: any Codable.Type) {
        (Query.self, Body.self, Answer.self)
    }
}
