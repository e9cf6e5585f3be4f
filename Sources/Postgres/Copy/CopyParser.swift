/// Takes the binary form of COPY apart, in whatever pieces it arrives.
struct CopyParser {
    enum Step: Equatable {
        /// The bytes of each field, `nil` for NULL, lie in `bytes` until the next piece is added.
        case row
        /// The next piece is needed.
        case starved
        case end
    }

    private static let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0]

    private(set) var bytes: [UInt8] = []
    private(set) var fields: [Range<Int>?] = []
    private var position = 0
    private var hasHeader = false

    mutating func add(_ piece: [UInt8]) {
        if position == bytes.count {
            bytes = piece
        } else {
            bytes.removeFirst(position)
            bytes += piece
        }
        position = 0
    }

    mutating func next() throws(PostgresError) -> Step {
        if !hasHeader {
            // The signature, four bytes of flags, four of the extension's length, the extension.
            guard bytes.count >= position + 19, let length = integer(Int32.self, at: position + 15) else { return .starved }
            guard length >= 0, bytes[position..<position + 11].elementsEqual(Self.signature) else { throw Self.malformed }
            guard bytes.count >= position + 19 + Int(length) else { return .starved }
            position += 19 + Int(length)
            hasHeader = true
        }
        guard let count = integer(Int16.self, at: position) else { return .starved }
        if count == -1 { return .end }
        guard count >= 0 else { throw Self.malformed }
        var offset = position + 2
        fields.removeAll(keepingCapacity: true)
        for _ in 0..<count {
            guard let length = integer(Int32.self, at: offset).map(Int.init) else { return .starved }
            guard length >= -1 else { throw Self.malformed }
            offset += 4
            guard offset + max(0, length) <= bytes.count else { return .starved }
            fields.append(length < 0 ? nil : offset..<offset + length)
            offset += max(0, length)
        }
        position = offset
        return .row
    }

    private func integer<T: FixedWidthInteger>(_ type: T.Type, at offset: Int) -> T? {
        guard offset + T.bitWidth / 8 <= bytes.count else { return nil }
        return bytes.withUnsafeBytes { $0.integer(at: offset) }
    }

    private static var malformed: PostgresError { PostgresError(.decoding, "what COPY sent is not its binary form") }
}
