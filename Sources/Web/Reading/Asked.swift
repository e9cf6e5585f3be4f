import API
import Hummingbird
import Vivier

/// What a request asks of an endpoint, read and checked: what a route turns into a use case.
struct Asked<Query: Sendable, Body: Sendable>: Sendable {
    let query: Query
    /// Of an endpoint that takes JSON.
    let body: Body
    /// Of an endpoint that takes a file.
    let file: [UInt8]
    fileprivate let path: [String: String]
    fileprivate let ifMatch: String?

    /// An identifier of the path, by the name that stands in its braces.
    ///
    /// - Throws: a refusal that names the parameter.
    func id<Subject>(_ name: String, _ type: Identifier<Subject>.Type = Identifier<Subject>.self) throws -> Identifier<Subject> {
        guard let text = path[name], let id = Identifier<Subject>(text) else {
            throw GeneralRefusal.invalid([.wrongType(.parameter(name), expected: Identifier<Subject>.shape)])
        }
        return id
    }

    /// The version that `If-Match` says is to be replaced.
    ///
    /// - Throws: a ``Failure`` where it is missing or no version.
    func version() throws -> Int {
        guard let ifMatch else { throw Failure.versionMissing }
        guard let match = ifMatch.wholeMatch(of: /"v([0-9]{1,18})"/), let version = Int(match.output.1) else { throw Failure.badVersion }
        return version
    }
}

extension Endpoint {
    /// Reads a request that was admitted.
    ///
    /// - Throws: a ``Failure`` or a refusal that names each field.
    func read(_ request: Request, _ visit: Visit, body bytes: BodyBytes) throws -> Asked<Query, Body> {
        let query: Query = try QueryReader.read(Query.self, from: request.uri.query)
        let path = Dictionary(
            visit.parameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { first, _ in first })
        let ifMatch = request.headers[.ifMatch]
        switch bytes {
        case .none: return Asked(query: query, body: try nothing(), file: [], path: path, ifMatch: ifMatch)
        case .json(let data):
            return Asked(query: query, body: try BodyReader.decode(Body.self, from: data), file: [], path: path, ifMatch: ifMatch)
        case .file(let bytes): return Asked(query: query, body: try nothing(), file: bytes, path: path, ifMatch: ifMatch)
        }
    }

    private func nothing() throws -> Body {
        guard let nothing = Nothing() as? Body else { throw Failure.malformedJSON }
        return nothing
    }
}
