/// Cells that a spreadsheet takes for a formula (OWASP, CSV injection).
package enum CSVFormula {
    private static func isDangerous(_ scalar: Unicode.Scalar?) -> Bool {
        switch scalar {
        // In full width as well: where such are typed they are taken for the narrow ones.
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\t", "\r", "\n": true
        default: false
        }
    }

    /// The bytes without which there is neither a formula nor a mark; the first of one in full width stands for all of it.
    private static func mayBegin(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "'"), 0x09, 0x0A, 0x0D, 0xEF: true
        default: false
        }
    }

    private static func isMarked(_ value: String) -> Bool {
        guard value.unicodeScalars.first == "'" else { return false }
        let second = value.unicodeScalars.dropFirst().first
        return isDangerous(second) || second == "'"
    }

    /// With an apostrophe in front of what would be a formula: at the beginning, and behind each sign that another spreadsheet splits the
    /// cell at, as a French one does a file with commas at the semicolons in it. Other lists stay as they are.
    package static func neutralised(_ value: String) -> String {
        guard value.utf8.contains(where: mayBegin) else { return value }
        let parts = withMarks(value, isAdded: true)
        return isDangerous(parts.unicodeScalars.first) || isMarked(parts) ? "'" + parts : parts
    }

    /// What stood there before ``neutralised(_:)``.
    package static func restored(_ value: String) -> String {
        // Nearly all cells: nothing is looked for character by character.
        guard value.utf8.contains(UInt8(ascii: "'")) else { return value }
        return withMarks(isMarked(value) ? String(value.unicodeScalars.dropFirst()) : value, isAdded: false)
    }

    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ";", ",", "|", "\t", "\r", "\n": true
        default: false
        }
    }

    /// One apostrophe more, or one fewer, before each formula behind a separator. Spaces and quotes may stand between the two, which a
    /// spreadsheet takes off; apostrophes that stand there are counted, so that as many come back.
    private static func withMarks(_ value: String, isAdded: Bool) -> String {
        guard value.unicodeScalars.contains(where: separates) else { return value }
        var marked = String.UnicodeScalarView()
        var isBehind = false
        var marks = 0
        for scalar in value.unicodeScalars {
            if isBehind, scalar == "'" {
                marks += 1
                continue
            }
            let isSeparator = separates(scalar)
            if isBehind, marks == 0, !isSeparator, scalar == "\"" || scalar.properties.isWhitespace {
                marked.append(scalar)
                continue
            }
            if isBehind, !isSeparator, isDangerous(scalar) { marks = max(0, marks + (isAdded ? 1 : -1)) }
            if marks > 0 { marked.append(contentsOf: repeatElement("'", count: marks)) }
            marks = 0
            isBehind = isSeparator
            marked.append(scalar)
        }
        marked.append(contentsOf: repeatElement("'", count: marks))
        return String(marked)
    }
}
