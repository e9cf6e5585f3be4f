import Formats
import Foundation

extension GlobalOptions {
    /// Prints an export that comes as CSV: as it is, or where JSON was asked for as an array with an object a row, each field by the name
    /// of its column.
    func export(_ csv: Data) throws {
        guard json else { return StandardOutput.write(csv) }
        try show(try Self.rows(of: csv)) { _ in }
    }

    /// - Throws: what cannot be JSON too.
    func requireNoJSON(of other: String) throws(CommandFailure) {
        guard json else { return }
        throw .usage(said("\(other) and --json exclude each other. Choose one.", "\(other) et --json s’excluent. Choisissez."))
    }

    static func rows(of csv: Data) throws(CommandFailure) -> [[String: String]] {
        do throws(Problem) {
            var table = try CSVTable(Array(csv), file: "export.csv", delimiter: UInt8(ascii: ","))
            var record = CSVRecord()
            var rows: [[String: String]] = []
            while try table.read(into: &record) {
                rows.append(Dictionary(table.columns.indices.map { (table.columns[$0], table.text(record, $0)) }) { first, _ in first })
            }
            return rows
        } catch {
            throw .refused(error.file, SpokenLanguage.chosen(nil) == .fr ? error.fr : error.en)
        }
    }
}
