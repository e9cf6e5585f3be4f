/// Cells that a spreadsheet takes for a formula (OWASP, CSV injection).
package enum CSVFormula {
    private static func isDangerous(_ byte: UInt8?) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
        default: false
        }
    }

    private static func isMarked(_ value: String) -> Bool {
        guard value.utf8.first == UInt8(ascii: "'") else { return false }
        let second = value.utf8.dropFirst().first
        return isDangerous(second) || second == UInt8(ascii: "'")
    }

    package static func neutralised(_ value: String) -> String {
        isDangerous(value.utf8.first) || isMarked(value) ? "'" + value : value
    }

    /// What stood there before ``neutralised(_:)``.
    package static func restored(_ value: String) -> String {
        isMarked(value) ? String(value.unicodeScalars.dropFirst()) : value
    }
}
