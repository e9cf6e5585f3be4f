import Foundation

/// One CSV file of a OneRoster bundle, of whose columns only those that are asked for are ever copied: a password never becomes a string.
///
/// The standard wants the names in one case and order; real exports do not keep to it, so neither is asked for.
struct OneRosterTable {
    struct Row {
        var line: Int
        var record: Int
        /// In the order of the columns asked for.
        fileprivate var cells: [String]
    }

    let file: String
    private(set) var rows: [Row] = []
    /// Rows that do not fit under the header.
    private(set) var misfits: [Problem] = []
    /// All of the file's columns, folded to lower case.
    private let present: Set<String>
    private let places: [String: Int]

    init(_ bytes: [UInt8], file: String, columns wanted: [String]) throws(Problem) {
        self.file = file
        var table = try CSVTable(bytes, file: file, delimiter: UInt8(ascii: ","))
        let names = table.columns.map { $0.lowercased() }
        present = Set(names)
        let columns = wanted.compactMap { name in names.firstIndex(of: name.lowercased()).map { (name, $0) } }
        places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.0, $0) })
        var record = CSVRecord()
        while try table.read(into: &record) {
            if let misfit = table.misfit(record) {
                misfits.append(misfit)
                continue
            }
            rows.append(Row(line: record.line, record: record.number, cells: columns.map { table.text(record, $0.1) }))
        }
    }

    func has(_ column: String) -> Bool { present.contains(column.lowercased()) }

    /// Empty where there is no such column or nothing in it.
    func cell(_ row: Row, _ column: String) -> String {
        places[column].map { row.cells[$0] } ?? ""
    }

    /// A cell that is a list: `"a, b"`.
    func list(_ row: Row, _ column: String) -> [String] {
        cell(row, column).split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
