package import Foundation

extension Bool: PostgresCodable {
    package static var postgresType: PostgresType { .bool }
    package func encode(into writer: inout PostgresWriter) { writer.write(UInt8(self ? 1 : 0)) }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Bool {
        let bytes = try cell.bytes(of: .bool, as: Bool.self)
        guard bytes.count == 1 else { throw cell.mismatch(Bool.self) }
        return bytes[0] != 0
    }
}

extension Int16: PostgresCodable {
    package static var postgresType: PostgresType { .int2 }
    package func encode(into writer: inout PostgresWriter) { writer.write(self) }
    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Int16 { try cell.integer() }
}

extension Int32: PostgresCodable {
    package static var postgresType: PostgresType { .int4 }
    package func encode(into writer: inout PostgresWriter) { writer.write(self) }
    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Int32 { try cell.integer() }
}

extension Int64: PostgresCodable {
    package static var postgresType: PostgresType { .int8 }
    package func encode(into writer: inout PostgresWriter) { writer.write(self) }
    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Int64 { try cell.integer() }
}

extension Int: PostgresCodable {
    package static var postgresType: PostgresType { .int8 }
    package func encode(into writer: inout PostgresWriter) { writer.write(Int64(self)) }
    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Int { try cell.integer() }
}

extension PostgresCell {
    /// Reads smallint, integer or bigint into any width that cannot be too narrow for the column's type.
    fileprivate func integer<T: FixedWidthInteger & SignedInteger>() throws(PostgresError) -> T {
        let bytes = try bytesOfAnyType(as: T.self)
        switch oid {
        case PostgresType.int2.oid where bytes.count == 2: return T(bytes.integer(at: 0, as: Int16.self))
        case PostgresType.int4.oid where bytes.count == 4 && T.bitWidth >= 32: return T(bytes.integer(at: 0, as: Int32.self))
        case PostgresType.int8.oid where bytes.count == 8 && T.bitWidth >= 64: return T(bytes.integer(at: 0, as: Int64.self))
        default: throw mismatch(T.self)
        }
    }
}

extension Float: PostgresCodable {
    package static var postgresType: PostgresType { .float4 }
    package func encode(into writer: inout PostgresWriter) { writer.write(bitPattern) }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Float {
        let bytes = try cell.bytes(of: .float4, as: Float.self)
        guard bytes.count == 4 else { throw cell.mismatch(Float.self) }
        return Float(bitPattern: bytes.integer(at: 0))
    }
}

extension Double: PostgresCodable {
    package static var postgresType: PostgresType { .float8 }
    package func encode(into writer: inout PostgresWriter) { writer.write(bitPattern) }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Double {
        let bytes = try cell.bytes(of: .float8, .float4, as: Double.self)
        switch bytes.count {
        case 8: return Double(bitPattern: bytes.integer(at: 0))
        case 4: return Double(Float(bitPattern: bytes.integer(at: 0)))
        default: throw cell.mismatch(Double.self)
        }
    }
}

/// Exact decimal numbers are read, not sent: Vivier's own arithmetic is on integers.
extension Decimal: PostgresDecodable {
    package static func decode(from cell: PostgresCell) throws(PostgresError) -> Decimal {
        let bytes = try cell.bytes(of: .numeric, as: Decimal.self)
        // numeric_send: digit count, weight of the first digit, sign, scale shown, then digits of base 10,000.
        guard bytes.count >= 8, bytes.count == 8 + 2 * Int(bytes.integer(at: 0, as: UInt16.self)) else { throw cell.mismatch(Decimal.self) }
        let weight = Int(bytes.integer(at: 2, as: Int16.self))
        let sign = bytes.integer(at: 4, as: UInt16.self)
        guard sign == 0 || sign == 0x4000 else { throw cell.fault("is not a finite number") }
        var value = Decimal(0)
        for (place, offset) in stride(from: 8, to: bytes.count, by: 2).enumerated() {
            let digit = Decimal(Int(bytes.integer(at: offset, as: UInt16.self)))
            value += digit * Decimal(sign: .plus, exponent: 4 * (weight - place), significand: 1)
        }
        return sign == 0 ? value : -value
    }
}
