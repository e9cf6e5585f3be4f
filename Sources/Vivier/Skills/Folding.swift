import Foundation

extension String {
    /// What two spellings of one label share: lower case, no accents, ligatures opened, every run of other signs one space.
    ///
    /// `C++` and `C#` keep their signs, which are all that tells them apart.
    package var foldedLabel: String { String(decoding: foldedUTF8, as: UTF8.self) }

    /// ``foldedLabel`` as the bytes that are indexed.
    var foldedUTF8: [UInt8] {
        var folded = FoldedBytes(capacity: utf8.count)
        // Half of all labels are plain ASCII, which needs no tables of Unicode.
        if utf8.allSatisfy({ $0 < 0x80 }) {
            for byte in utf8 { folded.append(ascii: byte) }
        } else {
            let plain = folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            for scalar in plain.unicodeScalars { folded.append(scalar) }
        }
        return folded.bytes
    }
}

private struct FoldedBytes {
    private(set) var bytes: [UInt8] = []
    private var gap = false

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(ascii byte: UInt8) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "#"): take(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): take(byte | 0x20)
        default: gap = true
        }
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        guard !scalar.isASCII else { return append(ascii: UInt8(truncatingIfNeeded: scalar.value)) }
        switch scalar {
        case "œ", "Œ": for byte in "oe".utf8 { take(byte) }
        case "æ", "Æ": for byte in "ae".utf8 { take(byte) }
        case "ß", "ẞ": for byte in "ss".utf8 { take(byte) }
        default:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
                .otherNumber:
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { take(byte) }
            // Marks without a letter of their own to stand on, and signs without width such as the soft hyphen.
            case .nonspacingMark, .spacingMark, .enclosingMark, .format: break
            default: gap = true
            }
        }
    }

    private mutating func take(_ byte: UInt8) {
        if gap, !bytes.isEmpty { bytes.append(0x20) }
        gap = false
        bytes.append(byte)
    }
}
