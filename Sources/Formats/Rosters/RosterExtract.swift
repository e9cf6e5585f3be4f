extension RosterCSV {
    /// A roster as it may wait in the house: its columns keep their names, and in those that are kept under no name a dash stands in each
    /// row, whether there was anything or not. Where names stand once more further down, as in exports put behind one another, the columns
    /// that they name are withheld from there on as well.
    ///
    /// Header, lines and fields stay where they are, so that the copy is read as the file would be, with the same faults at the same places. Of
    /// a row that does not fit under the header, and of all that is no CSV, nothing can be trusted to be what its column says: it becomes
    /// dashes. The copy is UTF-8, whatever the file was: what is left of another encoding might be taken for a third.
    ///
    /// - Parameter isCancelled: asked at every record; then the reading is given up.
    /// - Returns: the file itself where it has no such column.
    /// - Throws: what is not text, has no header, or could no longer be read as the same columns.
    package static func extract(
        of bytes: [UInt8], file: String, isCancelled: () -> Bool = { false }
    ) throws(Problem) -> [UInt8] {
        let table = try CSVTable(bytes, file: file)
        let header = WithheldColumns(table.columns)
        let later = try header.later(in: table, isCancelled: isCancelled)
        guard !header.columns.isEmpty || !later.isEmpty else { return bytes }
        var columns = header.columns
        let delimiter = table.reader.delimiter
        var reader = try CSVReader(bytes, file: file, delimiter: delimiter)
        var record = CSVRecord()
        var copy = CSVExtract(delimiter: delimiter, capacity: bytes.count)
        while true {
            if isCancelled() { throw .givenUp(file) }
            do throws(Problem) {
                guard try reader.read(into: &record) else { break }
            } catch {
                copy.appendFrame(of: record.text[record.start..<(reader.isBroken ? record.text.count : reader.position)])
                if reader.isBroken { break }
                continue
            }
            // A first line that names the separator is no record.
            if record.number == 1 { copy.append(record.text[..<record.start]) }
            // In front of the header stands nothing that anybody sees.
            let stays = record.line <= table.headerLine || record.isVoid
            let isRead = stays || table.misfit(record) == nil
            columns.formUnion(later[record.number] ?? [])
            copy.append(record) { field in
                let cell = record.bytes(field)
                return stays || isRead && !columns.contains(field) ? cell : CSVExtract.withheld(cell)
            }
        }
        // Without those cells another separator might look likelier.
        let again = try? CSVTable(copy.bytes, file: file)
        guard again?.columns == table.columns, again?.headerLine == table.headerLine, again?.reader.delimiter == delimiter else {
            throw Problem(
                file: file, code: "unclear-separator",
                en: "The file has columns that are never taken, and cannot be kept without them. Remove those columns, and bring it again.",
                fr:
                    "Le fichier a des colonnes qui ne sont jamais acceptées, et ne peut être gardé sans elles. Supprimez ces colonnes, puis apportez-le de nouveau."
            )
        }
        return copy.bytes
    }
}

extension RosterFile {
    /// A roster as it may wait in the house: without what no import reads. See ``RosterCSV/extract(of:file:isCancelled:)`` and
    /// ``OneRosterBundle/extract(of:isCancelled:)``.
    ///
    /// - Parameter isCancelled: asked often; then the reading is given up, and what is thrown says nothing of the file.
    /// - Throws: why nothing of it could be imported.
    package static func extract(
        of bytes: [UInt8], name: String, isCancelled: () -> Bool = { false }
    ) throws(Problem) -> [UInt8] {
        guard ZipArchive.isZip(bytes) else { return try RosterCSV.extract(of: bytes, file: name, isCancelled: isCancelled) }
        let files = try ZipArchive.files(in: bytes, file: name, isCancelled: isCancelled)
        let extracts = try OneRosterBundle.extract(of: files, isCancelled: isCancelled)
        let packed = try ZipArchive.packed(extracts, file: name)
        // Dashes pack so well that they could be taken for a bomb.
        if (try? ZipArchive.files(in: packed, file: name, isCancelled: isCancelled)) != nil { return packed }
        if isCancelled() { throw .givenUp(name) }
        return try ZipArchive.packed(extracts, file: name, isSmall: false)
    }
}
