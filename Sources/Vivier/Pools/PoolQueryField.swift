import Formats

/// The fields of the query language, each with its French name.
enum PoolQueryField: String, CaseIterable {
    case skill, available, language, programme, school, city, graduation

    /// - Parameter word: in English or French, without regard to case and accents.
    init?(_ word: String) {
        switch word.foldedLabel {
        case "skill", "competence": self = .skill
        case "available", "from", "disponible", "des": self = .available
        case "language", "langue", "lang": self = .language
        case "programme", "program": self = .programme
        case "school", "ecole": self = .school
        case "city", "ville": self = .city
        case "graduation", "diplome": self = .graduation
        default: return nil
        }
    }

    func name(in language: Language) -> String {
        guard language == .french else { return rawValue }
        return switch self {
        case .skill: "competence"
        case .available: "disponible"
        case .language: "langue"
        case .programme: "programme"
        case .school: "ecole"
        case .city: "ville"
        case .graduation: "diplome"
        }
    }

    static func unknown(_ word: String, at column: Int) -> PoolQueryFault {
        func sentence(_ language: Language) -> (nearest: String?, known: String) {
            let names = allCases.map { $0.name(in: language) }
            return (HeaderName.nearest(to: word, in: names), names.joined(separator: ", "))
        }
        let (en, fr) = (sentence(.english), sentence(.french))
        return PoolQueryFault(
            column, "unknown-field",
            en: "“\(word.excerpt)” is no field." + (en.nearest.map { " Do you mean \($0)?" } ?? "") + " There are \(en.known).",
            fr: "« \(word.excerpt) » n’est pas un champ." + (fr.nearest.map { " Vouliez-vous dire \($0) ?" } ?? "")
                + " Il y a \(fr.known).")
    }
}
