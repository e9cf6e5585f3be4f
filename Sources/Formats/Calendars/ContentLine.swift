import Foundation

/// One property of an iCalendar file: `DTSTART;TZID=Europe/Paris:20270104T080000`.
struct ContentLine: Sendable {
    /// The physical line at which it begins, from 1.
    var line: Int
    /// In capitals.
    var name: String
    /// Names in capitals, quotation marks taken away.
    var parameters: [String: String]
    var value: String

    /// Of all others it is enough to know that they are there: titles, places and people are not read.
    private static let read: Set<String> = [
        "BEGIN", "END", "UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP", "STATUS",
        "FREEBUSY", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-WR-TIMEZONE",
    ]

    /// - Returns: nil where there is no colon behind the name and its parameters.
    init?(_ text: [UInt8], line: Int) {
        guard let end = text.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ";") }), end > 0 else { return nil }
        (name, parameters, value) = (String(decoding: text[..<end], as: UTF8.self).uppercased(), [:], "")
        self.line = line
        guard Self.read.contains(name) else { return }
        let (semicolon, colon, quote) = (UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\""))
        var isQuoted = false
        var cuts: [Int] = []
        var place = 0
        while place < text.count, isQuoted || text[place] != colon {
            if text[place] == quote { isQuoted.toggle() }
            if text[place] == semicolon, !isQuoted { cuts.append(place) }
            place += 1
        }
        guard place < text.count, cuts.count <= 100 else { return nil }
        func piece(_ from: Int, _ until: Int) -> String {
            String(decoding: text[from..<until], as: UTF8.self).trimmingCharacters(in: .whitespaces)
        }
        for (index, cut) in cuts.enumerated() {
            let parts = piece(cut + 1, index + 1 < cuts.count ? cuts[index + 1] : place).split(separator: "=", maxSplits: 1)
            if parts.count == 2 { parameters[parts[0].uppercased()] = parts[1].filter { $0 != "\"" } }
        }
        value = piece(place + 1, text.count)
    }
}

/// The lines of an iCalendar file (RFC 5545, 3.1), those that were folded put together again. Line breaks of any system; what is folded
/// within a character is whole again. O(bytes), whatever the folds.
struct ContentLines: Sequence, IteratorProtocol {
    /// Bytes of one line that are kept; a picture within a calendar is longer, and none of our business.
    static let longest = 256 << 10

    private let bytes: [UInt8]
    private var place = 0
    private var number = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// Empty lines are left out.
    mutating func next() -> (line: Int, text: [UInt8])? {
        while place < bytes.count {
            let line = number
            var text = physical()
            while let fold = fold() {
                (place, number) = (fold.place + 1, number + fold.lines)
                let more = physical()
                if text.count < Self.longest { text += more }
            }
            if !text.isEmpty { return (line, Array(text)) }
        }
        return nil
    }

    /// Where the line that was read goes on: some programs write an empty line before, and no more than one is looked behind.
    private func fold() -> (place: Int, lines: Int)? {
        var (next, lines) = (place, 0)
        while lines < 2, next < bytes.count, bytes[next] == 0x0A || bytes[next] == 0x0D {
            next += bytes[next] == 0x0D && next + 1 < bytes.count && bytes[next + 1] == 0x0A ? 2 : 1
            lines += 1
        }
        return next < bytes.count && (bytes[next] == 0x20 || bytes[next] == 0x09) ? (next, lines) : nil
    }

    /// Up to the end of a line, which is passed.
    private mutating func physical() -> ArraySlice<UInt8> {
        let start = place
        while place < bytes.count, bytes[place] != 0x0A, bytes[place] != 0x0D { place += 1 }
        let text = bytes[start..<place]
        if place < bytes.count {
            place += bytes[place] == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A ? 2 : 1
            number += 1
        }
        return text
    }
}
