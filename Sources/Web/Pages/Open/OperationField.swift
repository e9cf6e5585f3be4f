import API
import Vivier

/// What one operation takes, as a person reads it.
struct OperationField {
    /// With the way to it: `skills[].level`.
    var name: String
    /// In the address, behind it, in a header or in the body.
    var place: String
    var isNeeded: Bool
    /// What it looks like.
    var kind: String

    /// So deep is a body told; what lies deeper stands in the OpenAPI document.
    private static let deepest = 4

    static func of(_ endpoint: any AnyEndpoint, _ say: Words) -> [OperationField] {
        var fields = endpoint.pathParameters.map {
            OperationField(name: $0, place: say("in the address", "dans l’adresse"), isNeeded: true, kind: say("identifier", "identifiant"))
        }
        for property in Shape.of(endpoint.types.query).properties {
            fields.append(
                OperationField(
                    name: property.name, place: say("behind the address", "derrière l’adresse"), isNeeded: property.required,
                    kind: kind(property.shape, say)))
        }
        if endpoint.takesVersion {
            fields.append(
                OperationField(
                    name: "If-Match", place: say("header", "en-tête"), isNeeded: true,
                    kind: say("the version that is replaced: \"v1\"", "la version remplacée\u{A0}: \"v1\"")))
        }
        if endpoint.takesIdempotencyKey {
            fields.append(
                OperationField(
                    name: "Idempotency-Key", place: say("header", "en-tête"), isNeeded: false,
                    kind: say("any text, so that it is done once", "un texte quelconque, pour n’être fait qu’une fois")))
        }
        switch endpoint.body {
        case .none: break
        case .json, .jsonOrNothing: add(Shape.of(endpoint.types.body).properties, "", 1, to: &fields, say)
        case .file(let mediaTypes, let limit):
            let size = say("\(limit >> 20) MiB at most", "\(limit >> 20)\u{A0}Mio au plus")
            fields.append(
                OperationField(
                    name: say("the file", "le fichier"), place: say("body", "corps"), isNeeded: true,
                    kind: "\(mediaTypes.joined(separator: " | ")), \(size)"))
        }
        return fields
    }

    private static func add(_ properties: [Shape.Property], _ way: String, _ depth: Int, to fields: inout [OperationField], _ say: Words) {
        for property in properties {
            let name = way + property.name
            fields.append(
                OperationField(
                    name: name, place: say("body", "corps"), isNeeded: property.required, kind: kind(property.shape, say)))
            guard depth < deepest else { continue }
            switch property.shape {
            case .object(_, let inner): add(inner, "\(name).", depth + 1, to: &fields, say)
            case .list(.object(_, let inner)), .oneOrMore(.object(_, let inner)): add(inner, "\(name)[].", depth + 1, to: &fields, say)
            default: break
            }
        }
    }

    private static func kind(_ shape: Shape, _ say: Words) -> String {
        switch shape {
        case .object: return say("object", "objet")
        case .list(let item): return say("list: \(kind(item, say))", "liste\u{A0}: \(kind(item, say))")
        case .oneOrMore(let item): return say("one or a list: \(kind(item, say))", "un seul ou une liste\u{A0}: \(kind(item, say))")
        case .map(let item): return say("object by name: \(kind(item, say))", "objet par nom\u{A0}: \(kind(item, say))")
        case .integer: return say("whole number", "nombre entier")
        case .number: return say("number", "nombre")
        case .boolean: return "true | false"
        case .text(let text):
            if let values = text.values { return values.joined(separator: " | ") }
            switch text.format {
            case "date": return say("day: 2027-01-04", "jour\u{A0}: 2027-01-04")
            case "date-time": return say("moment: 2027-01-04T09:00:00Z", "moment\u{A0}: 2027-01-04T09:00:00Z")
            case "uuid": return say("identifier", "identifiant")
            default: return text.pattern ?? say("text", "texte")
            }
        }
    }
}

/// A line for the shell that asks for an operation. What only the reader knows stands in capitals.
struct OperationExample {
    static let token = "curl -H \"Authorization: Bearer $VIVIER_TOKEN\""

    var endpoint: any AnyEndpoint
    var origin: String

    var line: String {
        var words = [Self.token]
        // What asks for nothing else than to be sent is told so; a body says it by itself, as POST.
        if endpoint.method != .get, endpoint.method != .post || endpoint.body == .none { words.append("-X \(endpoint.method.rawValue)") }
        if endpoint.takesVersion { words.append("-H 'If-Match: \"v1\"'") }
        switch endpoint.body {
        case .none: break
        case .json, .jsonOrNothing:
            words.append("-H 'Content-Type: application/json'")
            words.append("-d '\(Self.json(.of(endpoint.types.body)))'")
        case .file(let mediaTypes, _):
            words.append("-H 'Content-Type: \(mediaTypes.first ?? "application/octet-stream")'")
            words.append("--data-binary @FILE")
        }
        if case .file = endpoint.answer { words.append("-o FILE") }
        words.append("'\(origin)\(address)'")
        return words.joined(separator: " ")
    }

    private var address: String {
        let path = endpoint.path.split(separator: "/").map { part in
            part.hasPrefix("{") ? part.dropFirst().dropLast().uppercased() : String(part)
        }
        let needed = Shape.of(endpoint.types.query).properties.filter(\.required).map { "\($0.name)=\($0.name.uppercased())" }
        return "/\(path.joined(separator: "/"))\(needed.isEmpty ? "" : "?\(needed.joined(separator: "&"))")"
    }

    /// What must be there at least; where nothing must, the first that may.
    private static func json(_ shape: Shape) -> String {
        switch shape {
        case .object(_, let properties):
            let needed = properties.filter(\.required)
            let shown = needed.isEmpty ? Array(properties.prefix(1)) : needed
            return "{\(shown.map { "\"\($0.name)\": \(json($0.shape))" }.joined(separator: ", "))}"
        case .list(let item): return "[\(json(item))]"
        case .oneOrMore(let item): return json(item)
        case .map: return "{}"
        case .integer, .number: return "1"
        case .boolean: return "true"
        case .text(let text):
            switch text.format {
            case "date": return "\"2027-01-04\""
            case "date-time": return "\"2027-01-04T09:00:00Z\""
            case "uuid": return "\"00000000-0000-4000-8000-000000000000\""
            default: return "\"\(text.values?.first ?? text.pattern ?? "…")\""
            }
        }
    }
}
