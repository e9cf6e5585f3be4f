/// Writes CSV (RFC 4180): CR LF, quotes where they are needed.
///
/// A cell that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`, tab or CR first) gets a leading apostrophe, which ``CSVTable``
/// takes off again; so does a cell that begins with an apostrophe before one of these, and what stands in a cell behind another separator.
package struct CSVWriter: Sendable {
    package enum Dialect: String, Sendable, CaseIterable {
        /// Commas, decimal points.
        case rfc4180
        /// The same with a byte order mark, by which a spreadsheet knows the encoding.
        case excel
        /// What a French spreadsheet opens with a double click: a byte order mark, semicolons, decimal commas.
        case excelFrench = "excel-fr"

        var delimiter: String { self == .excelFrench ? ";" : "," }
    }

    package private(set) var text: String
    private let dialect: Dialect

    package init(header: [String], dialect: Dialect = .rfc4180) {
        self.dialect = dialect
        text = dialect == .rfc4180 ? "" : "\u{FEFF}"
        append(header)
    }

    package mutating func append(_ row: [String]) {
        // A lone empty cell would be a blank line.
        text += row == [""] ? "\"\"" : row.map(Self.cell).joined(separator: dialect.delimiter)
        text += "\r\n"
    }

    /// A number as the dialect writes it.
    package func number(_ value: Double) -> String {
        dialect == .excelFrench ? "\(value)".replacing(".", with: ",") : "\(value)"
    }

    /// Whatever might be taken for a separator is quoted, so that the file reads back without being told which one it is.
    private static func cell(_ value: String) -> String {
        let safe = CSVFormula.neutralised(value)
        guard safe.utf8.contains(where: { $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || CSVDelimiter.candidates.contains($0) }) else {
            return safe
        }
        return "\"" + (safe.utf8.contains(0x22) ? safe.replacing(scalars: "\"", with: "\"\"") : safe) + "\""
    }
}
