import Foundation

/// A skill as an ESCO file says it.
package struct ESCOSkill: Sendable, Equatable {
    package var line: Int
    package var uri: String
    /// `skill` or `knowledge`.
    package var kind: String
    package var labelEn: String?
    package var labelFr: String?
    package var synonymsEn: [String] = []
    package var synonymsFr: [String] = []
    /// Nil where the file has no such column.
    package var broader: [String]?

    package init(
        line: Int, uri: String, kind: String, labelEn: String? = nil, labelFr: String? = nil, synonymsEn: [String] = [],
        synonymsFr: [String] = [], broader: [String]? = nil
    ) {
        self.line = line
        self.uri = uri
        self.kind = kind
        self.labelEn = labelEn
        self.labelFr = labelFr
        self.synonymsEn = synonymsEn
        self.synonymsFr = synonymsFr
        self.broader = broader
    }
}

/// Reads ESCO's skills: the official CSV of one language (`conceptUri`, `skillType`, `preferredLabel`, `altLabels` …, lists by line breaks or
/// ` | `), or a merged one with a column for each language (`concept_uri`, `label_en`, `label_fr` …).
package enum ESCOFile {
    /// - Parameter language: `fr` or `en`; nil takes it from the file's name (`skills_fr_v1.2.csv`).
    /// - Parameter progress: bytes read so far and in all.
    package static func read(
        _ bytes: [UInt8], name: String, language: String?, progress: (Int, Int) -> Void = { _, _ in }
    ) -> (skills: [ESCOSkill], problems: ProblemList) {
        var reader = ESCOReader(file: name, language: language ?? Self.language(inName: name))
        do throws(Problem) {
            try reader.read(bytes, progress: progress)
        } catch {
            reader.problems.add(error)
        }
        return (reader.skills, reader.problems)
    }

    private static func language(inName name: String) -> String? {
        let parts = name.lowercased().split(whereSeparator: { !$0.isLetter })
        return parts.contains("fr") ? "fr" : parts.contains("en") ? "en" : nil
    }
}

private struct ESCOReader {
    let file: String
    let language: String?
    var skills: [ESCOSkill] = []
    var problems = ProblemList()
    private var columns: [String: Int] = [:]
    private var seen: [String: Int] = [:]

    init(file: String, language: String?) {
        self.file = file
        self.language = language
    }

    mutating func read(_ bytes: [UInt8], progress: (Int, Int) -> Void) throws(Problem) {
        var csv = try CSVReader(bytes, file: file)
        var record = CSVRecord()
        guard try csv.read(into: &record) else {
            throw Problem(file: file, code: "empty-file", en: "The file is empty.", fr: "Le fichier est vide.")
        }
        for index in 0..<record.count {
            columns[record[index].trimmingCharacters(in: .whitespaces).lowercased().replacing("_", with: "")] = index
        }
        let isMerged = columns["labelen"] != nil || columns["labelfr"] != nil
        guard columns["concepturi"] != nil, isMerged || columns["preferredlabel"] != nil else {
            throw Problem(
                file: file, line: 1, code: "not-esco",
                en: "The file has no columns conceptUri and preferredLabel: it is no ESCO skills file.",
                fr: "Le fichier n’a pas de colonnes conceptUri et preferredLabel : ce n’est pas un fichier de compétences ESCO.")
        }
        guard isMerged || language != nil else {
            throw Problem(
                file: file, code: "unknown-language",
                en: "The file's name does not say its language: name it skills_fr.csv, or say which it is.",
                fr: "Le nom du fichier n’indique pas sa langue : nommez-le skills_fr.csv, ou précisez-la.")
        }
        while try csv.read(into: &record) {
            if record.isBlank { continue }
            take(record, isMerged: isMerged)
            if skills.count.isMultiple(of: 512) { progress(csv.position, csv.byteCount) }
        }
        progress(csv.byteCount, csv.byteCount)
    }

    private mutating func take(_ record: CSVRecord, isMerged: Bool) {
        let uri = cell(record, "concepturi")
        guard uri.utf8.count <= 300, uri.hasPrefix("http://") || uri.hasPrefix("https://") || uri.hasPrefix("urn:") else {
            refuse(record, "conceptUri", "bad-uri", "“\(uri.prefix(60))” is not a URI.", "« \(uri.prefix(60)) » n’est pas un URI.")
            return
        }
        if let first = seen.updateValue(record.line, forKey: uri) {
            refuse(record, "conceptUri", "duplicate-uri", "The URI stands on line \(first) already.", "L’URI figure déjà ligne \(first).")
            return
        }
        let type = cell(record, "skilltype").lowercased()
        var skill = ESCOSkill(
            line: record.line, uri: uri, kind: type.contains("knowledge") && !type.contains("skill") ? "knowledge" : "skill")
        if isMerged {
            skill.labelEn = label(record, "labelen")
            skill.labelFr = label(record, "labelfr")
            skill.synonymsEn = list(record, "altlabelsen")
            skill.synonymsFr = list(record, "altlabelsfr")
        } else if language == "fr" {
            skill.labelFr = label(record, "preferredlabel")
            skill.synonymsFr = list(record, "altlabels")
        } else {
            skill.labelEn = label(record, "preferredlabel")
            skill.synonymsEn = list(record, "altlabels")
        }
        if columns["broaderuris"] != nil { skill.broader = list(record, "broaderuris") }
        guard skill.labelEn != nil || skill.labelFr != nil else {
            refuse(record, "preferredLabel", "missing-label", "The skill has no label.", "La compétence n’a pas de libellé.")
            return
        }
        skills.append(skill)
    }

    private func cell(_ record: CSVRecord, _ column: String) -> String {
        guard let index = columns[column], index < record.count else { return "" }
        return record[index].trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func label(_ record: CSVRecord, _ column: String) -> String? {
        let text = cell(record, column).precomposedStringWithCanonicalMapping
        return text.isEmpty ? nil : String(text.prefix(300))
    }

    private func list(_ record: CSVRecord, _ column: String) -> [String] {
        cell(record, column).split(whereSeparator: { $0.isNewline || $0 == "|" })
            .map { $0.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping }
            .filter { !$0.isEmpty && $0.unicodeScalars.count <= 300 }
    }

    private mutating func refuse(_ record: CSVRecord, _ column: String, _ code: String, _ en: String, _ fr: String) {
        problems.add(Problem(file: file, line: record.line, column: column, code: code, en: en, fr: fr, severity: .warning))
    }
}
