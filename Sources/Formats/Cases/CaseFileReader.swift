import Foundation
import Yams

/// Reads a case file: `---`, YAML, `---`, Markdown. Every field that is not as it should be is reported with its line.
package struct CaseFileReader {
    package static let bodyLimit = 64 << 10

    /// - Throws: nothing; a file with refusals has no case.
    package static func read(_ bytes: [UInt8], file: String) -> (case: CaseFile?, problems: ProblemList) {
        var reader = CaseFileReader(file: file)
        do throws(Problem) {
            try reader.read(bytes)
        } catch {
            reader.problems.add(error)
        }
        return (reader.problems.refusals == 0 ? reader.found : nil, reader.problems)
    }

    private let file: String
    private var found = CaseFile()
    private var problems = ProblemList()

    private init(file: String) {
        self.file = file
    }

    private mutating func read(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.count <= 2 * Self.bodyLimit else {
            throw fault(nil, nil, "file-too-large", "The file has more than 128 KiB.", "Le fichier dépasse 128 Kio.")
        }
        let text = String(decoding: try TextEncoding.decode(bytes, file: file).text, as: UTF8.self).replacing("\r\n", with: "\n")
        guard text.hasPrefix("---\n"), let end = text.range(of: "\n---", range: text.index(text.startIndex, offsetBy: 3)..<text.endIndex),
            end.upperBound == text.endIndex || text[end.upperBound...].first?.isWhitespace == true
        else {
            throw fault(
                1, nil, "no-front-matter",
                "The file begins with --- on a line of its own, then YAML, then --- again, then the description.",
                "Le fichier commence par --- seul sur sa ligne, puis du YAML, puis --- de nouveau, puis la description.")
        }
        let yaml = String(text[text.index(text.startIndex, offsetBy: 4)..<end.lowerBound])
        let rest = text[end.upperBound...]
        found.description = rest[(rest.firstIndex(of: "\n").map { text.index(after: $0) } ?? text.endIndex)...]
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard found.description.utf8.count <= Self.bodyLimit else {
            throw fault(nil, "description", "too-long", "The description has more than 64 KiB.", "La description dépasse 64 Kio.")
        }
        readFields(try fields(of: yaml))
    }

    /// An alias shares the node it stands for, and only what a field needs is walked: a small file cannot grow.
    private func fields(of yaml: String) throws(Problem) -> Node.Mapping {
        do {
            let parser = try Parser(yaml: yaml, resolver: .basic)
            guard let node = try parser.singleRoot() else {
                throw fault(2, nil, "empty-front-matter", "The front matter names no field.", "L’en-tête ne nomme aucun champ.")
            }
            guard case .mapping(let mapping) = node else {
                throw fault(
                    2, nil, "not-a-mapping", "The front matter is a list of fields: title: …",
                    "L’en-tête est une liste de champs : title: …")
            }
            return mapping
        } catch let error as YamlError {
            let line: Int? =
                switch error {
                case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line + 1
                default: nil
                }
            throw fault(
                line, nil, "not-yaml", "The front matter is not YAML: check the indentation and the quotes.",
                "L’en-tête n’est pas du YAML : vérifiez l’indentation et les guillemets.")
        } catch let problem as Problem {
            throw problem
        } catch {
            throw fault(nil, nil, "not-yaml", "The front matter is not YAML.", "L’en-tête n’est pas du YAML.")
        }
    }

    private static let known = [
        "title", "company", "reference", "skills", "team_size", "capacity", "window", "hours_per_week", "mentor_slots", "languages",
        "place",
        "remote", "confidentiality", "rights", "reward", "open_to",
    ]

    private mutating func readFields(_ mapping: Node.Mapping) {
        var seen = Set<String>()
        for (key, value) in mapping {
            let name = key.string ?? ""
            let line = (key.mark?.line ?? 0) + 1
            guard seen.insert(name).inserted else {
                add(line, name, "repeated-field", "The field stands twice.", "Le champ figure deux fois.")
                continue
            }
            switch name {
            case "title": found.title = text(value, name, line) ?? ""
            case "company": found.company = text(value, name, line)
            case "reference": found.reference = text(value, name, line)
            case "skills": found.skills = skills(value, line)
            case "team_size": found.teamSize = teamSize(value, line)
            case "capacity": found.capacity = integer(value, name, line)
            case "window": window(value, line)
            case "hours_per_week": found.hoursPerWeek = integer(value, name, line)
            case "mentor_slots": found.mentorSlots = mentorSlots(value, line)
            case "languages": found.languages = list(value, name, line)
            case "place": found.place = text(value, name, line)
            case "remote": found.remote = boolean(value, name, line)
            case "confidentiality": found.confidentiality = text(value, name, line)
            case "rights": found.rights = text(value, name, line)
            case "reward": found.reward = text(value, name, line)
            case "open_to": found.openTo = list(value, name, line)
            default:
                add(
                    line, name, "unknown-field", "There is no field \(name). Fields: \(Self.known.joined(separator: ", ")).",
                    "Il n’y a pas de champ \(name). Champs : \(Self.known.joined(separator: ", ")).")
            }
        }
        if found.title.isEmpty { add(nil, "title", "missing-field", "Give a title.", "Donnez un titre.") }
        if found.from == nil, !seen.contains("window") {
            add(
                nil, "window", "missing-field", "Say when: window: {from: 2027-02-01, until: 2027-04-30}.",
                "Dites quand : window: {from: 2027-02-01, until: 2027-04-30}.")
        }
        if found.hoursPerWeek == nil, !seen.contains("hours_per_week") {
            add(
                nil, "hours_per_week", "missing-field", "Say how many hours a week the team gives.",
                "Dites combien d’heures par semaine l’équipe donne.")
        }
    }

    private mutating func skills(_ node: Node, _ line: Int) -> [CaseFile.Skill] {
        guard let sequence = node.sequence else {
            add(
                line, "skills", "not-a-list", "Write a list: - {skill: Excel, level: 2, importance: should}.",
                "Écrivez une liste : - {skill: Excel, level: 2, importance: should}.")
            return []
        }
        var skills: [CaseFile.Skill] = []
        for entry in sequence {
            let line = (entry.mark?.line ?? line - 1) + 1
            if let label = entry.string {
                skills.append(CaseFile.Skill(skill: label, level: 2, importance: "should"))
                continue
            }
            guard let mapping = entry.mapping, let label = mapping["skill"]?.string, !label.isEmpty else {
                add(
                    line, "skills", "missing-field", "A skill has a name: {skill: Excel, level: 2, importance: should}.",
                    "Une compétence a un nom : {skill: Excel, level: 2, importance: should}.")
                continue
            }
            for (key, _) in mapping where !["skill", "level", "importance"].contains(key.string) {
                add(
                    line, "skills", "unknown-field", "A skill has skill, level and importance.",
                    "Une compétence a skill, level et importance.")
            }
            let level = mapping["level"].map { integer($0, "level", line) } ?? 2
            if let level, !(1...4).contains(level) {
                add(line, "level", "out-of-range", "A level goes from 1 to 4.", "Un niveau va de 1 à 4.")
            }
            let importance = mapping["importance"]?.string ?? "should"
            if !["must", "should", "nice"].contains(importance) {
                add(line, "importance", "unknown", "importance is must, should or nice.", "importance vaut must, should ou nice.")
            }
            skills.append(CaseFile.Skill(skill: label, level: level ?? 2, importance: importance))
        }
        return skills
    }

    private mutating func teamSize(_ node: Node, _ line: Int) -> ClosedRange<Int>? {
        if let size = node.int { return size > 0 ? size...size : nil }
        guard let mapping = node.mapping, let least = mapping["min"]?.int, let most = mapping["max"]?.int, 1 <= least, least <= most else {
            add(line, "team_size", "not-a-range", "Write team_size: {min: 3, max: 5}.", "Écrivez team_size: {min: 3, max: 5}.")
            return nil
        }
        return least...most
    }

    private mutating func window(_ node: Node, _ line: Int) {
        func day(_ name: String) -> Day? { node.mapping?[name]?.string.flatMap(Day.init) }
        guard let from = day("from"), let until = day("until"), from <= until else {
            add(
                line, "window", "not-a-window", "Write window: {from: 2027-02-01, until: 2027-04-30}.",
                "Écrivez window: {from: 2027-02-01, until: 2027-04-30}.")
            return
        }
        (found.from, found.until) = (from, until)
    }

    private mutating func mentorSlots(_ node: Node, _ line: Int) -> WeekGrid? {
        let text = node.sequence.map { $0.compactMap(\.string).joined(separator: ";") } ?? node.string ?? ""
        guard let grid = WeekGrid(text), !text.isEmpty else {
            add(
                line, "mentor_slots", "not-ranges", "Write mentor_slots: mon 09:00-12:00;tue 14:00-18:00.",
                "Écrivez mentor_slots: lun 09:00-12:00;mar 14:00-18:00.")
            return nil
        }
        return grid
    }

    private mutating func text(_ node: Node, _ name: String, _ line: Int) -> String? {
        guard let text = node.string else {
            add(line, name, "not-a-text", "\(name) is a text.", "\(name) est un texte.")
            return nil
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
        return trimmed.isEmpty ? nil : trimmed
    }

    private mutating func integer(_ node: Node, _ name: String, _ line: Int) -> Int? {
        guard let number = node.int else {
            add(line, name, "not-a-number", "\(name) is a whole number.", "\(name) est un nombre entier.")
            return nil
        }
        return number
    }

    private mutating func boolean(_ node: Node, _ name: String, _ line: Int) -> Bool? {
        switch node.string?.lowercased() {
        case "true", "yes", "oui": return true
        case "false", "no", "non": return false
        default:
            add(line, name, "not-a-boolean", "\(name) is true or false.", "\(name) vaut true ou false.")
            return nil
        }
    }

    private mutating func list(_ node: Node, _ name: String, _ line: Int) -> [String]? {
        if let sequence = node.sequence {
            let entries = sequence.compactMap { $0.string ?? $0.mapping?.first.map { "\($0.key.string ?? ""):\($0.value.string ?? "")" } }
            if entries.count == sequence.count { return entries }
        } else if let text = node.string {
            return text.split(whereSeparator: { $0 == ";" || $0 == "," }).map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                !$0.isEmpty
            }
        }
        add(line, name, "not-a-list", "\(name) is a list: [a, b].", "\(name) est une liste : [a, b].")
        return nil
    }

    private mutating func add(_ line: Int?, _ field: String?, _ code: String, _ en: String, _ fr: String) {
        problems.add(fault(line, field, code, en, fr))
    }

    private func fault(_ line: Int?, _ field: String?, _ code: String, _ en: String, _ fr: String) -> Problem {
        Problem(file: file, line: line, column: field, code: code, en: en, fr: fr)
    }
}
