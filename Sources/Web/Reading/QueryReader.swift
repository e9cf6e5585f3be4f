import API
import Foundation
import HTTPTypes
import Vivier

/// The parameters of an address (`?limit=20&cursor=…`), read into the type that an endpoint declares. One whose type is a list of texts
/// may come several times.
enum QueryReader {
    /// A parameter of a query as a form of a page sends it, `+` being a space, without the spaces around it; nil where it is absent,
    /// empty, not encoded as it should be, or holds a zero byte, which no stored text has.
    static func typed(_ name: String, of query: String?) -> String? {
        let items = (try? items(of: query)) ?? []
        return items.first { $0.name == name }.flatMap { plain($0.value) }
    }

    /// The same, of one that may stand there several times.
    static func allTyped(_ name: String, of query: String?) -> [String] {
        let items = (try? items(of: query)) ?? []
        return items.filter { $0.name == name }.compactMap { plain($0.value) }
    }

    private static func plain(_ value: String) -> String? {
        let plain = value.trimmingCharacters(in: .whitespacesAndNewlines)
        return plain.isEmpty || plain.utf8.contains(0) ? nil : plain
    }

    /// - Throws: a refusal that names each parameter which is unknown, missing, repeated or malformed.
    static func read<Query: Decodable>(_ type: Query.Type, from query: String?) throws -> Query {
        let items = try items(of: query)
        let properties = Shape.of(type).properties
        var problems: [RefusalReason.Field] = []
        var values: [String: [String]] = [:]
        for (name, value) in items {
            let place = FieldPlace.parameter(name)
            guard let property = properties.first(where: { $0.name == name }) else {
                problems.append(.unknown(name, at: place, among: properties.map(\.name)))
                continue
            }
            values[name, default: []].append(value)
            if case .list(let item) = property.shape {
                if let problem = check(value, item, place) { problems.append(problem) }
            } else {
                if values[name]?.count == 2 { problems.append(.repeated(place)) }
                if let problem = check(value, property.shape, place) { problems.append(problem) }
            }
        }
        for property in properties where property.required && values[property.name] == nil {
            problems.append(.missing(.parameter(property.name)))
        }
        guard problems.isEmpty else { throw GeneralRefusal.invalid(problems) }
        return try Query(from: QueryDecoder(values: values))
    }

    private static func check(_ value: String, _ shape: Shape, _ place: FieldPlace) -> RefusalReason.Field? {
        switch shape {
        case .text(let format):
            if value.utf8.contains(0) { return .zeroByte(place) }
            return format.accepts(value) ? nil : .wrongValue(place, value, expected: format)
        case .integer: return Int(value) == nil ? .wrongType(place, expected: shape) : nil
        case .number: return Double(value) == nil ? .wrongType(place, expected: shape) : nil
        case .boolean: return Bool(value) == nil ? .wrongType(place, expected: shape) : nil
        case .object, .list, .oneOrMore, .map: return .wrongType(place, expected: shape)
        }
    }

    /// `application/x-www-form-urlencoded`, as browsers and most clients write it: `+` is a space.
    static func items(of query: String?) throws -> [(name: String, value: String)] {
        guard let query, !query.isEmpty else { return [] }
        return try query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (try decoded(parts[0]), try parts.count == 2 ? decoded(parts[1]) : "")
        }
    }

    private static func decoded(_ text: Substring) throws -> String {
        guard let decoded = text.replacing("+", with: " ").removingPercentEncoding else {
            throw Failure(
                status: .badRequest, code: "malformed-address",
                sentence: Sentence(en: "The address is not percent-encoded UTF-8.", fr: "L’adresse n’est pas encodée en UTF-8 (%XX)."))
        }
        return decoded
    }
}

/// Reads a flat type from texts that have been checked.
private struct QueryDecoder: Decoder {
    let values: [String: [String]]
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(QueryContainer<Key>(values: values))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw notFlat }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw notFlat }
}

private let notFlat = DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "Parameters of an address are flat."))

private struct QueryContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let values: [String: [String]]
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { values[snakeCase(key.stringValue)] != nil }
    func decodeNil(forKey key: Key) -> Bool { !contains(key) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        guard let texts = values[snakeCase(key.stringValue)], let text = texts.first else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "absent"))
        }
        // A parameter that may come several times.
        if let list = texts as? T { return list }
        return try T(from: TextDecoder(text: text))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type, forKey: Key) throws -> KeyedDecodingContainer<Nested> { throw notFlat }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw notFlat }
    func superDecoder() throws -> any Decoder { throw notFlat }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw notFlat }
}

/// One text as the value that it stands for.
private struct TextDecoder: Decoder, SingleValueDecodingContainer {
    let text: String
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> { throw notFlat }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw notFlat }
    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { false }
    func decode(_ type: String.Type) throws -> String { text }
    func decode(_ type: Bool.Type) throws -> Bool { try value(Bool(text)) }
    func decode(_ type: Int.Type) throws -> Int { try value(Int(text)) }
    func decode(_ type: Double.Type) throws -> Double { try value(Double(text)) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }

    // What no parameter is made of.
    func decode(_ type: Float.Type) throws -> Float { throw notFlat }
    func decode(_ type: Int8.Type) throws -> Int8 { throw notFlat }
    func decode(_ type: Int16.Type) throws -> Int16 { throw notFlat }
    func decode(_ type: Int32.Type) throws -> Int32 { throw notFlat }
    func decode(_ type: Int64.Type) throws -> Int64 { throw notFlat }
    func decode(_ type: UInt.Type) throws -> UInt { throw notFlat }
    func decode(_ type: UInt8.Type) throws -> UInt8 { throw notFlat }
    func decode(_ type: UInt16.Type) throws -> UInt16 { throw notFlat }
    func decode(_ type: UInt32.Type) throws -> UInt32 { throw notFlat }
    func decode(_ type: UInt64.Type) throws -> UInt64 { throw notFlat }

    private func value<T>(_ value: T?) throws -> T {
        guard let value else { throw notFlat }
        return value
    }
}
