/// The spaces of French at which no line breaks.
package enum FrenchSpaces {
    /// The text with U+00A0 before `: ; ? ! »` and after `«` where a plain space stands.
    package static func kept(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var spaced: [UInt8] = []
        var from = 0
        for (index, byte) in bytes.enumerated() where byte == 0x20 {
            let (before, after) = (bytes[max(0, index - 2)..<index], bytes[(index + 1)..<min(bytes.count, index + 3)])
            guard before.elementsEqual([0xC2, 0xAB]) || after.elementsEqual([0xC2, 0xBB]) || after.first.map(isHigh) == true else {
                continue
            }
            spaced += bytes[from..<index] + [0xC2, 0xA0]
            from = index + 1
        }
        return from == 0 ? text : String(decoding: spaced + bytes[from...], as: UTF8.self)
    }

    /// Of the signs that stand apart from the word before them.
    private static func isHigh(_ byte: UInt8) -> Bool { byte == 0x3A || byte == 0x3B || byte == 0x3F || byte == 0x21 }
}
