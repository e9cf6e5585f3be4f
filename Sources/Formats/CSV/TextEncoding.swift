/// How the bytes of a text file are to be read; found out from the bytes themselves.
package enum TextEncoding: String, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"

    /// A byte order mark decides; else what is valid UTF-8 is UTF-8; else it is Windows-1252, which French spreadsheets write. A file
    /// that is UTF-8 but for a few damaged bytes is refused: as Windows-1252 it would read, and say `Ã©` for `é`.
    ///
    /// - Returns: the text as UTF-8 without its mark. O(bytes); what is plain UTF-8 is not copied.
    /// - Throws: the first byte that stands for nothing, with its line.
    package static func decode(_ bytes: [UInt8], file: String) throws(Problem) -> (text: [UInt8], encoding: TextEncoding) {
        if bytes.starts(with: [0xFF, 0xFE]) { return (try utf16(bytes, isBig: false, file: file), .utf16LittleEndian) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (try utf16(bytes, isBig: true, file: file), .utf16BigEndian) }
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        guard let damage = firstDamage(in: bytes) else { return (isMarked ? Array(bytes.dropFirst(3)) : bytes, .utf8) }
        if isMarked || isMostlyUTF8(bytes) {
            throw Problem(
                file: file, line: line(of: damage, in: bytes), code: "not-utf8",
                en: "The file is UTF-8, but byte \(damage + 1) is none. Save it again as UTF-8.",
                fr: "Le fichier est en UTF-8, sauf l’octet \(damage + 1). Enregistrez-le de nouveau en UTF-8.")
        }
        if let letter = macLetter(in: bytes) {
            throw Problem(
                file: file, line: line(of: letter, in: bytes), code: "mac-roman",
                en:
                    "The file seems to be in Mac Roman, an encoding of old Macs: its accents would be stored as other signs. Save it again as UTF-8.",
                fr:
                    "Le fichier semble être en Mac Roman, un ancien encodage des Mac : ses accents seraient enregistrés comme d’autres signes. Enregistrez-le de nouveau en UTF-8."
            )
        }
        return (try windows1252(bytes, file: file), .windows1252)
    }

    /// Where the first accented letter of Mac Roman stands; nil unless there are more of them in words than of Windows-1252.
    ///
    /// Its É, à, ä and é are ƒ, ˆ, Š and Ž in Windows-1252, which neither begin a word nor follow a small letter. Its á, â, ë, ï, ô, õ and their
    /// like are signs there, which may stand in a word once, as `‘` for an apostrophe; two of them, or one beside the others, prove it.
    private static func macLetter(in bytes: [UInt8]) -> Int? {
        let (letters, signs): (Set<UInt8>, Set<UInt8>) = ([0x88, 0x8A, 0x8E], [0x86, 0x87, 0x89, 0x91, 0x95, 0x98, 0x99, 0x9B])
        func isLetter(_ offset: Int) -> Bool { bytes.indices.contains(offset) && (0x61...0x7A).contains(bytes[offset] | 0x20) }
        func isSmall(_ offset: Int) -> Bool { bytes.indices.contains(offset) && (0x61...0x7A).contains(bytes[offset]) }
        var (first, sure, likely, windows) = (Int?.none, 0, 0, 0)
        for (offset, byte) in bytes.enumerated() where byte >= 0x80 {
            if byte == 0x83 ? isLetter(offset + 1) : letters.contains(byte) && isSmall(offset - 1) {
                sure += 1
                first = first ?? offset
            } else if signs.contains(byte), isSmall(offset - 1), isSmall(offset + 1) {
                likely += 1
                first = first ?? offset
            } else if byte >= 0xDF, isSmall(offset - 1) {
                windows += 1
            }
        }
        return (sure > 0 || likely > 1) && sure + likely > windows ? first : nil
    }

    /// The offset of the first byte that is no UTF-8; nil where all of it is.
    private static func firstDamage(in bytes: [UInt8]) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    /// More characters of several bytes than bytes that are none: chance does not do that in another encoding.
    private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
        var (whole, damaged) = (0, 0)
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where !scalar.isASCII {
            if scalar == "\u{FFFD}" { damaged += 1 } else { whole += 1 }
        }
        return whole > damaged
    }

    private static func utf16(_ bytes: [UInt8], isBig: Bool, file: String) throws(Problem) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var offset = 2
        func unit(_ offset: Int) -> UInt16? {
            guard offset + 1 < bytes.count else { return nil }
            let (first, second) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
            return isBig ? first << 8 | second : second << 8 | first
        }
        while offset < bytes.count {
            guard let first = unit(offset) else { throw notUTF16(text, offset, file) }
            var value = UInt32(first)
            if UTF16.isLeadSurrogate(first) {
                guard let second = unit(offset + 2), UTF16.isTrailSurrogate(second) else { throw notUTF16(text, offset, file) }
                value = 0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00
                offset += 2
            }
            guard let scalar = Unicode.Scalar(value) else { throw notUTF16(text, offset, file) }
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            offset += 2
        }
        return text
    }

    private static func notUTF16(_ read: [UInt8], _ offset: Int, _ file: String) -> Problem {
        Problem(
            file: file, line: line(of: read.count, in: read), code: "not-utf16",
            en: "The file says that it is UTF-16, but it is cut off or damaged at byte \(offset + 1). Save it again as UTF-8.",
            fr: "Le fichier s’annonce en UTF-16, mais il est tronqué ou abîmé à l’octet \(offset + 1). Enregistrez-le de nouveau en UTF-8.")
    }

    /// The code page of the WHATWG Encoding Standard, but that the five bytes without a character are refused.
    private static func windows1252(_ bytes: [UInt8], file: String) throws(Problem) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for (offset, byte) in bytes.enumerated() {
            if byte < 0x80 {
                text.append(byte)
                continue
            }
            guard let scalar = Unicode.Scalar(byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt32(byte)), scalar.value != 0 else {
                let name = "0x" + String(byte, radix: 16, uppercase: true)
                throw Problem(
                    file: file, line: line(of: offset, in: bytes), code: "undefined-byte",
                    en: "The byte \(name) stands for no character in Windows-1252, and the file is not UTF-8. Save it again as UTF-8.",
                    fr:
                        "L’octet \(name) ne représente aucun caractère en Windows-1252, et le fichier n’est pas en UTF-8. Enregistrez-le de nouveau en UTF-8."
                )
            }
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return text
    }

    /// 0x80…0x9F; 0 where there is no character.
    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    /// The physical line, from 1, on which a byte stands; lines end with LF, CR LF or CR.
    static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        var line = 1
        for (index, byte) in bytes.prefix(offset).enumerated() {
            if byte == 0x0A || (byte == 0x0D && (index + 1 >= bytes.count || bytes[index + 1] != 0x0A)) { line += 1 }
        }
        return line
    }
}
