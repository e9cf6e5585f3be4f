package import Foundation

extension String: PostgresCodable {
    package static var postgresType: PostgresType { .text }
    package func encode(into writer: inout PostgresWriter) { writer.write(utf8: self) }

    /// Reads every type that the server sends as its characters: text, varchar, name, enums, citext.
    package static func decode(from cell: PostgresCell) throws(PostgresError) -> String {
        guard PostgresType.isText(cell.oid) else { throw cell.mismatch(String.self) }
        guard let text = String(validating: try cell.bytesOfAnyType(as: String.self), as: UTF8.self) else {
            throw cell.mismatch(String.self)
        }
        return text
    }
}

extension UUID: PostgresCodable {
    package static var postgresType: PostgresType { .uuid }

    package func encode(into writer: inout PostgresWriter) {
        withUnsafeBytes(of: uuid) { writer.write(contentsOf: $0) }
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> UUID {
        let bytes = try cell.bytes(of: .uuid, as: UUID.self)
        guard bytes.count == 16 else { throw cell.mismatch(UUID.self) }
        return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}

extension Data: PostgresCodable {
    package static var postgresType: PostgresType { .bytea }
    package func encode(into writer: inout PostgresWriter) { writer.write(contentsOf: self) }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Data {
        Data(try cell.bytes(of: .bytea, as: Data.self))
    }
}

/// A JSON document as it stands, neither read nor checked on this side.
package struct PostgresJSONText: PostgresCodable, Hashable {
    package var text: String

    package init(_ text: String) { self.text = text }

    package static var postgresType: PostgresType { .jsonb }

    package func encode(into writer: inout PostgresWriter) {
        writer.write(UInt8(1))
        writer.write(utf8: text)
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> PostgresJSONText {
        guard let text = String(validating: try cell.json(as: Self.self), as: UTF8.self) else { throw cell.mismatch(Self.self) }
        return PostgresJSONText(text)
    }
}

/// A Swift value kept as a jsonb document.
package struct PostgresJSON<Value: Codable & Sendable>: PostgresCodable {
    package var value: Value

    package init(_ value: Value) { self.value = value }

    package static var postgresType: PostgresType { .jsonb }

    package func encode(into writer: inout PostgresWriter) {
        writer.write(UInt8(1))
        do {
            writer.write(contentsOf: try JSONEncoder().encode(value))
        } catch {
            writer.refuse("\(Value.self) has no JSON form: \(error)")
        }
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> PostgresJSON {
        let bytes = try cell.json(as: Self.self)
        do {
            return PostgresJSON(try JSONDecoder().decode(Value.self, from: Data(bytes)))
        } catch {
            throw cell.fault("holds JSON that is no \(Value.self): \(error)")
        }
    }
}

extension PostgresCell {
    /// The characters of a json or jsonb value; jsonb puts its version, 1, in front.
    fileprivate func json(as swiftType: (some Any).Type) throws(PostgresError) -> UnsafeRawBufferPointer {
        let bytes = try bytes(of: .jsonb, .json, as: swiftType)
        if oid == PostgresType.json.oid { return bytes }
        guard bytes.first == 1 else { throw mismatch(swiftType) }
        return UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    }
}
