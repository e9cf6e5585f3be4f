import Formats
import Testing

/// All records of a text.
func records(_ bytes: [UInt8], delimiter: UInt8? = nil, limits: CSVReader.Limits = CSVReader.Limits()) throws(Problem) -> [[String]] {
    var reader = try CSVReader(bytes, file: "t.csv", delimiter: delimiter, limits: limits)
    var record = CSVRecord()
    var rows: [[String]] = []
    while try reader.read(into: &record) { rows.append((0..<record.count).map { record[$0] }) }
    return rows
}

/// What a file is refused for.
func refusal(_ bytes: [UInt8], limits: CSVReader.Limits = CSVReader.Limits()) -> Problem? {
    do throws(Problem) {
        _ = try records(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}
