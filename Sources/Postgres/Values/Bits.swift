/// A string of bits, `bit(n)` or `bit varying`: a week of half hours, say, on which the server computes with `&` and `bit_count`.
package struct BitString: PostgresCodable, Hashable {
    /// How many bits there are.
    package let count: Int
    /// Eight bits a byte, the first bit highest; what is left of the last byte is zero.
    package private(set) var bytes: [UInt8]

    package init(count: Int) {
        self.count = count
        bytes = [UInt8](repeating: 0, count: (count + 7) / 8)
    }

    package init(_ bits: some Collection<Bool>) {
        self.init(count: bits.count)
        for (index, bit) in bits.enumerated() where bit { self[index] = true }
    }

    /// - Precondition: the index lies in `0..<count`.
    package subscript(index: Int) -> Bool {
        get {
            precondition((0..<count).contains(index))
            return bytes[index / 8] & (0x80 >> UInt8(index % 8)) != 0
        }
        set {
            precondition((0..<count).contains(index))
            let mask: UInt8 = 0x80 >> UInt8(index % 8)
            if newValue { bytes[index / 8] |= mask } else { bytes[index / 8] &= ~mask }
        }
    }

    // As bit varying, which the server compares with and assigns to a bit(n) of the same length.
    package static var postgresType: PostgresType { .varbit }

    package func encode(into writer: inout PostgresWriter) {
        writer.write(Int32(truncatingIfNeeded: count))
        writer.write(contentsOf: bytes)
    }

    package static func decode(from cell: PostgresCell) throws(PostgresError) -> BitString {
        let contents = try cell.bytes(of: .bit, .varbit, as: BitString.self)
        guard contents.count >= 4 else { throw cell.mismatch(BitString.self) }
        let count = Int(contents.integer(at: 0, as: UInt32.self))
        guard contents.count == 4 + (count + 7) / 8 else { throw cell.mismatch(BitString.self) }
        var bits = BitString(count: count)
        bits.bytes = Array(contents.dropFirst(4))
        return bits
    }
}
