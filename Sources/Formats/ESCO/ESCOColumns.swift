import Foundation

/// Which column of an ESCO file says what.
struct ESCOColumns {
    let isHierarchy: Bool
    private let language: String?
    private let places: [String: Int]

    /// Folded column names → what they are; official ones, and those of files with both languages.
    private static let names: [String: String] = {
        let names: [(String, [String])] = [
            ("uri", ["conceptUri", "uri"]), ("kind", ["skillType", "kind"]),
            ("label", ["preferredLabel", "label"]), ("synonyms", ["altLabels", "synonyms"]), ("hidden", ["hiddenLabels"]),
            ("broader", ["broaderConceptUri", "broaderUris", "broaderUri", "broader"]),
            ("label_en", ["labelEn"]), ("label_fr", ["labelFr"]), ("synonyms_en", ["altLabelsEn", "synonymsEn"]),
            ("synonyms_fr", ["altLabelsFr", "synonymsFr"]),
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
            return
        }
        guard isHierarchy || places["label"] != nil else {
            throw Self.fault(
                table, "preferredLabel", "missing-column", "The column preferredLabel is required.",
                "La colonne preferredLabel est obligatoire.")
        }
        guard let language = language ?? Self.language(in: table.file), ["en", "fr"].contains(language) else {
            throw Self.fault(
                table, nil, "unknown-language",
                "Say the language of the file, en or fr: --of fr (in the API language=fr), or skills_fr.csv as its name.",
                "Indiquez la langue du fichier, en ou fr : --of fr (dans l’API language=fr), ou skills_fr.csv comme nom.")
        }
        self.language = language
    }

    /// What the file calls a column.
    private func column(of field: String, in table: CSVTable) -> String? { places[field].map { table.columns[$0] } }

    private static func language(in file: String) -> String? {
        file.lowercased().split { !$0.isLetter }.last { $0 == "en" || $0 == "fr" }.map(String.init)
    }

    private static func fault(_ table: CSVTable, _ column: String?, _ code: String, _ en: String, _ fr: String) -> Problem {
        Problem(file: table.file, line: table.headerLine, column: column, code: code, en: en, fr: fr)
    }

    /// - Throws: a row that is no entry, with its place.
    func skill(of record: CSVRecord, in table: CSVTable, notes: inout ProblemList) throws(Problem) -> ESCOSkill {
        var skill = isHierarchy ? heading(record, table) : entry(record, table, notes: &notes)
        guard (1...300).contains(skill.uri.unicodeScalars.count), !skill.uri.contains(where: \.isWhitespace),
            ["http://", "https://", "urn:"].contains(where: skill.uri.hasPrefix)
        else {
            throw Self.fault(
                table, record, "conceptUri", "bad-uri", "The entry has no URI: http://data.europa.eu/esco/skill/…",
                "L’entrée n’a pas d’URI : http://data.europa.eu/esco/skill/…")
        }
        guard !skill.uri.contains("/esco/occupation/") else {
            throw Self.fault(
                table, record, "conceptUri", "not-a-skill", "The entry is an occupation. Import the files of skills.",
                "L’entrée est un métier. Importez les fichiers de compétences.")
        }
        let labels = [skill.labelEn, skill.labelFr].compactMap(\.self)
        guard !labels.isEmpty else {
            throw Self.fault(table, record, "preferredLabel", "missing-value", "The entry has no label.", "L’entrée n’a pas de libellé.")
        }
        if let long = labels.first(where: { $0.unicodeScalars.count > 300 }) {
            throw Self.fault(
                table, record, "preferredLabel", "too-long", "The label “\(long.excerpt)…” has more than 300 characters.",
                "Le libellé « \(long.excerpt)… » dépasse 300 caractères.")
        }
        skill.broader?.removeAll { $0 == skill.uri }
        return skill
    }

    private func text(_ field: String, _ record: CSVRecord, _ table: CSVTable) -> String {
        places[field].map { table.text(record, $0) } ?? ""
    }

    private func entry(_ record: CSVRecord, _ table: CSVTable, notes: inout ProblemList) -> ESCOSkill {
        func text(_ field: String) -> String { self.text(field, record, table) }
        var skill = ESCOSkill(line: record.line, uri: text("uri"), kind: "skill")
        switch text("kind") {
        case "knowledge": skill.kind = "knowledge"
        case "skill", "skill/competence": break
        case let other where places["kind"] != nil:
            var note = Self.fault(
                table, record, column(of: "kind", in: table) ?? "skillType", "unknown-kind",
                "“\(other.excerpt)” is neither skill/competence nor knowledge; it is taken for a skill.",
                "« \(other.excerpt) » n’est ni skill/competence ni knowledge ; l’entrée est prise pour une compétence.")
            note.severity = .warning
            notes.add(note)
        default: break
        }
        if places["broader"] != nil { skill.broader = Self.list(text("broader")) }
        func words(_ suffix: String) -> (label: String?, synonyms: [String]) {
            let label = text("label" + suffix)
            var seen: Set = [label]
            let synonyms = Self.list(text("synonyms" + suffix) + "\n" + (suffix.isEmpty ? text("hidden") : ""))
            return (
                label.isEmpty ? nil : label, synonyms.filter { $0.unicodeScalars.count <= 300 && seen.insert($0).inserted }
            )
        }
        switch language {
        case "en": (skill.labelEn, skill.synonymsEn) = words("")
        case "fr": (skill.labelFr, skill.synonymsFr) = words("")
        default:
            (skill.labelEn, skill.synonymsEn) = words("_en")
            (skill.labelFr, skill.synonymsFr) = words("_fr")
        }
        return skill
    }

    /// The deepest level that a row of the hierarchy names; the level above is what it is a kind of.
    private func heading(_ record: CSVRecord, _ table: CSVTable) -> ESCOSkill {
        func text(_ field: String) -> String { self.text(field, record, table) }
        let depth = (0...3).last { !text("level\($0)uri").isEmpty } ?? 0
        let label = text("level\(depth)preferredterm")
        var skill = ESCOSkill(line: record.line, uri: text("level\(depth)uri"), kind: "skill")
        if language == "fr" { skill.labelFr = label.isEmpty ? nil : label } else { skill.labelEn = label.isEmpty ? nil : label }
        skill.broader = depth > 0 ? [text("level\(depth - 1)uri")] : []
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
