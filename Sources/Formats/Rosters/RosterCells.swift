import Foundation

/// Reads the cells of a roster. Each answer is a value, or why the cell is none.
enum RosterCells {
    /// `YYYY-MM-DD`, `DD/MM/YYYY`, or `YYYY-MM` and `MM/YYYY` for the last day of that month: a graduation in June is not over before its end.
    static func day(_ text: String) throws(CellFault) -> Day {
        if let day = Day(text) { return day }
        let isFrench = text.utf8.contains(UInt8(ascii: "/"))
        var parts = text.split(separator: isFrench ? "/" : "-", omittingEmptySubsequences: false)
        if isFrench { parts.reverse() }
        let numbers = parts.compactMap { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil }
        if numbers.count == parts.count, parts[0].utf8.count == 4 {
            if isFrench, numbers.count == 3, let day = Day(year: numbers[0], month: numbers[1], day: numbers[2]) { return day }
            if numbers.count == 2, let day = Day(endOf: numbers[1], in: numbers[0]) { return day }
        }
        throw CellFault(
            code: "bad-date",
            en: "“\(text.excerpt)” is no date: year-month-day or day/month/year, as 2027-06-30, 30/06/2027 or 2027-06.",
            fr: "« \(text.excerpt) » n’est pas une date : année-mois-jour ou jour/mois/année, comme 2027-06-30, 30/06/2027 ou 2027-06.")
    }

    /// Hours of a week, in whole ones that are there in full: `12`; 12 for `12,5` and `12.5`.
    static func hours(_ text: String) throws(CellFault) -> Int {
        let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
        let number = text.utf8.contains(UInt8(ascii: ",")) ? text.replacing(",", with: ".") : text
        guard isNumber, let value = Double(number), (0...80).contains(value) else {
            throw CellFault(
                code: "bad-hours", en: "“\(text.excerpt)” is not a number of hours from 0 to 80.",
                fr: "« \(text.excerpt) » n’est pas un nombre d’heures de 0 à 80.")
        }
        guard value == value.rounded(.down) else {
            throw CellFault(
                code: "bad-hours", en: "“\(text.excerpt)”: hours a week are whole. Write \(Int(value)) or \(Int(value) + 1).",
                fr: "« \(text.excerpt) » : les heures par semaine sont entières. Écrivez \(Int(value)) ou \(Int(value) + 1).")
        }
        return Int(value)
    }

    /// `fr:C2;en:B2`.
    static func languages(_ text: String) throws(CellFault) -> [String] {
        var languages: [String] = []
        for entry in entries(text, commasToo: true) {
            guard let language = LanguageText(entry) else {
                throw CellFault(
                    code: "bad-language", en: "“\(entry.excerpt)” is no language with a level from A1 to C2. Write fr:C2;en:B2.",
                    fr: "« \(entry.excerpt) » n’est pas une langue avec un niveau de A1 à C2. Écrivez fr:C2;en:B2.")
            }
            languages.append(language.description)
        }
        guard languages.count <= 30 else {
            throw CellFault(code: "too-many-languages", en: "30 languages at most.", fr: "30 langues au plus.")
        }
        return languages
    }

    /// `négociation:3;Excel:2`; a URI may hold colons itself, the level stands behind the last one. Without a level: 2, practice.
    static func skills(_ text: String, known: inout SharedValues<RosterSkill>) throws(CellFault) -> [RosterSkill] {
        var skills: [RosterSkill] = []
        for entry in entries(text) { skills.append(try known.value(of: entry, skill)) }
        guard skills.count <= 200 else {
            throw CellFault(code: "too-many-skills", en: "200 skills at most.", fr: "200 compétences au plus.")
        }
        return skills
    }

    private static func skill(_ entry: String) throws(CellFault) -> RosterSkill {
        var label = entry
        var level = 2
        if let colon = entry.utf8.lastIndex(of: UInt8(ascii: ":")) {
            let said = entry.utf8[entry.utf8.index(after: colon)...].filter { $0 != 0x20 }
            let isNumber = said.allSatisfy { (0x30...0x39).contains($0) || [0x2B, 0x2C, 0x2D, 0x2E].contains($0) }
            if !said.isEmpty, isNumber {
                guard let number = Int(String(decoding: said, as: UTF8.self)), (1...4).contains(number) else {
                    throw CellFault(
                        code: "bad-level", en: "“\(entry.excerpt)”: a level goes from 1 (notions) to 4 (expertise).",
                        fr: "« \(entry.excerpt) » : un niveau va de 1 (notions) à 4 (expertise).")
                }
                level = number
                label = trimmed(Array(entry.utf8[..<colon])[...])
            }
        }
        guard !label.isEmpty else {
            throw CellFault(
                code: "bad-skill", en: "“\(entry.excerpt)” names no skill. Write label:level;label:level.",
                fr: "« \(entry.excerpt) » ne nomme aucune compétence. Écrivez libellé:niveau;libellé:niveau.")
        }
        return RosterSkill(label: try line(label, most: 300, name: "skills"), level: level)
    }

