package import Foundation

/// UUIDs as text (RFC 9562, 4) without printf and scanf, through which Foundation goes: each request writes and reads several.
extension UUID {
    private static let digits = Array("0123456789abcdef".utf8)
    /// Bytes behind which a hyphen stands.
    private static func endsGroup(_ byte: Int) -> Bool { byte == 3 || byte == 5 || byte == 7 || byte == 9 }

    /// In lower case.
    package var text: String {
        withUnsafeBytes(of: uuid) { bytes in
            String(unsafeUninitializedCapacity: 36) { characters in
                var place = 0
                for (index, byte) in bytes.enumerated() {
                    characters.initializeElement(at: place, to: Self.digits[Int(byte >> 4)])
                    characters.initializeElement(at: place + 1, to: Self.digits[Int(byte & 0xF)])
                    place += 2
                    guard Self.endsGroup(index) else { continue }
                    characters.initializeElement(at: place, to: UInt8(ascii: "-"))
                    place += 1
                }
                return place
            }
        }
    }

    /// In either case.
    ///
    /// - Returns: nil unless `text` is a UUID.
    package init?(text: String) {
        guard text.utf8.count == 36 else { return nil }
        var characters = text.utf8.makeIterator()
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let isWhole = withUnsafeMutableBytes(of: &bytes) { bytes in
            for index in 0..<16 {
                guard let high = Self.value(characters.next()), let low = Self.value(characters.next()) else { return false }
                bytes[index] = high << 4 | low
                if Self.endsGroup(index), characters.next() != UInt8(ascii: "-") { return false }
            }
            return true
        }
        guard isWhole else { return nil }
        self.init(uuid: bytes)
    }

    private static func value(_ digit: UInt8?) -> UInt8? {
        switch digit {
        case .some(let digit) where (0x30...0x39).contains(digit): digit - 0x30
        case .some(let digit) where (0x41...0x46).contains(digit): digit - 0x41 + 10
        case .some(let digit) where (0x61...0x66).contains(digit): digit - 0x61 + 10
        default: nil
        }
    }
}
