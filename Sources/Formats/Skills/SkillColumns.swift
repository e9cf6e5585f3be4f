import Foundation

/// Which column of a skills file says what.
struct SkillColumns: Sendable {
    /// `esco fr`, `two languages` or `hierarchy en`.
    let form: String
    let isHierarchy: Bool
    private let language: String?
    private let places: [String: Int]

    /// Folded column names → what they are; official ones, and those of files with both languages.
    private static let names: [String: String] = {
        let names: [(String, [String])] = [
            ("uri", ["conceptUri", "uri"]), ("kind", ["skillType", "kind"]), ("concept", ["conceptType"]), ("reuse", ["reuseLevel"]),
            ("label", ["preferredLabel", "label"]), ("synonyms", ["altLabels", "synonyms"]), ("hidden", ["hiddenLabels"]),
            ("explanation", ["description"]), ("broader", ["broaderConceptUri", "broaderUris", "broaderUri", "broader"]),
            ("label_en", ["labelEn"]), ("label_fr", ["labelFr"]), ("synonyms_en", ["altLabelsEn", "synonymsEn"]),
            ("synonyms_fr", ["altLabelsFr", "synonymsFr"]), ("explanation_en", ["descriptionEn"]), ("explanation_fr", ["descriptionFr"]),
        ]
        return Dictionary(uniqueKeysWithValues: names.flatMap { field, columns in columns.map { (HeaderName.folded($0), field) } })
    }()

    init(_ table: CSVTable, language: String?) throws(Problem) {
        let folded = table.columns.map(HeaderName.folded)
        var places: [String: Int] = [:]
        for (index, name) in folded.enumerated() {
            if let field = Self.names[name], places.updateValue(index, forKey: field) != nil {
                throw Self.fault(
                    table, table.columns[index], "repeated-column", "Two columns mean the same. Remove one.",
                    "Deux colonnes disent la même chose. Supprimez-en une.")
            }
        }
        isHierarchy = folded.contains("level0uri") && folded.contains("level0preferredterm")
        if isHierarchy {
            for (index, name) in folded.enumerated() where name.hasPrefix("level") { places[name] = index }
        } else if folded.contains("iscogroup") || places["uri"] == nil {
            throw Self.fault(
                table, "conceptUri", "not-skills",
                "This is no file of skills: it needs conceptUri and preferredLabel, or label_en and label_fr.",
                "Ce n’est pas un fichier de compétences : il faut conceptUri et preferredLabel, ou label_en et label_fr.")
        }
        self.places = places
        guard places["label_en"] == nil, places["label_fr"] == nil else {
            self.language = nil
            form = "two languages"
            return
        }
        guard isHierarchy || places["label"] != nil else {
            throw Self.fault(
                table, "preferredLabel", "missing-column", "The column preferredLabel is required.",
                "La colonne preferredLabel est obligatoire.")
        }
        guard let language = language ?? Self.language(in: table.file), ["en", "fr"].contains(language) else {
            throw Self.fault(
                table, nil, "unknown-language", "Say the language of the file, en or fr: --language fr, or skills_fr.csv as its name.",
                "Indiquez la langue du fichier, en ou fr : --language fr, ou skills_fr.csv comme nom.")
        }
        self.language = language
        form = isHierarchy ? "hierarchy \(language)" : "esco \(language)"
    }

    private static func language(in file: String) -> String? {
        file.lowercased().split { !$0.isLetter }.last { $0 == "en" || $0 == "fr" }.map(String.init)
    }

    private static func fault(_ table: CSVTable, _ column: String?, _ code: String, _ en: String, _ fr: String) -> Problem {
        Problem(file: table.file, line: table.headerLine, column: column, code: code, en: en, fr: fr)
    }

