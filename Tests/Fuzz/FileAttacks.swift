import Formats
import Foundation

/// Files as people bring them.
enum FileAttacks {
    /// What a reader finds wrong is said in both languages, with a place in the file.
    static func check(_ problems: ProblemList, _ lines: Int = .max) {
        hold(problems.total >= problems.refusals && problems.problems.count <= ProblemList.kept, "problems are counted")
        for problem in problems.problems {
            hold(!problem.code.isEmpty && !problem.en.isEmpty && !problem.fr.isEmpty, "a problem is said in both languages: \(problem)")
            hold((problem.line ?? 1) >= 1 && (problem.line ?? 1) <= lines, "a problem stands in the file: \(problem)")
        }
    }

    /// What was read and is written is read as the same again, in each dialect.
    static func csv(_ bytes: [UInt8]) {
        guard let (columns, rows) = try? table(bytes) else { return }
        for dialect in CSVWriter.Dialect.allCases where columns < 200 {
            var writer = CSVWriter(header: (0..<columns).map { "column \($0)" }, dialect: dialect)
            for row in rows { writer.append(row) }
            do throws(Problem) {
                let again = try table(Array(writer.text.utf8)).rows
                hold(again == rows, "rows survive: \(rows) became \(again)")
            } catch {
                hold(false, "what is written can be read: \(error)")
            }
        }
    }

    /// The rows that have anything in them, in the form in which importers see them.
    private static func table(_ bytes: [UInt8]) throws(Problem) -> (columns: Int, rows: [[String]]) {
        var table = try CSVTable(bytes, file: "f.csv")
        var record = CSVRecord()
        var rows: [[String]] = []
        var line = 0
        while try table.read(into: &record) {
            hold(record.line > line, "lines ascend")
            line = record.line
            let row = table.columns.indices.map { table.text(record, $0) }
            if row.contains(where: { !$0.isEmpty }) { rows.append(row) }
        }
        return (table.columns.count, rows)
    }

    /// Times come in order, and none ends before it begins.
    static func calendar(_ bytes: [UInt8]) {
        guard var calendar = try? CalendarFile(bytes, home: .gmt) else { return }
        check(calendar.problems)
        guard let times = try? calendar.times(from: 1_798_761_600, until: 1_814_486_400, steps: 50_000) else { return }
        hold(times.allSatisfy { $0.start <= $0.end }, "no time ends before it begins")
        hold(zip(times, times.dropFirst()).allSatisfy { $0.start <= $1.start }, "times ascend")
    }

    /// The first line says what the columns mean, all else is the file.
    static func roster(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        let mappings = ColumnMapping.list(String(decoding: parts[0], as: UTF8.self)) ?? []
        let map = Dictionary(mappings.map { ($0.column, $0.target) }) { first, _ in first }
        let file = Array(parts[1])
        var options = RosterCSV.Options()
        options.map = map
        check(RosterFile.read(file, name: "f.csv", options: options))
        let sketch = RosterSketch(file, name: "f.csv", map: map)
        check(sketch.problems)
        hold(sketch.columns.allSatisfy { !$0.isForbidden || $0.samples.isEmpty }, "of a forbidden column nothing is shown")
        guard let extract = try? RosterCSV.extract(of: file, file: "f.csv") else { return }
        hold((try? RosterCSV.extract(of: extract, file: "f.csv")) == extract, "an extract is its own extract")
    }

    /// Files, each behind a line `%% name`; `reads` decides which of them travel.
    static func bundle(_ bytes: [UInt8]) {
        var files: [(name: String, bytes: [UInt8])] = []
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.starts(with: Array("%% ".utf8)) {
                files.append((String(decoding: line.dropFirst(3), as: UTF8.self), []))
            } else if !files.isEmpty {
                files[files.count - 1].bytes += line + [0x0A]
            }
        }
        check(OneRosterBundle.read(files, bundle: "bundle"))
        for file in files where OneRosterBundle.reads(file.name) {
            guard let extract = try? OneRosterBundle.extract(of: file.bytes, name: file.name) else { continue }
            let again = try? OneRosterBundle.extract(of: extract, name: file.name)
            hold(again == extract, "an extract is its own extract: \(file.name)")
        }
    }

    static func archive(_ bytes: [UInt8]) {
        check(RosterFile.read(bytes, name: "f.zip"))
        check(RosterSketch(bytes, name: "f.zip").problems)
    }

    private static func check(_ reading: RosterReading) {
        check(reading.problems)
        hold((reading.rejected > 0) == (reading.problems.refusals > 0), "a refusal rejects")
        for student in reading.roster.students {
            hold(!student.key.isEmpty && !student.familyName.isEmpty && student.email.contains("@"), "a student is whole: \(student)")
        }
    }

    static func cases(_ bytes: [UInt8]) {
        let (found, problems) = CaseFileReader.read(bytes, file: "f.md")
        check(problems)
        hold((found == nil) == (problems.refusals > 0), "a case is taken or refused")
        let reading = CaseListFile.read(bytes, name: "f.csv")
        check(reading.problems)
        hold(reading.cases.allSatisfy { $0.line >= 1 }, "a case stands on a line")
    }

    static func skills(_ bytes: [UInt8]) {
        for (name, language) in [("skills_fr.csv", nil), ("skills.csv", "en")] {
            let (skills, problems) = ESCOFile.read(bytes, name: name, language: language)
            check(problems)
            hold(Set(skills.map(\.uri)).count == skills.count, "a skill is read once")
        }
    }
}
