import API
import Formats

extension FieldChecks {
    /// Languages as `fr:B2`.
    mutating func languages(_ languages: [String], at pointer: String) -> [String] {
        if languages.count > 30 { refuse(pointer, "count", en: "30 languages at most.", fr: "30 langues au plus.") }
        var right: [String] = []
        for (index, text) in languages.enumerated().prefix(30) {
            guard let language = LanguageText(text) else {
                refuse(
                    "\(pointer)/\(index)", "format", en: "Write a language as fr:B2, the level A1 to C2.",
                    fr: "Écrivez une langue sous la forme fr:B2, le niveau de A1 à C2.")
                continue
            }
            if right.contains(where: { $0.prefix { $0 != ":" } == language.code }) {
                refuse(
                    "\(pointer)/\(index)", "repeated", en: "This language is in the list already.",
                    fr: "Cette langue est déjà dans la liste.")
            }
            right.append(language.description)
        }
        return right
    }

    mutating func weeklyHours(_ hours: Int?, at pointer: String) {
        guard let hours, !(0...80).contains(hours) else { return }
        refuse(pointer, "out-of-range", en: "\(hours) is not from 0 to 80.", fr: "\(hours) n’est pas compris entre 0 et 80.")
    }

    /// - Parameter pointer: of the last day.
    mutating func order(_ first: Day?, _ last: Day?, at pointer: String) {
        guard let first, let last, last < first else { return }
        refuse(pointer, "order", en: "It comes before the first day.", fr: "Cette date précède le premier jour.")
    }
}
