extension OneRosterBundle {
    /// A file of a bundle as it may leave the school: of each row only what is read. Passwords, telephone numbers, dates of birth and
    /// whatever else stands beside it become `-`.
    ///
    /// Header, lines and fields stay where they are, so that a problem of the copy stands at the same place of the file. A row that does not
    /// fit under the header is never read, and none of its cells can be trusted to be what its column says: all of them become `-`.
    ///
    /// - Parameter name: of a file that is read: see ``reads(_:)``.
    /// - Throws: what is not text or not CSV.
    package static func extract(of bytes: [UInt8], name: String) throws(Problem) -> [UInt8] {
        let delimiter = UInt8(ascii: ",")
        let table = try CSVTable(bytes, file: name, delimiter: delimiter)
        let names = table.columns.map { $0.lowercased() }
        let read = Set((OneRosterFiles.columns(of: name) ?? []).compactMap { names.firstIndex(of: $0.lowercased()) })
        var reader = try CSVReader(bytes, file: name, delimiter: delimiter)
        var record = CSVRecord()
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        while try reader.read(into: &record) {
            // A first line that names the separator is no record.
            if copy.isEmpty { copy += repeatElement(lineFeed, count: record.line - 1) }
            let isRead = table.misfit(record) == nil
            for field in 0..<record.count {
                if field > 0 { copy.append(delimiter) }
                let cell = record.bytes(field)
                let stays = record.line == table.headerLine || isRead && read.contains(field)
                append(stays ? cell : withheld(cell), to: &copy)
            }
            copy.append(lineFeed)
        }
        return copy
    }

    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
    private static let quote = UInt8(ascii: "\"")

    /// What stands for a cell: nothing for nothing, its line breaks for themselves, since lines are counted.
    private static func withheld(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        cell.isEmpty ? cell : [UInt8(ascii: "-")] + cell.filter { $0 == lineFeed || $0 == carriageReturn }
    }

    private static func append(_ cell: ArraySlice<UInt8>, to copy: inout [UInt8]) {
        guard cell.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == lineFeed || $0 == carriageReturn }) else {
            copy += cell
            return
        }
        copy.append(quote)
        for byte in cell {
            if byte == quote { copy.append(quote) }
            copy.append(byte)
        }
        copy.append(quote)
    }
}
