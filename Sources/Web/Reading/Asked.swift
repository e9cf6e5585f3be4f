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

    /// An identifier of the path, by the name that stands in its braces.
    ///
    /// - Throws: a refusal that names the parameter.
    func id<Subject>(_ name: String, _ type: Identifier<Subject>.Type = Identifier<Subject>.self) throws -> Identifier<Subject> {
        guard let text = path[name], let id = Identifier<Subject>(text) else {
            throw GeneralRefusal.invalid([.wrongType(.parameter(name), expected: Identifier<Subject>.shape)])
        }
        return id
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
        switch bytes {
        case .none: return Asked(query: query, body: try nothing(), file: [], path: path)
        case .json(let data): return Asked(query: query, body: try BodyReader.decode(Body.self, from: data), file: [], path: path)
        case .file(let bytes): return Asked(query: query, body: try nothing(), file: bytes, path: path)
        }
    }

    private func nothing() throws -> Body {
        guard let nothing = Nothing() as? Body else { throw Failure.malformedJSON }
        return nothing
    }
}
