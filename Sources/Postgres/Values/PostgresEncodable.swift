/// A Swift value that can be sent to PostgreSQL in its binary form.
package protocol PostgresEncodable: Sendable {
    static var postgresType: PostgresType { get }
    /// Appends the value's bytes, without a length.
    func encode(into writer: inout PostgresWriter)
    /// What an array of such values is: almost always the type's own array.
    static var postgresArrayType: PostgresType { get }
    static func encode(array: [Self], into writer: inout PostgresWriter)
}

package typealias PostgresCodable = PostgresEncodable & PostgresDecodable

/// Collects the binary form of values. A value that has none is refused here, and the statement that carries it fails before it is sent.
package struct PostgresWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private(set) var fault: PostgresError?
    /// Set by a value that is NULL; whoever writes the length reads it.
    private var isNull = false

    package init() {}

    package mutating func write(_ integer: some FixedWidthInteger) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func write(contentsOf more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    package mutating func write(utf8 text: String) {
        var text = text
        let hasZero = text.withUTF8 { utf8 in
            bytes.append(contentsOf: utf8)
            return utf8.contains(0)
        }
        if hasZero { refuse("text with a zero byte cannot be stored in PostgreSQL") }
    }

    package mutating func writeNull() { isNull = true }

    package mutating func refuse(_ reason: String) {
        fault = fault ?? PostgresError(.encoding, reason)
    }

    /// Writes a value after its length of four bytes, -1 for NULL, as arrays and COPY want it.
    mutating func writeWithLength(_ value: some PostgresEncodable) {
        let start = bytes.count
        write(Int32(-1))
        guard let length = writeValue(value) else { return }
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: Int32(length).bigEndian, toByteOffset: start, as: Int32.self) }
    }

    /// - Returns: how many bytes the value takes, `nil` for NULL.
    mutating func writeValue(_ value: some PostgresEncodable) -> Int? {
        let start = bytes.count
        isNull = false
        value.encode(into: &self)
        defer { isNull = false }
        return isNull ? nil : bytes.count - start
    }

    /// Writes an integer value, after its length, in as many bytes as a column has.
    mutating func writeInteger(_ value: some PostgresEncodable, width: Int) {
        let start = bytes.count
        guard let length = writeValue(value) else { return write(Int32(-1)) }
        let number: Int64? = bytes.withUnsafeBytes { bytes in
            switch length {
            case 2: Int64(bytes.integer(at: start, as: Int16.self))
            case 4: Int64(bytes.integer(at: start, as: Int32.self))
            case 8: bytes.integer(at: start, as: Int64.self)
            default: nil
            }
        }
        bytes.removeLast(length)
        write(Int32(width))
        switch width {
        case 2: writeExactly(number, as: Int16.self)
        case 4: writeExactly(number, as: Int32.self)
        default: writeExactly(number, as: Int64.self)
        }
    }

    private mutating func writeExactly<T: FixedWidthInteger>(_ number: Int64?, as type: T.Type) {
        if let exact = number.flatMap({ T(exactly: $0) }) { write(exact) } else { refuse("the number is too large for the column") }
    }

    mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Hands out what was written and starts anew.
    mutating func takeBytes() -> [UInt8] {
        let taken = bytes
        bytes = []
        bytes.reserveCapacity(taken.capacity)
        return taken
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var postgresType: PostgresType { Wrapped.postgresType }

    package func encode(into writer: inout PostgresWriter) {
        if let self { self.encode(into: &writer) } else { writer.writeNull() }
    }
}

/// Enumerations and identifiers that wrap a storable value are stored as that value.
extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    package static var postgresType: PostgresType { RawValue.postgresType }
    package func encode(into writer: inout PostgresWriter) { rawValue.encode(into: &writer) }
}
