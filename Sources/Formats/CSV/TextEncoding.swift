import Foundation

/// How the bytes of a text file are to be read; found out from the bytes themselves.
package enum TextEncoding: String, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"

    /// A byte order mark decides; else what is valid UTF-8 is UTF-8; else it is Windows-1252, which French spreadsheets write.
    ///
    /// - Returns: the text as UTF-8 without its mark.
    /// - Throws: the first byte that stands for nothing, with its line.
    package static func decode(_ bytes: [UInt8], file: String) throws(Problem) -> (text: [UInt8], encoding: TextEncoding) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (try utf8(bytes.dropFirst(3), file: file), .utf8) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (try utf16(bytes.dropFirst(2), isBig: false, file: file), .utf16LittleEndian) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (try utf16(bytes.dropFirst(2), isBig: true, file: file), .utf16BigEndian) }
        if isUTF8(bytes[...]) { return (bytes, .utf8) }
        return (try windows1252(bytes, file: file), .windows1252)
    }

    private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) != nil }
    }

    private static func utf8(_ bytes: ArraySlice<UInt8>, file: String) throws(Problem) -> [UInt8] {
        guard isUTF8(bytes) else {
            throw Problem(
                file: file, code: "not-utf8", en: "The file says that it is UTF-8 and is not. Save it again as UTF-8.",
                fr: "Le fichier s’annonce en UTF-8 et ne l’est pas. Enregistrez-le de nouveau en UTF-8.")
        }
        return Array(bytes)
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBig: Bool, file: String) throws(Problem) -> [UInt8] {
        let pairs = Array(bytes)
        let units: [UInt16] = stride(from: 0, to: pairs.count - 1, by: 2).map { index in
            let (first, second) = (UInt16(pairs[index]), UInt16(pairs[index + 1]))
            return isBig ? first << 8 | second : second << 8 | first
        }
        guard pairs.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
            throw Problem(
                file: file, code: "not-utf16", en: "The file says that it is UTF-16 and is cut off or damaged. Save it again as UTF-8.",
                fr: "Le fichier s’annonce en UTF-16 mais est tronqué ou abîmé. Enregistrez-le de nouveau en UTF-8.")
        }
        return Array(text.utf8)
    }

    /// The code page of the WHATWG Encoding Standard, but that the five bytes without a character are refused.
    private static func windows1252(_ bytes: [UInt8], file: String) throws(Problem) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        var line = 1
        for byte in bytes {
            if byte == 0x0A { line += 1 }
            if byte < 0x80 {
                text.append(byte)
                continue
            }
            guard let scalar = Unicode.Scalar(byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt32(byte)), scalar.value != 0 else {
                throw Problem(
                    file: file, line: line, code: "undefined-byte",
                    en: "The byte 0x\(String(byte, radix: 16)) stands for no character in Windows-1252, and the file is not UTF-8.",
                    fr:
                        "L’octet 0x\(String(byte, radix: 16)) ne représente aucun caractère en Windows-1252, et le fichier n’est pas en UTF-8."
                )
            }
            text.append(contentsOf: String(Character(scalar)).utf8)
        }
        return text
    }

    /// 0x80…0x9F; 0 where there is no character.
    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]
}
