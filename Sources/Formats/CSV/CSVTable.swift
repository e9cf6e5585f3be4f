import Foundation

/// A CSV file whose first record names its columns; blank lines and rows of nothing are passed over.
package struct CSVTable: Sendable {
    /// The names as they are written, trimmed; empty ones at the end, which spreadsheets leave, are cut off.
    package let columns: [String]
    package let headerLine: Int
    package private(set) var reader: CSVReader

    package var file: String { reader.file }

    /// - Throws: what is not text or not CSV; `empty-file` where there is no header.
    package init(
        _ bytes: [UInt8], file: String, delimiter: UInt8? = nil, limits: CSVReader.Limits = CSVReader.Limits()
    ) throws(Problem) {
        reader = try CSVReader(bytes, file: file, delimiter: delimiter, limits: limits)
        var record = CSVRecord()
        var columns: [String] = []
        repeat {
            guard try reader.read(into: &record) else {
                throw Problem(
                    file: file, code: "empty-file", en: "The file is empty. Its first line names the columns.",
                    fr: "Le fichier est vide. Sa première ligne nomme les colonnes.")
            }
            columns = (0..<record.count).map { record[$0].trimmingCharacters(in: .whitespacesAndNewlines) }
            while columns.last == "" { columns.removeLast() }
            // Signs that nobody sees name nothing either.
        } while columns.isEmpty
        self.columns = columns
        headerLine = record.line
    }

    /// Reads the next row into `record`.
    ///
    /// - Returns: false at the end of the file.
    package mutating func read(into record: inout CSVRecord) throws(Problem) -> Bool {
        repeat {
            guard try reader.read(into: &record) else { return false }
        } while record.isVoid
        return true
    }

    /// Why a row cannot be laid under the header: too few fields or too many. A field lost or torn in two would shift all behind it, so
    /// such a row is not read at all. Empty fields beyond the last named column are let through.
    package func misfit(_ record: CSVRecord) -> Problem? {
        let isLonger = record.count > columns.count && !(columns.count..<record.count).allSatisfy { record.isEmpty($0) }
        guard isLonger || record.count < columns.count else { return nil }
        return Problem(
            file: file, line: record.line, record: record.number, columnNumber: min(record.count, columns.count) + 1,
            code: isLonger ? "too-many-fields" : "too-few-fields",
            en: "The row has \(record.count) fields, the header \(columns.count). "
                + (isLonger ? "Quote fields that hold the separator." : "Give every column its separator, empty ones too."),
            fr: "La ligne a \(record.count) champs, l’en-tête \(columns.count). "
                + (isLonger
                    ? "Mettez entre guillemets les champs qui contiennent le séparateur."
                    : "Donnez son séparateur à chaque colonne, même vide."))
    }

    /// A field as text: trimmed, its characters composed (NFC), the apostrophes in front of would-be formulas taken off; empty where the
    /// record ends before it.
    package func text(_ record: CSVRecord, _ field: Int) -> String {
        guard field < record.count else { return "" }
        let bytes = record.bytes(field)
        // Below U+0300, of which 0xCC is the first byte, nothing composes: the text is composed already.
        guard bytes.allSatisfy({ $0 < 0xCC }) else {
            let text = record[field].trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
            return CSVFormula.restored(text)
        }
        let trimmed = bytes.trimmed(lineBreaks: true)
        let text = String(decoding: trimmed, as: UTF8.self)
        return trimmed.contains(UInt8(ascii: "'")) ? CSVFormula.restored(text) : text
    }

    /// `csv, windows-1252, ;`
    package var detected: String {
        let delimiter = reader.delimiter == UInt8(ascii: ",") ? "comma" : CSVDelimiter.name(reader.delimiter)
        return "csv, \(reader.encoding.rawValue), \(delimiter)"
    }
}
