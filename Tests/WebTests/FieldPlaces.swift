import API
import Foundation
import Testing

@testable import Web

/// Where in a request values of a kind stand, as `/openapi.json` says it.
struct FieldPlaces {
    private let document: [String: Any]

    init() throws {
        document = try #require(try JSONSerialization.jsonObject(with: Data(try OpenAPIDocument.bytes())) as? [String: Any])
    }

    private func resolved(_ schema: Any?) -> [String: Any] {
        guard let schema = schema as? [String: Any] else { return [:] }
        guard let name = (schema["$ref"] as? String)?.split(separator: "/").last else {
            let choices = (schema["anyOf"] ?? schema["oneOf"]) as? [Any]
            return choices.map { resolved($0.first) } ?? schema
        }
        let components = document["components"] as? [String: Any]
        return resolved((components?["schemas"] as? [String: Any])?[String(name)])
    }

    /// Of several types one may be it (`["string", "null"]`).
    private func isOne(_ schema: [String: Any], of types: [String]) -> Bool {
        ((schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []).contains(where: types.contains)
    }

    private func places(of types: [String], in schema: Any?, depth: Int = 0) -> [[String]] {
        let schema = resolved(schema)
        if isOne(schema, of: types) { return [[]] }
        guard depth < 5 else { return [] }
        if let items = schema["items"] { return places(of: types, in: items, depth: depth + 1).map { ["0"] + $0 } }
        return (schema["properties"] as? [String: Any] ?? [:]).sorted { $0.key < $1.key }.flatMap { name, value in
            places(of: types, in: value, depth: depth + 1).map { [name] + $0 }
        }
    }

    private func operation(_ endpoint: any AnyEndpoint) -> [String: Any] {
        let path = (document["paths"] as? [String: Any])?[endpoint.path] as? [String: Any]
        return path?[endpoint.method.rawValue.lowercased()] as? [String: Any] ?? [:]
    }

    /// In its body, each as a path: `skills`, `0`, `skill`.
    func fields(of endpoint: any AnyEndpoint, _ types: [String]) -> [[String]] {
        let content = (operation(endpoint)["requestBody"] as? [String: Any])?["content"] as? [String: Any]
        return places(of: types, in: (content?["application/json"] as? [String: Any])?["schema"])
    }

    func parameters(of endpoint: any AnyEndpoint, _ types: [String]) -> [String] {
        (operation(endpoint)["parameters"] as? [[String: Any]] ?? []).filter { $0["in"] as? String == "query" }
            .filter { isOne(resolved($0["schema"]), of: types) || isOne(resolved(resolved($0["schema"])["items"]), of: types) }
            .compactMap { $0["name"] as? String }.sorted()
    }

    /// The value with another put at a place, made where it is missing.
    static func value(_ value: Any?, with text: Any, at place: ArraySlice<String>) -> Any {
        guard let first = place.first else { return text }
        if first == "0" {
            var list = value as? [Any] ?? []
            let inner = self.value(list.first, with: text, at: place.dropFirst())
            if list.isEmpty { list.append(inner) } else { list[0] = inner }
            return list
        }
        var object = value as? [String: Any] ?? [:]
        object[first] = self.value(object[first], with: text, at: place.dropFirst())
        return object
    }
}

extension World {
    /// The path of an endpoint with things that are there and the role's own.
    func path(of endpoint: any AnyEndpoint, _ role: Role) async throws -> String {
        var path = endpoint.path
        for parameter in endpoint.pathParameters {
            path = path.replacing("{\(parameter)}", with: try await identifier(parameter, of: endpoint.operation, .own, as: role) ?? "x")
        }
        return path
    }
}
