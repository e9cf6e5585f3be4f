/// Cells that a spreadsheet takes for a formula (OWASP, CSV injection).
package enum CSVFormula {
    private static func isDangerous(_ scalar: Unicode.Scalar?) -> Bool {
        switch scalar {
        // In full width as well: where such are typed they are taken for the narrow ones.
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\t", "\r", "\n": true
        default: false
        }
    }

    private static func isMarked(_ value: String) -> Bool {
        guard value.unicodeScalars.first == "'" else { return false }
        let second = value.unicodeScalars.dropFirst().first
        return isDangerous(second) || second == "'"
    }

    package static func neutralised(_ value: String) -> String {
        isDangerous(value.unicodeScalars.first) || isMarked(value) ? "'" + value : value
    }

    /// What stood there before ``neutralised(_:)``.
    package static func restored(_ value: String) -> String {
        isMarked(value) ? String(value.unicodeScalars.dropFirst()) : value
    }
}
