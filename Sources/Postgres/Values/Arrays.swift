/// Arrays of one dimension. What an array of an element means is the element's to say: an array of bytes is `bytea`.
extension Array: PostgresEncodable where Element: PostgresEncodable {
    package static var postgresType: PostgresType { Element.postgresArrayType }
    package func encode(into writer: inout PostgresWriter) { Element.encode(array: self, into: &writer) }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    package static func decode(from cell: PostgresCell) throws(PostgresError) -> [Element] { try Element.decode(arrayFrom: cell) }
}

extension PostgresEncodable {
    package static var postgresArrayType: PostgresType { PostgresType(oid: postgresType.arrayOID, arrayOID: 0) }

    package static func encode(array: [Self], into writer: inout PostgresWriter) {
        guard postgresType.arrayOID != 0 else { return writer.refuse("an array of arrays cannot be sent") }
        writer.write(Int32(array.isEmpty ? 0 : 1))
        // The server works out itself whether there are NULLs.
        writer.write(Int32(0))
        writer.write(postgresType.oid)
        guard !array.isEmpty else { return }
        writer.write(Int32(truncatingIfNeeded: array.count))
        writer.write(Int32(1))
        for element in array { writer.writeWithLength(element) }
    }
}

extension PostgresDecodable {
    package static func decode(arrayFrom cell: PostgresCell) throws(PostgresError) -> [Self] {
        guard !PostgresType.isScalar(cell.oid) else { throw cell.mismatch([Self].self) }
        let bytes = try cell.bytesOfAnyType(as: [Self].self)
        // Dimensions, a flag for NULLs, the elements' type; then for each dimension its length and first index.
        guard bytes.count >= 12 else { throw cell.mismatch([Self].self) }
        let elementOID = bytes.integer(at: 8, as: UInt32.self)
        switch bytes.integer(at: 0, as: Int32.self) {
        case 0: return []
        case 1 where bytes.count >= 20: break
        default: throw cell.fault("is not an array of one dimension")
        }
        let count = Int(bytes.integer(at: 12, as: Int32.self))
        guard (0...bytes.count).contains(count) else { throw cell.mismatch([Self].self) }
        var elements: [Self] = []
        elements.reserveCapacity(count)
        var offset = 20
        for _ in 0..<count {
            guard offset + 4 <= bytes.count else { throw cell.mismatch([Self].self) }
            let length = Int(bytes.integer(at: offset, as: Int32.self))
            offset += 4
            guard offset + max(length, 0) <= bytes.count else { throw cell.mismatch([Self].self) }
            let contents = length < 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
            elements.append(try decode(from: cell.element(oid: elementOID, contents: contents)))
            offset += max(length, 0)
        }
        return elements
    }
}

/// A byte alone is a smallint; bytes together are `bytea`.
extension UInt8: PostgresCodable {
    package static var postgresType: PostgresType { .int2 }
    package static var postgresArrayType: PostgresType { .bytea }

    package func encode(into writer: inout PostgresWriter) { writer.write(Int16(self)) }
    package static func encode(array: [UInt8], into writer: inout PostgresWriter) { writer.write(contentsOf: array) }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> UInt8 {
        guard let byte = UInt8(exactly: try Int16.decode(from: cell)) else { throw cell.fault("is no byte") }
        return byte
    }

    package static func decode(arrayFrom cell: PostgresCell) throws(PostgresError) -> [UInt8] {
        Array(try cell.bytes(of: .bytea, as: [UInt8].self))
    }
}
