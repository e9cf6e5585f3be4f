import Formats
import Testing

/// A file that was exported, read again as whoever gets it does.
struct ExportedRows {
    private let names: [String]
    private let rows: [[String]]

    init(_ bytes: [UInt8]) throws {
        var reader = try CSVReader(bytes, file: "export.csv")
        var record = CSVRecord()
        var all: [[String]] = []
        while try reader.read(into: &record) { all.append((0..<record.count).map { record[$0] }) }
        names = try #require(all.first)
        rows = Array(all.dropFirst())
    }

    /// Some of its columns, row by row.
    func columns(_ wanted: String...) throws -> [[String]] {
        let places = try wanted.map { name in try #require(names.firstIndex(of: name), "\(name) in \(names)") }
        return try rows.map { row in
            try places.map { place in try #require(place < row.count ? row[place] : nil, "a row of \(row.count) fields") }
        }
    }
}
