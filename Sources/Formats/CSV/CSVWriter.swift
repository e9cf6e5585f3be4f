/// Writes CSV (RFC 4180): CR LF, quotes where they are needed.
///
/// A cell that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`, tab or CR first) gets a leading apostrophe, which the reader of
/// rosters takes off again; so does a cell that begins with an apostrophe before one of these.
package struct CSVWriter: Sendable {
    package private(set) var text = ""

    package init(header: [String]) {
        append(header)
    }

    package mutating func append(_ row: [String]) {
        text += row.map(Self.cell).joined(separator: ",")
        text += "\r\n"
    }

    private static func cell(_ value: String) -> String {
        let safe = CSVFormula.neutralised(value)
        guard safe.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D, 0x3B].contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

/// Cells that a spreadsheet takes for a formula.
package enum CSVFormula {
    private static func isDangerous(_ scalar: Unicode.Scalar?) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r": true
        default: false
        }
    }

    package static func neutralised(_ value: String) -> String {
        let first = value.unicodeScalars.first
        let second = value.unicodeScalars.dropFirst().first
        return isDangerous(first) || (first == "'" && (isDangerous(second) || second == "'")) ? "'" + value : value
    }

    /// What stood there before ``neutralised(_:)``.
    package static func restored(_ value: String) -> String {
        guard value.unicodeScalars.first == "'" else { return value }
        let second = value.unicodeScalars.dropFirst().first
        return isDangerous(second) || second == "'" ? String(value.dropFirst()) : value
    }
}
