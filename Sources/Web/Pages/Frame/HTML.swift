import API

/// A piece of a page. Whatever is interpolated is escaped; only another piece goes in as it is.
///
///     let name = "<script>"
///     let cell: HTML = "<td title=\"\(name)\">\(name)</td>"
///
/// Escaping holds in text and in quoted attributes; nothing may be interpolated into a script, a style, an unquoted attribute or the
/// name of a tag, and an address only through ``HTML/link(_:to:)``.
struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral text: String) {
        self.text = text
    }

    init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
    }

    /// Text that may hold anything.
    init(escaping text: some StringProtocol) {
        // Most text holds nothing of the kind.
        guard text.utf8.contains(where: Self.isSpecial) else {
            self.text = String(text)
            return
        }
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            // HTML has no character for these; a reader shall see that one was there.
            case "\0", "\u{1}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        self.text = escaped
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0x7F: true
        default: byte < 0x20
        }
    }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ piece: HTML) { text += piece.text }
        mutating func appendInterpolation(_ value: some StringProtocol) { text += HTML(escaping: value).text }
        mutating func appendInterpolation(_ number: Int) { text += String(number) }
        /// Letters, digits and hyphens.
        mutating func appendInterpolation<Subject>(_ id: Identifier<Subject>) { text += id.description }
        mutating func appendInterpolation(_ piece: HTML?) { text += piece?.text ?? "" }
        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }
    }

    /// A link to an address of this site; any other address becomes plain text, so that no `javascript:` gets in.
    static func link(_ label: String, to path: String) -> HTML {
        guard path.utf8.starts(with: "/".utf8), !path.utf8.starts(with: "//".utf8) else { return HTML(escaping: label) }
        return "<a href=\"\(path)\">\(label)</a>"
    }
}
