package import Foundation
import Synchronization

/// What the JSON of a type looks like. It is learnt from the type's own `init(from:)`, so that neither the OpenAPI document nor the
/// check of a request can say anything else than what is really decoded.
package indirect enum Shape: Sendable {
    case object(name: String, properties: [Property])
    case list(Shape)
    /// One value, or a list of such.
    case oneOrMore(Shape)
    case map(Shape)
    /// A string; `values` where only these are possible.
    case text(TextFormat)
    case integer
    case number
    case boolean

    package struct Property: Sendable {
        /// As it stands in JSON and in addresses: snake_case.
        package var name: String
        package var shape: Shape
        package var required: Bool
    }

    package struct TextFormat: Sendable {
        /// Of JSON Schema: `date`, `date-time`, `uuid`, or nil.
        package var format: String?
        /// For people: what else it must look like.
        package var pattern: String?
        package var values: [String]?
        package var name: String?
        /// Whether a text is one of these.
        package var accepts: @Sendable (String) -> Bool
    }

    /// Of an object; empty for anything else.
    package var properties: [Property] {
        if case .object(_, let properties) = self { properties } else { [] }
    }

    /// The shape of a type that the API sends or takes. Learnt once.
    package static func of(_ type: any Decodable.Type) -> Shape {
        let identity = ObjectIdentifier(type)
        if let known = learnt.withLock({ $0[identity] }) { return known }
        let shape = learn(type)
        learnt.withLock { $0[identity] = shape }
        return shape
    }

    private static let learnt = Mutex<[ObjectIdentifier: Shape]>([:])

    private static func learn(_ type: any Decodable.Type) -> Shape {
        switch type {
        case let type as any ShapedType.Type: return type.shape
        case let type as any CaseIterable.Type:
            let values = rawValues(type)
            return .text(
                TextFormat(format: nil, pattern: nil, values: values, name: jsonName(of: type), accepts: { values.contains($0) }))
        default:
            let record = ShapeRecord()
            do {
                _ = try type.init(from: ShapeProbe(record: record))
            } catch {
                // Only a type written by hand gets here, and then at the first start of a test.
                preconditionFailure("\(type) does not tell its shape: make it a ShapedType. \(error)")
            }
            return .object(name: jsonName(of: type), properties: record.properties)
        }
    }

    private static func rawValues<E: CaseIterable>(_ type: E.Type) -> [String] {
        E.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
    }
}

/// A type that says itself what its JSON looks like.
package protocol ShapedType: Decodable {
    static var shape: Shape { get }
    /// Any value of it.
    static var example: Self { get }
}

extension String: ShapedType {
    package static var shape: Shape {
        .text(.init(format: nil, pattern: nil, values: nil, name: nil, accepts: { _ in true }))
    }
    package static var example: String { "" }
}
extension Int: ShapedType {
    package static var shape: Shape { .integer }
    package static var example: Int { 0 }
}
extension Double: ShapedType {
    package static var shape: Shape { .number }
    package static var example: Double { 0 }
}
extension Bool: ShapedType {
    package static var shape: Shape { .boolean }
    package static var example: Bool { false }
}
extension Date: ShapedType {
    package static var shape: Shape {
        .text(
            .init(
                format: "date-time", pattern: nil, values: nil, name: nil, accepts: { (try? Date($0, strategy: .iso8601)) != nil }))
    }
    package static var example: Date { Date(timeIntervalSince1970: 0) }
}
extension Identifier: ShapedType {
    package static var shape: Shape {
        .text(.init(format: "uuid", pattern: nil, values: nil, name: nil, accepts: { UUID(text: $0) != nil }))
    }
    package static var example: Identifier { Identifier(UUID()) }
}
extension Array: ShapedType where Element: Decodable {
    package static var shape: Shape { .list(.of(Element.self)) }
    package static var example: [Element] { [] }
}
extension Dictionary: ShapedType where Key == String, Value: Decodable {
    package static var shape: Shape { .map(.of(Value.self)) }
    package static var example: [String: Value] { [:] }
}

/// `hours_per_week` for `hoursPerWeek`: as the JSON coders of both sides write it.
package func snakeCase(_ name: String) -> String {
    var snake = ""
    for character in name {
        if character.isUppercase {
            snake += "_"
            snake += character.lowercased()
        } else {
            snake.append(character)
        }
    }
    return snake
}

/// The name of a type in the OpenAPI document: `CaseContentNeededSkill`, `CohortPage`.
private func jsonName(of type: Any.Type) -> String {
    let full = String(reflecting: type)
    guard let open = full.firstIndex(of: "<") else { return full.split(separator: ".").dropFirst().joined() }
    let outer = full[..<open].split(separator: ".").dropFirst().joined()
    let inner = full[full.index(after: open)...].dropLast().split(separator: ".").dropFirst().joined()
    return inner + outer
}
