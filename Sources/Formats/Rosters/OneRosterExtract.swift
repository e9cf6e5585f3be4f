extension OneRosterBundle {
    /// A file of a bundle as it may leave the school: of each row only what is read. Passwords, telephone numbers, dates of birth and
    /// whatever else stands beside it become `-`.
    ///
    /// Header, lines and fields stay where they are, so that a problem of the copy stands at the same place of the file. A row that does not
    /// fit under the header is never read, and none of its cells can be trusted to be what its column says: all of them become `-`.
    ///
    /// - Parameters:
    ///   - name: of a file that is read: see ``reads(_:)``.
    ///   - isCancelled: asked at every record; then the reading is given up.
    /// - Throws: what is not text or not CSV.
    package static func extract(
        of bytes: [UInt8], name: String, isCancelled: () -> Bool = { false }
    ) throws(Problem) -> [UInt8] {
        let delimiter = UInt8(ascii: ",")
        let table = try CSVTable(bytes, file: name, delimiter: delimiter)
        let names = table.columns.map { $0.lowercased() }
        let read = Set((OneRosterFiles.columns(of: name) ?? []).compactMap { names.firstIndex(of: $0.lowercased()) })
        var reader = try CSVReader(bytes, file: name, delimiter: delimiter)
        var record = CSVRecord()
        var copy = CSVExtract(delimiter: delimiter, capacity: bytes.count)
        while try reader.read(into: &record) {
            if isCancelled() { throw .givenUp(name) }
            // A first line that names the separator is no record.
            if copy.bytes.isEmpty { copy.append(repeatElement(UInt8(ascii: "\n"), count: record.line - 1)) }
            let isRead = table.misfit(record) == nil
            copy.append(record) { field in
                let cell = record.bytes(field)
                let stays = cell.isEmpty || record.line == table.headerLine || isRead && read.contains(field)
                return stays ? cell : CSVExtract.withheld(cell)
            }
        }
        return copy.bytes
    }
}
