import Foundation
import Yams

/// The front matter of a case file, field by field.
struct CaseFileFields {
    static let names = [
        "title", "company", "reference", "skills", "team_size", "capacity", "minimum", "window", "hours_per_week", "mentor_slots",
        "languages", "place", "remote", "confidentiality", "rights", "reward", "open_to",
    ]

    let file: String
    var found = CaseFile()
    private(set) var problems: [Problem] = []
    /// Where each field stands, by its JSON pointer.
    private(set) var lines: [String: Int] = [:]

    init(file: String) {
        self.file = file
    }

    mutating func read(_ mapping: Node.Mapping) {
        var seen = Set<String>()
        for (key, value) in mapping {
            let name = key.string ?? ""
            let place = Place(field: name, line: line(of: key))
            seen.insert(name)
            lines["/\(name)"] = place.line
            guard Self.names.contains(name) else {
                let nearest = HeaderName.nearest(to: name, in: Self.names)
                refuse(
                    place, "unknown-field",
                    "There is no field \(name.excerpt)."
                        + (nearest.map { " Do you mean \($0)?" } ?? " Fields: \(Self.names.joined(separator: ", "))."),
                    "Il n’y a pas de champ \(name.excerpt)."
                        + (nearest.map { " Vouliez-vous dire \($0) ?" } ?? " Champs : \(Self.names.joined(separator: ", "))."))
                continue
            }
            // A field with nothing behind it is not said.
            if value.scalar?.string.isEmpty == true { continue }
            set(name, value, place)
        }
        if found.title.isEmpty {
            refuse(Place(field: "title", line: lines["/title"]), "missing-field", "Give a title.", "Donnez un titre.")
        }
        if !seen.contains("window") {
            refuse(
                Place(field: "window", line: nil), "missing-field", "Say when: window: {from: 2027-02-01, until: 2027-04-30}.",
                "Dites quand : window: {from: 2027-02-01, until: 2027-04-30}.")
        }
        if !seen.contains("hours_per_week") {
            refuse(
                Place(field: "hours_per_week", line: nil), "missing-field", "Say how many hours a week the team gives.",
                "Dites combien d’heures par semaine l’équipe donne.")
        }
    }

    private struct Place {
        var field: String
        var line: Int?
    }

    /// The front matter begins on the second line of the file.
    private func line(of node: Node) -> Int? { node.mark.map { $0.line + 1 } }

    private mutating func set(_ name: String, _ node: Node, _ place: Place) {
        switch name {
        case "title": found.title = text(node, place) { $0 } ?? ""
        case "company": found.company = text(node, place) { $0 }
        case "reference": found.reference = text(node, place) { $0 }
        case "place": found.place = text(node, place) { $0 }
        case "confidentiality": found.confidentiality = text(node, place) { $0 }
        case "rights": found.rights = text(node, place) { $0 }
        case "reward": found.reward = text(node, place) { $0 }
        case "capacity": found.capacity = text(node, place, CaseCells.integer)
        case "minimum": found.minimum = text(node, place, CaseCells.integer)
        case "hours_per_week": found.hoursPerWeek = text(node, place, CaseCells.integer)
        case "remote": found.remote = text(node, place, CaseCells.boolean)
        case "team_size": teamSize(node, place)
        case "window": window(node, place)
        case "skills": skills(node, place)
        case "mentor_slots":
            found.mentorSlots = list(node, place).flatMap { value($0.joined(separator: ";"), place, RosterCells.availability) }
        case "languages": found.languages = list(node, place).flatMap { value($0.joined(separator: ";"), place, RosterCells.languages) }
        case "open_to": found.openTo = list(node, place)
        default: break
        }
    }

    /// A scalar, read.
    private mutating func text<Value>(_ node: Node, _ place: Place, _ read: (String) throws(CellFault) -> Value) -> Value? {
        guard let text = node.scalar?.string else {
            refuse(place, "not-a-text", "\(place.field) is a text or a number.", "\(place.field) est un texte ou un nombre.")
            return nil
        }
        return value(text.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping, place, read)
    }

    private mutating func value<Value>(_ text: String, _ place: Place, _ read: (String) throws(CellFault) -> Value) -> Value? {
        do throws(CellFault) {
            return try read(text)
        } catch {
            refuse(place, error.code, error.en, error.fr)
            return nil
        }
    }

