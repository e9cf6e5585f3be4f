/// The characters that separate fields in the CSV files of the world.
package enum CSVDelimiter {
    package static let candidates: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), 0x09, UInt8(ascii: "|")]

    /// `;`, or `tab` for a tab.
    package static func name(_ delimiter: UInt8) -> String {
        delimiter == 0x09 ? "tab" : String(UnicodeScalar(delimiter))
    }

    /// The one that gives the first twenty records the same number of fields, the more the better; a comma where none does.
    static func found(in text: [UInt8]) -> UInt8 {
        var best: (score: Int, delimiter: UInt8) = (0, UInt8(ascii: ","))
        for candidate in candidates {
            let counts = fieldCounts(text, delimiter: candidate, records: 20)
            guard let first = counts.first, first > 1 else { continue }
            let agreeing = counts.prefix { $0 == first }.count
            let score = (agreeing == counts.count ? 1_000_000 : 0) + agreeing * 1_000 + min(first, 999)
            if score > best.score { best = (score, candidate) }
        }
        return best.delimiter
    }

    /// Of the first records, blank lines left out, in at most a mebibyte.
    private static func fieldCounts(_ text: [UInt8], delimiter: UInt8, records: Int) -> [Int] {
        var counts: [Int] = []
        var fields = 1
        var isQuoted = false
        var isFieldStart = true
        var isEmpty = true
        let bytes = text.span
        let end = min(bytes.count, 1 << 20)
        var index = 0
        while index < end {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                guard byte == UInt8(ascii: "\"") else { continue }
                if index < end, bytes[index] == byte { index += 1 } else { isQuoted = false }
            } else if byte == 0x0A || byte == 0x0D {
                if !isEmpty { counts.append(fields) }
                if counts.count == records { return counts }
                (fields, isFieldStart, isEmpty) = (1, true, true)
            } else {
                isEmpty = false
                isQuoted = isFieldStart && byte == UInt8(ascii: "\"")
                isFieldStart = byte == delimiter
                if isFieldStart { fields += 1 }
            }
        }
        if !isEmpty { counts.append(fields) }
        return counts
    }
}
