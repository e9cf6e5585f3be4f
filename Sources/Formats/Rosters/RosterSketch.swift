/// What a roster is taken for at first sight: its form, its columns, and a few of the cells beneath each.
package struct RosterSketch: Sendable {
    package struct Column: Sendable, Equatable {
        package var name: String
        /// As ``RosterReading/Column/meaning``.
        package var meaning: String?
        /// The first three different ones; none where ``isForbidden``.
        package var samples: [String]
        /// What is kept under no name: all that may become of it is to be ignored.
        package var isForbidden: Bool
    }

    /// `csv, windows-1252, ;`
    package var detected: String
    /// In the order of the file; empty for a bundle, whose columns a standard names.
    package var columns: [Column] = []
    /// Of the file and its header alone.
    package var problems = ProblemList()

    package var isBundle: Bool { detected.hasPrefix("oneroster") }
    package var hasForbidden: Bool { columns.contains(where: \.isForbidden) }

    private static let (samples, sampledRows, sampleLength) = (3, 200, 60)

    /// - Parameter map: column name → `field`, `attribute:NAME` or `ignore`.
    package init(_ bytes: [UInt8], name: String, map: [String: String] = [:]) {
        guard !RosterFile.isContainer(bytes) else {
            let reading = RosterFile.read(bytes, name: name)
            detected = reading.detected
            for problem in reading.problems.problems where problem.line == nil && problem.severity == .refusal { problems.add(problem) }
            return
        }
        detected = "csv"
        do throws(Problem) {
            var table = try CSVTable(bytes, file: name)
            detected = table.detected
            let header = RosterHeader(table.columns, map: map, file: name, line: table.headerLine)
            problems = header.problems
            columns = header.mapping.map {
                Column(name: $0.name, meaning: $0.meaning, samples: [], isForbidden: ForbiddenColumn($0.name, isKept: true) != nil)
            }
            try sample(&table)
        } catch {
            problems.add(error)
        }
    }

    private mutating func sample(_ table: inout CSVTable) throws(Problem) {
        var record = CSVRecord()
        for _ in 0..<Self.sampledRows {
            guard try table.read(into: &record) else { return }
            for column in columns.indices where !columns[column].isForbidden && columns[column].samples.count < Self.samples {
                let text = table.text(record, column).excerpt(most: Self.sampleLength)
                if !text.isEmpty, !columns[column].samples.contains(text) { columns[column].samples.append(text) }
            }
        }
    }
}
