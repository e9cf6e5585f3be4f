/// A Swift value that can be read from PostgreSQL's binary form.
package protocol PostgresDecodable {
    static func decode(from cell: PostgresCell) throws(PostgresError) -> Self
    static func decode(arrayFrom cell: PostgresCell) throws(PostgresError) -> [Self]
}

/// One value of a result, in its binary form, valid only during the call that receives it.
package struct PostgresCell {
    /// The type that the server declared for the column, or for the elements of an array.
    package let oid: UInt32
    /// `nil` is NULL.
    package let contents: UnsafeRawBufferPointer?
    private let rows: Rows
    private let index: Int

    init(oid: UInt32, contents: UnsafeRawBufferPointer?, rows: Rows, column: Int) {
        self.oid = oid
        self.contents = contents
        self.rows = rows
        index = column
    }

    package var column: String { rows.columnName(index) }

    /// The value's bytes, if it is of one of these types.
    package func bytes(of types: PostgresType..., as swiftType: (some Any).Type) throws(PostgresError) -> UnsafeRawBufferPointer {
        guard types.contains(where: { $0.oid == oid }) else { throw mismatch(swiftType) }
        return try bytesOfAnyType(as: swiftType)
    }

    /// The value's bytes, whatever its type.
    package func bytesOfAnyType(as swiftType: (some Any).Type) throws(PostgresError) -> UnsafeRawBufferPointer {
        guard let contents else { throw fault("is NULL, the program expects \(swiftType)") }
        return contents
    }

    package func mismatch(_ swiftType: (some Any).Type) -> PostgresError {
        fault("is \(PostgresType.name(of: oid)), the program expects \(swiftType)")
    }

    package func fault(_ reason: String) -> PostgresError {
        PostgresError(.decoding, "column \(column) \(reason)", column: column)
    }

    /// A value within this one, such as an array's element.
    func element(oid: UInt32, contents: UnsafeRawBufferPointer?) -> PostgresCell {
        PostgresCell(oid: oid, contents: contents, rows: rows, column: index)
    }
}

extension UnsafeRawBufferPointer {
    /// The big-endian integer at a byte offset that the caller has checked.
    func integer<T: FixedWidthInteger>(at offset: Int, as type: T.Type = T.self) -> T {
        T(bigEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Wrapped? {
        if cell.contents == nil { nil } else { try Wrapped.decode(from: cell) }
    }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Self {
        guard let value = Self(rawValue: try RawValue.decode(from: cell)) else { throw cell.fault("holds no value of \(Self.self)") }
        return value
    }
}
