/// A string of a JSON document, where it stands: the bytes between its quotes.
package struct JSONText: Sendable {
    package let start: Int
    package let end: Int
    /// Whether the bytes are the text: no escapes.
    package let isPlain: Bool

    /// Where the opening quote stands.
    package var offset: Int { start - 1 }
}

extension JSONReader {
    /// Reads a string and checks its escapes and its UTF-8.
    @inline(__always)
    package mutating func text(_ expected: @autoclosure () -> JSONWords = .string) throws(JSONFault) -> JSONText {
        guard peek() == UInt8(ascii: "\"") else { throw wrongType(expected()) }
        let start = offset + 1
        var end = start
        while end < count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") {
                offset = end + 1
                return JSONText(start: start, end: end, isPlain: true)
            }
            if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\\") { break }
            end += 1
        }
        offset = end
        return try slowText(from: start)
    }

    /// The rest of a string that is not all plain ASCII.
    @inline(never)
    private mutating func slowText(from start: Int) throws(JSONFault) -> JSONText {
        var isPlain = true
        while offset < count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return JSONText(start: start, end: offset - 1, isPlain: isPlain)
            case UInt8(ascii: "\\"):
                isPlain = false
                _ = try escape()
            case 0..<0x20:
                throw JSONFault(
                    .syntax, at: offset, "a control character in a string must be escaped",
                    "un caractère de contrôle doit être échappé dans une chaîne")
            case 0x80...:
                offset += try utf8Length()
            default:
                offset += 1
            }
        }
        throw JSONFault(.syntax, at: start - 1, "the string is not closed", "la chaîne n’est pas fermée")
    }

    /// Reads one escape, surrogate pairs as one.
    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        let start = offset
        offset += 2
        switch start + 1 < count ? bytes[start + 1] : 0 {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let high = try hexadecimal(start)
            if let scalar = Unicode.Scalar(high) { return scalar }
            if high < 0xdc00, offset + 1 < count, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u") {
                offset += 2
                let low = try hexadecimal(start)
                if (0xdc00...0xdfff).contains(low),
                    let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
                {
                    return scalar
                }
            }
            throw JSONFault(
                .encoding, at: start, "the escape is half of a surrogate pair",
                "cet échappement est la moitié d’une paire de substitution")
        default:
            throw JSONFault(.syntax, at: start, "JSON has no such escape", "JSON n’a pas d’échappement de ce genre")
        }
    }

    private mutating func hexadecimal(_ start: Int) throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(current)).hexDigitValue else {
                throw JSONFault(
                    .syntax, at: start, "\\u needs four hexadecimal digits", "\\u demande quatre chiffres hexadécimaux")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }

    /// The length of the well-formed UTF-8 sequence here (Unicode 15, table 3-7).
    private func utf8Length() throws(JSONFault) -> Int {
        func byte(_ index: Int) -> UInt8 { offset + index < count ? bytes[offset + index] : 0 }
        func follows(_ index: Int) -> Bool { byte(index) & 0xc0 == 0x80 }
        switch byte(0) {
        case 0xc2...0xdf where follows(1): return 2
        case 0xe0 where byte(1) >= 0xa0 && follows(1) && follows(2): return 3
        case 0xed where byte(1) <= 0x9f && follows(1) && follows(2): return 3
        case 0xe1...0xec where follows(1) && follows(2), 0xee...0xef where follows(1) && follows(2): return 3
        case 0xf0 where byte(1) >= 0x90 && follows(1) && follows(2) && follows(3): return 4
        case 0xf4 where byte(1) <= 0x8f && follows(1) && follows(2) && follows(3): return 4
        case 0xf1...0xf3 where follows(1) && follows(2) && follows(3): return 4
        default: throw JSONFault(.encoding, at: offset, "this is not valid UTF-8", "ce n’est pas de l’UTF-8 valide")
        }
    }

    /// The text with its escapes resolved.
    package func string(_ text: JSONText) -> String {
        if text.isPlain { return String(decoding: bytes[text.start..<text.end], as: UTF8.self) }
        var scalars = String.UnicodeScalarView()
        var reader = self
        reader.offset = text.start
        var plainFrom = text.start
        func plain(to end: Int) -> Substring.UnicodeScalarView {
            String(decoding: bytes[plainFrom..<end], as: UTF8.self)[...].unicodeScalars
        }
        while reader.offset < text.end {
            guard bytes[reader.offset] == UInt8(ascii: "\\") else {
                reader.offset += 1
                continue
            }
            scalars.append(contentsOf: plain(to: reader.offset))
            // Every escape was checked when the text was read.
            if let scalar = try? reader.escape() { scalars.append(scalar) }
            plainFrom = reader.offset
        }
        scalars.append(contentsOf: plain(to: text.end))
        return String(scalars)
    }

    /// Whether the text is the given one.
    package func matches(_ text: JSONText, _ word: StaticString) -> Bool {
        guard text.isPlain else { return string(text) == word.description }
        guard text.end - text.start == word.utf8CodeUnitCount else { return false }
        return (0..<word.utf8CodeUnitCount).allSatisfy { bytes[text.start + $0] == word.utf8Start[$0] }
    }
}
