/// Damages bytes as files get damaged, and as somebody would who wants a reader to fall.
enum Mutator {
    private static let pieces: [[UInt8]] = [
        [0], [0x22], [0x22, 0x22], [0x2C], [0x3B], [0x0A], [0x0D], [0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [0x81], [0x2D, 0x2D, 0x2D], [0x7B],
        [0x5B],
        [0x3A, 0x20], [0x26, 0x61], [0x2A, 0x61], Array("99999999999999999999".utf8), Array("sep=|\n".utf8), Array("e\u{301}".utf8),
    ]

    static func mutant(of bytes: [UInt8], _ dice: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &dice) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &dice)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            case 2: bytes.insert(contentsOf: pieces.randomElement(using: &dice) ?? [], at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...9, using: &dice)))
            case 4: bytes.removeSubrange(place...)
            default:
                let end = min(bytes.count, place + Int.random(in: 1...80, using: &dice))
                bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &dice))
            }
        }
        return bytes
    }
}