    /// The texts of `[a, b]`, of `{fr: B2}` as `fr:B2`, or of `a; b`; `[]` and `{}` have none.
    private mutating func list(_ node: Node, _ place: Place) -> [String]? {
        var entries: [String?]
        switch node {
        case .scalar(let scalar): return CaseCells.list(scalar.string)
        case .sequence(let sequence): entries = sequence.flatMap { $0.mapping.map(Self.pairs) ?? [$0.scalar?.string] }
        case .mapping(let mapping): entries = Self.pairs(mapping)
        default: entries = [nil]
        }
        let texts = entries.compactMap(\.self)
        guard texts.count == entries.count else {
            refuse(place, "not-a-list", "\(place.field) is a list: [a, b].", "\(place.field) est une liste : [a, b].")
            return nil
        }
        return texts
    }

    private static func pairs(_ mapping: Node.Mapping) -> [String?] {
        mapping.map { key, value in value.scalar.map { "\(key.string ?? ""):\($0.string)" } }
    }

    private mutating func teamSize(_ node: Node, _ place: Place) {
        guard let members = members(of: node, ["min", "max"], place) else {
            return found.teamSize = text(node, place, CaseCells.teamSize)
        }
        let least = members["min"] ?? "1"
        found.teamSize = value("\(least)-\(members["max"] ?? least)", place, CaseCells.teamSize)
    }

    private mutating func window(_ node: Node, _ place: Place) {
        guard let members = members(of: node, ["from", "until"], place), let from = members["from"], let until = members["until"] else {
            return refuse(
                place, "bad-window", "Write window: {from: 2027-02-01, until: 2027-04-30}.",
                "Écrivez window: {from: 2027-02-01, until: 2027-04-30}.")
        }
        found.from = value(from, Place(field: "window.from", line: place.line), RosterCells.day)
        found.until = value(until, Place(field: "window.until", line: place.line), RosterCells.day)
        if let from = found.from, let until = found.until, until < from {
            refuse(place, "dates-order", "window.until lies before window.from.", "window.until précède window.from.")
        }
    }

    /// The scalar members of a mapping; nil where the node is none. Others than those named are refused.
    private mutating func members(of node: Node, _ names: [String], _ place: Place) -> [String: String]? {
        guard let mapping = node.mapping else { return nil }
        var members: [String: String] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            guard names.contains(name), let text = value.scalar?.string else {
                refuse(
                    Place(field: "\(place.field).\(name.excerpt)", line: line(of: key)), "unknown-field",
                    "\(place.field) has \(names.joined(separator: ", ")).", "\(place.field) a \(names.joined(separator: ", ")).")
                continue
            }
            members[name] = text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return members
    }

    private mutating func skills(_ node: Node, _ place: Place) {
        guard let sequence = node.sequence else {
            guard let entries = list(node, place) else { return }
            found.skills = entries.compactMap { value($0, place, CaseCells.skill) }
            return
        }
        for (index, entry) in sequence.enumerated() {
            let place = Place(field: "skills[\(index)]", line: line(of: entry) ?? place.line)
            lines["/skills/\(index)"] = place.line
            guard let members = members(of: entry, ["skill", "level", "importance"], place) else {
                if let skill = text(entry, place, CaseCells.skill) { found.skills.append(skill) }
                continue
            }
            let importance = members["importance"] ?? "should"
            if !CaseCells.importances.contains(importance) {
                refuse(
                    Place(field: "\(place.field).importance", line: place.line), "bad-importance", "importance is must, should or nice.",
                    "importance vaut must, should ou nice.")
            }
            guard let label = members["skill"], !label.isEmpty else {
                refuse(
                    place, "missing-field", "A skill has a name: {skill: Excel, level: 2, importance: should}.",
                    "Une compétence a un nom : {skill: Excel, level: 2, importance: should}.")
                continue
            }
            let level = members["level"].flatMap { value($0, Place(field: "\(place.field).level", line: place.line), CaseCells.level) }
            found.skills.append(CaseFile.Skill(skill: label, level: level ?? 2, importance: importance))
        }
    }

    private mutating func refuse(_ place: Place, _ code: String, _ en: String, _ fr: String) {
        problems.append(Problem(file: file, line: place.line, column: place.field, code: code, en: en, fr: fr))
    }
}
