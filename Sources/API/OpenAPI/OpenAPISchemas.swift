/// The named schemas that a document needs, each written once.
struct OpenAPISchemas {
    private(set) var all: [(String, JSON)] = []

    /// A shape as JSON Schema; what has a name is written apart and referred to.
    mutating func reference(to shape: Shape) -> JSON {
        switch shape {
        case .object(let name, let properties):
            if !all.contains(where: { $0.0 == name }) {
                let index = all.count
                all.append((name, [:]))
                all[index].1 = object(properties)
            }
            return ["$ref": .text("#/components/schemas/\(name)")]
        case .list(let item): return ["type": "array", "items": reference(to: item)]
        case .oneOrMore(let item):
            let one = reference(to: item)
            return ["oneOf": [one, ["type": "array", "items": one]]]
        case .map(let value): return ["type": "object", "additionalProperties": reference(to: value)]
        case .integer: return ["type": "integer", "format": "int64"]
        case .number: return ["type": "number"]
        case .boolean: return ["type": "boolean"]
        case .text(let text): return string(text)
        }
    }

    private mutating func object(_ properties: [Shape.Property]) -> JSON {
        let members = properties.map { property -> (String, JSON) in
            let shape = reference(to: property.shape)
            // What may be left out may as well be null.
            return (property.name, property.required ? shape : ["anyOf": [shape, ["type": "null"]]])
        }
        let required = properties.filter(\.required).map { JSON.text($0.name) }
        var schema: [(String, JSON)] = [("type", "object"), ("properties", .object(members)), ("additionalProperties", false)]
        if !required.isEmpty { schema.append(("required", .list(required))) }
        return .object(schema)
    }

    private mutating func string(_ text: Shape.TextFormat) -> JSON {
        var schema: [(String, JSON)] = [("type", "string")]
        if let format = text.format { schema.append(("format", .text(format))) }
        if let pattern = text.pattern { schema.append(("examples", [.text(pattern)])) }
        guard let values = text.values else { return .object(schema) }
        schema.append(("enum", .list(values.map { .text($0) })))
        guard let name = text.name else { return .object(schema) }
        if !all.contains(where: { $0.0 == name }) { all.append((name, .object(schema))) }
        return ["$ref": .text("#/components/schemas/\(name)")]
    }
}