    static func availability(_ text: String) throws(CellFault) -> WeekGrid {
        do throws(WeekGridText.Fault) {
            return try WeekGridText.read(text)
        } catch {
            throw CellFault(
                code: "bad-availability",
                en: "“\(error.range)”, at character \(error.column): \(error.en). Write mon 09:00-12:00;tue 14:00-18:00.",
                fr: "« \(error.range) », au caractère \(error.column) : \(error.fr). Écrivez lun 09:00-12:00;mar 14:00-18:00.")
        }
    }

    /// A spreadsheet turns a long number into `1,23E+11`: the digits are lost.
    static func key(_ text: String) throws(CellFault) -> String {
        let isRuined =
            text.utf8.contains(UInt8(ascii: "+"))
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0)
                    || [UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "E"), UInt8(ascii: "e"), UInt8(ascii: "+")].contains($0)
            }
        guard !isRuined else {
            throw CellFault(
                code: "number-ruined",
                en: "“\(text.excerpt)”: a spreadsheet has rounded this identifier. Format the column as text and export again.",
                fr:
                    "« \(text.excerpt) » : un tableur a arrondi cet identifiant. Mettez la colonne au format texte et exportez de nouveau."
            )
        }
        return try line(text, most: 100, name: "key")
    }

    /// The shape of an address (RFC 5321: 64 octets before the @, 254 in all), a full stop in the domain; whether it exists only a mail tells.
    static func email(_ text: String) throws(CellFault) -> String {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let isPlain =
            !text.utf8.contains { $0 <= 0x20 || unmailable.contains($0) }
            && (text.utf8.allSatisfy { $0 < 0x80 } || !text.unicodeScalars.contains(where: \.properties.isWhitespace))
        guard text.utf8.count <= 254, parts.count == 2, (1...64).contains(parts[0].count), isPlain,
            case let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false),
            labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && $0.first != UInt8(ascii: "-") && $0.last != UInt8(ascii: "-") })
        else {
            throw CellFault(
                code: "bad-email", en: "“\(text.excerpt)” is not an e-mail address.",
                fr: "« \(text.excerpt) » n’est pas une adresse électronique.")
        }
        return try line(text, most: 254, name: "email")
    }

    /// Signs of ASCII that an address has only between quotes, if at all.
    private static let unmailable = Array("\u{7F},;<>\"()[]\\".utf8)

    /// One line of text, with nothing hidden in it.
    static func line(_ text: String, most: Int, name: String) throws(CellFault) -> String {
        guard text.utf8.count <= most || text.unicodeScalars.count <= most else {
            throw CellFault(code: "too-long", en: "\(name) has more than \(most) characters.", fr: "\(name) dépasse \(most) caractères.")
        }
        // Most cells are ASCII: they cost no look at each character.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        guard let hidden = text.unicodeScalars.first(where: VisibleText.isHidden) else { return text }
        guard hidden.properties.generalCategory != .control else {
            throw CellFault(
                code: "control-character", en: "\(name) holds a line break or another control character. Remove it.",
                fr: "\(name) contient un saut de ligne ou un autre caractère de contrôle. Supprimez-le.")
        }
        let code = "U+" + String(format: "%04X", hidden.value)
        throw CellFault(
            code: "hidden-character", en: "\(name) holds the invisible character \(code). Remove it.",
            fr: "\(name) contient le caractère invisible \(code). Supprimez-le.")
    }

    /// The parts of a cell between separators, without the spaces around them; empty ones are passed over.
    private static func entries(_ text: String, commasToo: Bool = false) -> [String] {
        var entries: [String] = []
        var start = text.utf8.startIndex
        while start < text.utf8.endIndex {
            let end =
                text.utf8[start...].firstIndex { byte in
                    byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|") || byte == 0x0A || byte == 0x0D
                        || commasToo && byte == UInt8(ascii: ",")
                } ?? text.utf8.endIndex
            let entry = trimmed(text[start..<end])
            if !entry.isEmpty { entries.append(entry) }
            guard end < text.utf8.endIndex else { break }
            start = text.utf8.index(after: end)
        }
        return entries
    }

    private static func trimmed(_ part: Substring) -> String {
        guard let first = part.utf8.first, let last = part.utf8.last else { return "" }
        // A sign of ASCII or a letter up to U+02FF in front, a sign of ASCII behind: nearly every part stands without spaces around it.
        let isTight = (0x21...0x7E).contains(last) && ((0x21...0x7E).contains(first) || (0xC3...0xCB).contains(first))
        return isTight ? String(part) : trimmed(Array(part.utf8)[...])
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        // The other spaces begin with U+1680, which is E1 9A 80.
        guard bytes.allSatisfy({ $0 < 0xE1 }) else {
            return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        }
        return String(decoding: bytes.trimmed(lineBreaks: false), as: UTF8.self)
    }
}
