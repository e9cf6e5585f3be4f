import Foundation

/// Reads the cells of a roster. Each answer is a value, or why the cell is none.
enum RosterCells {
    struct Fault: Error {
        var code: String
        var en: String
        var fr: String
        var isWarning = false
    }

    /// `YYYY-MM-DD`, `DD/MM/YYYY`, or `YYYY-MM` for the last day of that month: a graduation in a month is not over before its end.
    static func day(_ text: String) throws(Fault) -> Day {
        if let day = Day(text) { return day }
        let french = text.split(separator: "/").compactMap { Int($0) }
        if french.count == 3, text.split(separator: "/", omittingEmptySubsequences: false).count == 3,
            let day = Day(year: french[2], month: french[1], day: french[0])
        {
            return day
        }
        let month = text.split(separator: "-", omittingEmptySubsequences: false)
        if month.count == 2, month[0].count == 4, let year = Int(month[0]), let number = Int(month[1]), (1...12).contains(number),
            let next = Day(year: number == 12 ? year + 1 : year, month: number % 12 + 1, day: 1)
        {
            return next.adding(days: -1)
        }
        throw Fault(
            code: "bad-date", en: "“\(text)” is not a date. Write 2027-06-30, 30/06/2027 or 2027-06.",
            fr: "« \(text) » n’est pas une date. Écrivez 2027-06-30, 30/06/2027 ou 2027-06.")
    }

    /// Hours of a week, rounded up to whole ones: `12`, `12,5`, `12.5`.
    static func hours(_ text: String) throws(Fault) -> Int {
        guard let value = Double(text.replacing(",", with: ".")), value.isFinite, (0...80).contains(value) else {
            throw Fault(
                code: "bad-hours", en: "“\(text)” is not a number of hours from 0 to 80.",
                fr: "« \(text) » n’est pas un nombre d’heures de 0 à 80.")
        }
        return Int(value.rounded(.up))
    }

    /// `fr:C2;en:B2`, the level CEFR's A1…C2; two-letter codes of ISO 639-1.
    static func languages(_ text: String) throws(Fault) -> [String] {
        var languages: [String] = []
        for part in text.split(whereSeparator: { $0 == ";" || $0 == "," || $0 == "|" }) {
            let entry = part.trimmingCharacters(in: .whitespaces)
            if entry.isEmpty { continue }
            guard let match = entry.wholeMatch(of: /([A-Za-z]{2,3})\s*(?:[:=]\s*([ABCabc][12]))?/) else {
                throw Fault(
                    code: "bad-language", en: "“\(entry)” is not a language. Write fr:C2;en:B2.",
                    fr: "« \(entry) » n’est pas une langue. Écrivez fr:C2;en:B2.")
            }
            let code = match.1.lowercased()
            languages.append(match.2.map { "\(code):\($0.uppercased())" } ?? code)
        }
        guard languages.count <= 30 else {
            throw Fault(code: "too-many-languages", en: "30 languages at most.", fr: "30 langues au plus.")
        }
        return languages
    }

    /// `négociation:3;Excel:2`; a URI may hold colons itself, the level stands behind the last one. Without a level: 2.
    static func skills(_ text: String) throws(Fault) -> [RosterSkill] {
        var skills: [RosterSkill] = []
        for part in text.split(whereSeparator: { $0 == ";" || $0 == "|" || $0 == "\n" }) {
            let entry = part.trimmingCharacters(in: .whitespacesAndNewlines)
            if entry.isEmpty { continue }
            var label = Substring(entry)
            var level = 2
            if let colon = entry.lastIndex(of: ":") {
                let said = entry[entry.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                if !said.isEmpty, said.allSatisfy({ $0.isNumber || $0 == "-" || $0 == "." || $0 == "," }) {
                    guard let number = Int(said), (1...4).contains(number) else {
                        throw Fault(
                            code: "bad-level", en: "“\(entry)”: a level goes from 1 (notions) to 4 (expertise).",
                            fr: "« \(entry) » : un niveau va de 1 (notions) à 4 (expertise).")
                    }
                    level = number
                    label = entry[..<colon]
                }
            }
            let trimmed = label.trimmingCharacters(in: .whitespaces)
            guard (1...300).contains(trimmed.unicodeScalars.count) else {
                throw Fault(
                    code: "bad-skill", en: "“\(entry.prefix(40))” names no skill. Write label:level;label:level.",
                    fr: "« \(entry.prefix(40)) » ne nomme aucune compétence. Écrivez libellé:niveau;libellé:niveau.")
            }
            skills.append(RosterSkill(label: trimmed, level: level))
        }
        guard skills.count <= 200 else {
            throw Fault(code: "too-many-skills", en: "200 skills at most.", fr: "200 compétences au plus.")
        }
        return skills
    }

    static func availability(_ text: String) throws(Fault) -> WeekGrid {
        guard let grid = WeekGrid(text) else {
            throw Fault(
                code: "bad-availability",
                en: "“\(text.prefix(60))” are not weekly ranges on whole half-hours. Write mon 09:00-12:00;tue 14:00-18:00.",
                fr: "« \(text.prefix(60)) » ne sont pas des plages hebdomadaires à la demi-heure. Écrivez lun 09:00-12:00;mar 14:00-18:00.")
        }
        return grid
    }

    /// A spreadsheet has turned a long number into `1,23E+11`: the digits are lost.
    static func key(_ text: String) throws(Fault) -> String {
        if text.wholeMatch(of: /[0-9]+([.,][0-9]+)?[eE]\+[0-9]+/) != nil {
            throw Fault(
                code: "number-ruined",
                en: "“\(text)”: a spreadsheet has rounded this identifier. Format the column as text and export again.",
                fr: "« \(text) » : un tableur a arrondi cet identifiant. Mettez la colonne au format texte et exportez de nouveau.")
        }
        return try line(text, most: 100, name: "key")
    }

    static func email(_ text: String) throws(Fault) -> String {
        guard text.utf8.count <= 254, text.wholeMatch(of: /[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+/) != nil else {
            throw Fault(
                code: "bad-email", en: "“\(text.prefix(60))” is not an e-mail address.",
                fr: "« \(text.prefix(60)) » n’est pas une adresse électronique.")
        }
        return text
    }

    static func line(_ text: String, most: Int, name: String) throws(Fault) -> String {
        guard text.unicodeScalars.count <= most else {
            throw Fault(
                code: "too-long", en: "\(name) has more than \(most) characters.", fr: "\(name) dépasse \(most) caractères.")
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw Fault(
                code: "control-character", en: "\(name) holds a control character. Remove it.",
                fr: "\(name) contient un caractère de contrôle. Supprimez-le.")
        }
        return text
    }
}
