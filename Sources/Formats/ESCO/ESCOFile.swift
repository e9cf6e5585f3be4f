/// Reads ESCO's skills: the official CSV files of one language, 1.0 to 1.2 (skills, groups, collections and the hierarchy), and merged ones
/// with columns for both languages (`label_en`, `label_fr` …).
package enum ESCOFile {
    /// - Parameter language: `fr` or `en`; nil takes it from the file's name (`skills_fr_v1.2.csv`).
    /// - Parameter progress: bytes read so far and in all.
    package static func read(
        _ bytes: [UInt8], name: String, language: String?, progress: (Int, Int) -> Void = { _, _ in }
    ) -> (skills: [ESCOSkill], problems: ProblemList) {
        var reader = ESCOReader()
        do throws(Problem) {
            try reader.read(bytes, name: name, language: language, progress: progress)
        } catch {
            reader.problems.add(error)
        }
        return (reader.skills, reader.problems)
    }
}

private struct ESCOReader {
    var skills: [ESCOSkill] = []
    var problems = ProblemList()
    /// URI → the line on which it stood first.
    private var lines: [String: Int] = [:]

    mutating func read(_ bytes: [UInt8], name: String, language: String?, progress: (Int, Int) -> Void) throws(Problem) {
        var table = try CSVTable(bytes, file: name)
        let columns = try ESCOColumns(table, language: language)
        var record = CSVRecord()
        while try table.read(into: &record) {
            do throws(Problem) {
                // The official hierarchy leaves out empty fields at the end.
                if record.count > table.columns.count, let misfit = table.misfit(record) { throw misfit }
                let skill = try columns.skill(of: record, in: table, notes: &problems)
                if let first = lines[skill.uri] {
                    // There the same entry heads many rows.
                    if columns.isHierarchy { continue }
                    throw Problem(
                        file: name, line: record.line, record: record.number, column: "conceptUri", code: "duplicate-uri",
                        en: "The entry \(skill.uri.excerpt) stands on line \(first) already. Remove one.",
                        fr: "L’entrée \(skill.uri.excerpt) figure déjà ligne \(first). Supprimez-en une.")
                }
                lines[skill.uri] = record.line
                skills.append(skill)
            } catch {
                problems.add(error)
            }
            if record.number.isMultiple(of: 512) { progress(table.reader.position, table.reader.byteCount) }
        }
        progress(table.reader.byteCount, table.reader.byteCount)
    }
}
