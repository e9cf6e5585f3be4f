package import Formats
import Schema

/// An entry of the referential that the binary brings with it (`sql/starter/skills.csv`).
package struct StarterSkill: Sendable {
    package var uri: String
    /// `skill` or `knowledge`.
    package var kind: String
    package var labelEn: String
    package var labelFr: String
    package var synonymsEn: [String]
    package var synonymsFr: [String]
    /// URIs of entries of the same file of which this one is a kind.
    package var broader: [String]

    /// All of them, in the order of the file: a subject's own entry before those under it.
    ///
    /// - Throws: what is not CSV, with its line; never for a file that passes the tests.
    package static func all() throws(Problem) -> [StarterSkill] {
        let file = EmbeddedFile(vivier_starter_skills().pointee)
        var reader = try CSVReader(file.bytes, file: file.name, delimiter: UInt8(ascii: ","))
        var record = CSVRecord()
        var skills: [StarterSkill] = []
        _ = try reader.read(into: &record)
        while try reader.read(into: &record) { skills.append(StarterSkill(record)) }
        return skills
    }

    private init(_ record: CSVRecord) {
        func list(_ field: Int) -> [String] { record[field].split(separator: "|").map(String.init) }
        uri = record[0]
        kind = record[1]
        labelEn = record[2]
        labelFr = record[3]
        synonymsEn = list(4)
        synonymsFr = list(5)
        broader = list(6)
    }
}