    /// - Returns: nil for a row of the hierarchy that has no entry of its own.
    func skill(of record: CSVRecord, in table: CSVTable, notes: inout ProblemList) throws(Problem) -> SkillRecord? {
        var skill = isHierarchy ? heading(record, table) : entry(record, table, notes: &notes)
        guard (1...300).contains(skill.uri.unicodeScalars.count), skill.uri.hasPrefix("http"), !skill.uri.contains(" ") else {
            throw Self.fault(
                table, record, "conceptUri", "bad-uri", "The entry has no URI: http://data.europa.eu/esco/skill/…",
                "L’entrée n’a pas d’URI : http://data.europa.eu/esco/skill/…")
        }
        guard !skill.uri.contains("/esco/occupation/") else {
            throw Self.fault(
                table, record, "conceptUri", "not-a-skill", "The entry is an occupation. Import the files of skills.",
                "L’entrée est un métier. Importez les fichiers de compétences.")
        }
        skill.broader.removeAll { $0 == skill.uri }
        guard skill.english.label != nil || skill.french.label != nil else {
            throw Self.fault(
                table, record, "preferredLabel", "missing-value", "The entry has no label.", "L’entrée n’a pas de libellé.")
        }
        for label in [skill.english.label, skill.french.label].compactMap(\.self) where label.unicodeScalars.count > 300 {
            throw Self.fault(
                table, record, "preferredLabel", "too-long", "The label “\(label.prefix(60))…” has more than 300 characters.",
                "Le libellé « \(label.prefix(60))… » dépasse 300 caractères.")
        }
        return skill
    }

    private func entry(_ record: CSVRecord, _ table: CSVTable, notes: inout ProblemList) -> SkillRecord {
        func text(_ field: String) -> String { places[field].map { table.text(record, $0) } ?? "" }
        var kind = SkillRecord.Kind.skill
        if text("concept") == "SkillGroup" {
            kind = .group
        } else if places["kind"] != nil {
            switch text("kind") {
            case "knowledge": kind = .knowledge
            case "skill", "skill/competence": break
            case let other:
                var note = Self.fault(
                    table, record, "skillType", "unknown-kind",
                    "“\(other.prefix(60))” is neither skill/competence nor knowledge; it is taken for a skill.",
                    "« \(other.prefix(60)) » n’est ni skill/competence ni knowledge ; l’entrée est prise pour une compétence.")
                note.severity = .warning
                notes.add(note)
            }
        }
        var skill = SkillRecord(uri: text("uri"), kind: kind, line: record.line)
        skill.reuse = text("reuse").isEmpty ? nil : text("reuse")
        skill.broader = Self.list(text("broader"))
        func words(_ suffix: String) -> SkillRecord.Words {
            let label = text("label" + suffix)
            var words = SkillRecord.Words(label: label.isEmpty ? nil : label)
            var seen: Set = [label]
            words.synonyms = Self.list(text("synonyms" + suffix) + "\n" + (suffix.isEmpty ? text("hidden") : ""))
                .filter { $0.unicodeScalars.count <= 300 && seen.insert($0).inserted }
            let explanation = text("explanation" + suffix)
            words.explanation = explanation.isEmpty ? nil : explanation
            return words
        }
        switch language {
        case "en": skill.english = words("")
        case "fr": skill.french = words("")
        default: (skill.english, skill.french) = (words("_en"), words("_fr"))
        }
        return skill
    }

    /// The deepest level that a row of the hierarchy names; the level above is what it is a kind of.
    private func heading(_ record: CSVRecord, _ table: CSVTable) -> SkillRecord {
        func text(_ field: String) -> String { places[field].map { table.text(record, $0) } ?? "" }
        let depth = (0...3).last { !text("level\($0)uri").isEmpty } ?? 0
        var skill = SkillRecord(uri: text("level\(depth)uri"), kind: .group, line: record.line)
        let label = text("level\(depth)preferredterm")
        let words = SkillRecord.Words(
            label: label.isEmpty ? nil : label, explanation: text("explanation").isEmpty ? nil : text("explanation"))
        if language == "fr" { skill.french = words } else { skill.english = words }
        if depth > 0 { skill.broader = [text("level\(depth - 1)uri")] }
        return skill
    }

    /// Separated by line breaks in the official files, by ` | ` in collections, by `|` in merged ones.
    private static func list(_ text: String) -> [String] {
        text.split { $0 == "\n" || $0 == "\r\n" || $0 == "\r" || $0 == "|" }.map { $0.trimmingCharacters(in: .whitespaces) }.filter {
            !$0.isEmpty
        }
    }

    private static func fault(
        _ table: CSVTable, _ record: CSVRecord, _ column: String, _ code: String, _ en: String, _ fr: String
    ) -> Problem {
        Problem(file: table.file, line: record.line, record: record.number, column: column, code: code, en: en, fr: fr)
    }
}
