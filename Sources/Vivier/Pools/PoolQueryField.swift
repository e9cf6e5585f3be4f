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
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        return PoolQueryFault(
            column, "unknown-field", en: "there is no field of this name; there are \(known).",
            fr: "il n’y a pas de champ de ce nom ; il y a competence, disponible, langue, programme, ecole, ville, diplome.")
    }
}
