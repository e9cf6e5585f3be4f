import API
import Formats
import Foundation
import Vivier

/// Holds a JSON body against the shape of the type that it is to become, and finds everything that does not fit, not only the first.
final class BodyInspection {
    /// Enough to mend a body by; a hostile one gets no more.
    private static let bound = 100

    private let shape: Shape
    private(set) var problems: [RefusalReason.Field] = []

    private init(_ shape: Shape) {
        self.shape = shape
    }

    /// - Throws: ``Failure/malformedJSON``.
    static func problems(in body: Data, of shape: Shape) throws -> [RefusalReason.Field] {
        if let repeated = try repeatedMember(in: body) { return [repeated] }
        let inspection = BodyInspection(shape)
        do {
            _ = try JSONDecoder().decode(Entry.self, from: body, configuration: inspection)
        } catch {
            throw Failure.malformedJSON
        }
        return inspection.problems
    }

    /// Strictly by RFC 8259, in UTF-8: of a member that stands twice each reader would take another value.
    private static func repeatedMember(in body: Data) throws -> RefusalReason.Field? {
        let fault = body.withUnsafeBytes { bytes -> JSONFault? in
            var json = JSONReader(bytes.assumingMemoryBound(to: UInt8.self))
            do throws(JSONFault) {
                try json.begin()
                try json.skip()
                try json.end()
                return nil
            } catch {
                return error
            }
        }
        guard let fault else { return nil }
        guard fault.code == .duplicateMember else { throw Failure.malformedJSON }
        return RefusalReason.Field(
            pointer: "", code: "repeated",
            sentence: Sentence(
                en: "A member stands twice in one object, for the second time at byte \(fault.offset). Keep one.",
                fr: "Un membre figure deux fois dans un même objet, la seconde fois à l’octet \(fault.offset). Gardez-en un seul."))
    }

    private struct Entry: DecodableWithConfiguration {
        init(from decoder: any Decoder, configuration inspection: BodyInspection) throws {
            try inspection.visit(decoder, inspection.shape, at: "")
        }
    }

    private func note(_ problem: RefusalReason.Field) {
        if problems.count < Self.bound { problems.append(problem) }
    }

    private func visit(_ decoder: any Decoder, _ shape: Shape, at pointer: String) throws {
        let place = FieldPlace.body(pointer: pointer)
        switch shape {
        case .object(_, let properties):
            guard let container = try? decoder.container(keyedBy: Name.self) else { return note(.wrongType(place, expected: shape)) }
            try visit(container, properties, at: pointer)
        case .map(let value):
            guard let container = try? decoder.container(keyedBy: Name.self) else { return note(.wrongType(place, expected: shape)) }
            for key in container.allKeys {
                if key.stringValue.utf8.contains(0) { return note(.zeroByte(place)) }
                try visit(container.superDecoder(forKey: key), value, at: pointer + "/" + Self.escaped(key.stringValue))
            }
        case .list(let item):
            guard var container = try? decoder.unkeyedContainer() else { return note(.wrongType(place, expected: shape)) }
            while !container.isAtEnd {
                let index = container.currentIndex
                try visit(container.superDecoder(), item, at: "\(pointer)/\(index)")
                if problems.count == Self.bound { return }
            }
        case .oneOrMore(let item):
            let isList = (try? decoder.unkeyedContainer()) != nil
            try visit(decoder, isList ? .list(item) : item, at: pointer)
        case .text(let format):
            guard let text = try? decoder.singleValueContainer().decode(String.self) else {
                return note(.wrongType(place, expected: shape))
            }
            if text.utf8.contains(0) { return note(.zeroByte(place)) }
            if !format.accepts(text) { note(.wrongValue(place, text, expected: format)) }
        case .integer:
            if (try? decoder.singleValueContainer().decode(Int.self)) == nil { note(.wrongType(place, expected: shape)) }
        case .number:
            if (try? decoder.singleValueContainer().decode(Double.self)) == nil { note(.wrongType(place, expected: shape)) }
        case .boolean:
            if (try? decoder.singleValueContainer().decode(Bool.self)) == nil { note(.wrongType(place, expected: shape)) }
        }
    }

    private func visit(_ container: KeyedDecodingContainer<Name>, _ properties: [Shape.Property], at pointer: String) throws {
        let names = properties.map(\.name)
        for key in container.allKeys where !names.contains(key.stringValue) {
            let place = FieldPlace.body(pointer: pointer + "/" + Self.escaped(key.stringValue))
            note(.unknown(key.stringValue, at: place, among: names))
        }
        for property in properties {
            let key = Name(stringValue: property.name)
            let pointer = pointer + "/" + property.name
            if container.contains(key), try !container.decodeNil(forKey: key) {
                try visit(container.superDecoder(forKey: key), property.shape, at: pointer)
            } else if property.required {
                note(.missing(.body(pointer: pointer)))
            }
        }
    }

    /// RFC 6901.
    private static func escaped(_ name: String) -> String {
        name.replacing(scalars: "~", with: "~0").replacing(scalars: "/", with: "~1")
    }

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
