import Foundation

/// Which columns of a roster are kept under no name: by its header, and by names that stand once more further down.
struct WithheldColumns {
    /// By the header.
    let columns: Set<Int>
    private let known: Set<String>
    /// Whether the header names anything that a roster has.
    private let isHeader: Bool

    init(_ names: [String]) {
        columns = Self.withheld(in: names)
        let folded = names.map(HeaderName.folded)
        known = Set(folded).subtracting([""])
        isHeader = !columns.isEmpty || folded.contains(where: Self.isField)
    }

    /// The columns that a row names which is a header in the middle of the file, by the number of its record.
    ///
    /// - Parameter isCancelled: asked at every row; then the reading is given up.
    /// - Throws: `header-not-first` where the names stand below lines that are none: of what stands in these nobody can tell what it is.
    func later(in table: CSVTable, isCancelled: () -> Bool) throws(Problem) -> [Int: Set<Int>] {
        var table = table
        var record = CSVRecord()
        var found: [Int: Set<Int>] = [:]
        while true {
            if isCancelled() { throw .givenUp(table.file) }
            do throws(Problem) {
                guard try table.read(into: &record) else { return found }
            } catch {
                if table.reader.isBroken { return found }
                continue
            }
            guard let columns = named(by: record) else { continue }
            guard isHeader else { throw Self.notFirst(table.file, record.line) }
            found[record.number] = columns
        }
    }

    /// Nil of a row that names no such column, or too few others to be a header: `Nom` may be somebody's name, and `Santé` what is studied.
    private func named(by record: CSVRecord) -> Set<Int>? {
        // Nearly every row: somebody's address names no column, and folding each of their cells would take long.
        guard !(0..<record.count).contains(where: { Self.isAddress(record.bytes($0)) }) else { return nil }
        var names = 0
        for field in 0..<record.count where record.bytes(field).count <= Self.longestName {
            let folded = HeaderName.folded(record[field])
            if !folded.isEmpty, known.contains(folded) || Self.isField(folded) { names += 1 }
            if names == Self.leastNames { break }
        }
        guard names == Self.leastNames else { return nil }
        let columns = Self.withheld(in: (0..<record.count).map { record[$0].trimmingCharacters(in: .whitespacesAndNewlines) })
        return columns.isEmpty ? nil : columns
    }

    private static let (leastNames, longestName) = (2, 200)

    private static func withheld(in names: [String]) -> Set<Int> {
        Set(names.indices.filter { ForbiddenColumn(names[$0], isKept: true) != nil })
    }

    private static func isAddress(_ cell: ArraySlice<UInt8>) -> Bool { cell.contains(UInt8(ascii: "@")) && !cell.contains(0x20) }

    private static func isField(_ name: String) -> Bool {
        RosterColumnNames.field(name) != nil || RosterColumnNames.fullNameRank(name) != nil
    }

    private static func notFirst(_ file: String, _ line: Int) -> Problem {
        Problem(
            file: file, line: line, code: "header-not-first",
            en: "The names of the columns stand here, below other lines. Remove the lines above, and bring the file again.",
            fr:
                "Les noms des colonnes sont ici, sous d’autres lignes. Supprimez les lignes qui précèdent, puis apportez de nouveau le fichier."
        )
    }
}
