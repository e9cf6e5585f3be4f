/// A few words of what should stand somewhere, in English and French.
package struct JSONWords: Sendable {
    package var en: String
    package var fr: String

    package init(_ en: String, _ fr: String) {
        self.en = en
        self.fr = fr
    }

    package static let array = JSONWords("an array", "un tableau")
    package static let object = JSONWords("an object", "un objet")
    package static let string = JSONWords("a string", "une chaîne")
    package static let integer = JSONWords("an integer", "un entier")
    static let value = JSONWords("a value", "une valeur")
}

/// What the ids of an instance name.
enum IDKind {
    case team, `case`, company

    /// `team`, as English sentences have it.
    var en: String {
        switch self {
        case .team: "team"
        case .case: "case"
        case .company: "company"
        }
    }

    /// `équipe`, to follow « par ».
    var fr: String {
        switch self {
        case .team: "équipe"
        case .case: "cas"
        case .company: "entreprise"
        }
    }

    /// With its article.
    var frenchThis: String {
        switch self {
        case .team: "l’équipe"
        case .case: "le cas"
        case .company: "l’entreprise"
        }
    }

    /// As what something belongs to.
    var frenchOf: String { self == .case ? "du cas" : "de \(frenchThis)" }

    var frenchNone: String { self == .case ? "aucun cas" : "aucune \(fr)" }

    var frenchMany: String {
        switch self {
        case .team: "les équipes"
        case .case: "les cas"
        case .company: "les entreprises"
        }
    }

    /// The id of one of them as a value.
    var id: JSONWords { JSONWords("a string, the \(en)'s id", "une chaîne, l’id \(frenchOf)") }
}
