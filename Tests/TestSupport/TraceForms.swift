package import Foundation

/// A text in each form in which files, dumps and logs may hold it.
package enum TraceForms {
    /// The text itself and in small letters; each in hexadecimal digits, as a dump prints bytes, and in base64 at each of the three places
    /// where it may begin.
    package static func all(of text: String) -> Set<String> {
        Set([text, text.lowercased()].flatMap { [$0, hexadecimal(Data($0.utf8))] + base64(Data($0.utf8)) })
    }

    package static func hexadecimal(_ bytes: Data) -> String {
        bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }

    private static func base64(_ bytes: Data) -> [String] {
        (0..<3).map { before in
            // What the bytes before and behind it share a digit with is left out.
            let whole = (Data(repeating: 0, count: before) + bytes).base64EncodedString()
            let (from, until) = ([0, 2, 3][before], (before + bytes.count) * 8 / 6)
            return String(whole.dropFirst(from).prefix(until - from))
        }
    }
}
