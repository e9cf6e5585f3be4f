import Foundation

/// Reads a skills taxonomy a row at a time: the official ESCO CSV files (one language a file, 1.0 to 1.2, skills, groups, collections and the
/// hierarchy), and files with columns for both languages (`label_en`, `label_fr` …).
package struct SkillFile: Sendable {
    package private(set) var problems = ProblemList()
    /// Rows that were not taken.
    package private(set) var rejected = 0

    private var table: CSVTable
    private let columns: SkillColumns
    private var record = CSVRecord()
    /// URI → the line on which it stood first.
    private var lines: [String: Int] = [:]

    /// - Parameter language: `en` or `fr`, of a file with one language; found in the file's name (`skills_fr.csv`) where nil.
    /// - Throws: what is no CSV of skills, or has no language.
    package init(_ bytes: [UInt8], name: String, language: String? = nil) throws(Problem) {
        table = try CSVTable(bytes, file: name)
        columns = try SkillColumns(table, language: language)
    }

    package var detected: String { "\(table.detected), \(columns.form)" }
    /// Bytes read so far, and in all.
    package var progress: (done: Int, total: Int) { (table.reader.position, table.reader.byteCount) }

    /// The next entry; a row that is none is reported in ``problems`` and passed over.
    ///
    /// - Returns: nil at the end of the file.
    /// - Throws: what is no CSV; nothing behind it can be read.
    package mutating func next() throws(Problem) -> SkillRecord? {
        while try table.read(into: &record) {
            // The official hierarchy leaves out empty fields at the end.
            if record.count > table.columns.count, let misfit = table.misfit(record) {
                problems.add(misfit)
                rejected += 1
                continue
            }
            do throws(Problem) {
                if let skill = try columns.skill(of: record, in: table, notes: &problems), try isFirst(skill) { return skill }
            } catch {
                problems.add(error)
                rejected += 1
            }
        }
        return nil
    }

    /// In the hierarchy the same entry heads many rows, so there it is not said.
    private mutating func isFirst(_ skill: SkillRecord) throws(Problem) -> Bool {
        guard let first = lines[skill.uri] else {
            lines[skill.uri] = skill.line
            return true
        }
        if columns.isHierarchy { return false }
        throw Problem(
            file: table.file, line: skill.line, record: record.number, column: "conceptUri", code: "duplicate-uri",
            en: "The entry \(skill.uri) stands on line \(first) already. Remove one.",
            fr: "L’entrée \(skill.uri) figure déjà ligne \(first). Supprimez-en une.")
    }
}
