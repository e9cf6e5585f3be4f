/// What a probe has been asked for.
final class ShapeRecord {
    var properties: [Shape.Property] = []
}

/// A decoder without data: it notes each key that is asked for and whether it must be there, and answers with an example.
struct ShapeProbe: Decoder {
    let record: ShapeRecord
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(KeyedShapeProbe<Key>(record: record))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw undescribed }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw undescribed }

    /// Any value of a type.
    static func example<T: Decodable>(_ type: T.Type) throws -> T {
        if let shaped = type as? any ShapedType.Type, let example = shaped.example as? T { return example }
        if let cases = type as? any CaseIterable.Type, let example = first(cases) as? T { return example }
        return try T(from: ShapeProbe(record: ShapeRecord()))
    }

    private static func first<E: CaseIterable>(_ type: E.Type) -> Any? { E.allCases.first }
}

private let undescribed = DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "Only objects are probed."))

private struct KeyedShapeProbe<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let record: ShapeRecord
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    private func note(_ type: any Decodable.Type, _ key: Key, required: Bool) {
        record.properties.append(.init(name: snakeCase(key.stringValue), shape: .of(type), required: required))
    }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) throws -> Bool { false }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        note(type, key, required: true)
        return try ShapeProbe.example(type)
    }
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        note(type, key, required: false)
        return nil
    }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try plain(type, key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try plain(type, key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try plain(type, key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try plain(type, key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { plainIfPresent(type, key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { plainIfPresent(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { plainIfPresent(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { plainIfPresent(type, key) }

    private func plain<T: ShapedType>(_ type: T.Type, _ key: Key) throws -> T {
        note(type, key, required: true)
        return T.example
    }
    private func plainIfPresent<T: ShapedType>(_ type: T.Type, _ key: Key) -> T? {
        note(type, key, required: false)
        return nil
    }

    func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type, forKey: Key) throws -> KeyedDecodingContainer<Nested> {
        throw undescribed
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw undescribed }
    func superDecoder() throws -> any Decoder { throw undescribed }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw undescribed }
}
