import Foundation

/// Reads the fields of a case that are a line of text, in a row of a CSV or in the front matter of a file.
enum CaseCells {
    static let importances = ["must", "should", "nice"]

    /// `label:level:importance`; a URI may hold colons itself. Without a level 2, practice; without an importance `should`.
    static func skill(_ text: String) throws(CellFault) -> CaseFile.Skill {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        var importance: String?
        var level: Int?
        if parts.count > 1, let last = parts.last?.lowercased(), importances.contains(last) {
            importance = last
            parts.removeLast()
        }
        if parts.count > 1, let last = parts.last, Int(last) != nil {
            level = try self.level(last)
            parts.removeLast()
        }
        let label = parts.joined(separator: ":")
        guard !label.isEmpty else {
            throw CellFault(
                code: "bad-skill", en: "“\(text.excerpt)” names no skill. Write label:level:importance.",
                fr: "« \(text.excerpt) » ne nomme aucune compétence. Écrivez libellé:niveau:importance.")
        }
        return CaseFile.Skill(skill: label, level: level ?? 2, importance: importance ?? "should")
    }

    static func level(_ text: String) throws(CellFault) -> Int {
        guard let level = Int(text), (1...4).contains(level) else {
            throw CellFault(
                code: "bad-level", en: "“\(text.excerpt)”: a level goes from 1 (notions) to 4 (expertise).",
                fr: "« \(text.excerpt) » : un niveau va de 1 (notions) à 4 (expertise).")
        }
        return level
    }

    /// `3-5`, `3–5` or `4`.
    static func teamSize(_ text: String) throws(CellFault) -> ClosedRange<Int> {
        let ends = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }.map {
            Int($0.trimmingCharacters(in: .whitespaces))
        }
        guard (1...2).contains(ends.count), let least = ends[0], let most = ends[ends.count - 1], 1 <= least, least <= most else {
            throw CellFault(
                code: "bad-team-size", en: "“\(text.excerpt)” is no team size. Write 3-5.",
                fr: "« \(text.excerpt) » n’est pas une taille d’équipe. Écrivez 3-5.")
        }
        return least...most
    }

    static func integer(_ text: String) throws(CellFault) -> Int {
        guard let number = Int(text), text.utf8.count <= 9 else {
            throw CellFault(
                code: "bad-number", en: "“\(text.excerpt)” is not a whole number.",
                fr: "« \(text.excerpt) » n’est pas un nombre entier.")
        }
        return number
    }

    static func boolean(_ text: String) throws(CellFault) -> Bool {
        switch text.lowercased() {
        case "true", "yes", "oui", "vrai", "1": return true
        case "false", "no", "non", "faux", "0": return false
        default:
            throw CellFault(
                code: "bad-boolean", en: "“\(text.excerpt)” is neither true nor false.",
                fr: "« \(text.excerpt) » n’est ni true ni false.")
        }
    }

    /// Entries separated by `;`, `,` or `|`.
    static func list(_ text: String) -> [String] {
        text.split { $0 == ";" || $0 == "," || $0 == "|" }.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
