import Foundation

/// One CSV file of a OneRoster bundle, its columns found by name. The standard wants the names in one case and order; real exports do not
/// keep to it, so neither is asked for.
struct OneRosterTable {
    let file: String
    private let columns: [String: Int]
    private(set) var rows: [CSVRecord] = []

    init(_ bytes: [UInt8], file: String) throws(Problem) {
        self.file = file
        var csv = try CSVReader(bytes, file: file, delimiter: UInt8(ascii: ","))
        var record = CSVRecord()
        guard try csv.read(into: &record) else {
            throw Problem(file: file, code: "empty-file", en: "The file is empty.", fr: "Le fichier est vide.")
        }
        var columns: [String: Int] = [:]
        for index in 0..<record.count { columns[record[index].trimmingCharacters(in: .whitespaces).lowercased()] = index }
        self.columns = columns
        while try csv.read(into: &record) { if !record.isBlank { rows.append(record) } }
    }

    func has(_ column: String) -> Bool { columns[column.lowercased()] != nil }

    /// Empty where there is no such column or nothing in it.
    func cell(_ row: CSVRecord, _ column: String) -> String {
        guard let index = columns[column.lowercased()], index < row.count else { return "" }
        return row[index].trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
    }
}
