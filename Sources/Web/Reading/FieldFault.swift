import API
import Vivier

/// Where a field stands: in the body, or among the parameters of the address.
enum FieldPlace {
    case body(pointer: String)
    case parameter(String)
}

extension RefusalReason.Field {
    private init(_ place: FieldPlace, _ code: String, en: String, fr: String) {
        switch place {
        case .body(let pointer): self.init(pointer: pointer, code: code, sentence: Sentence(en: en, fr: fr))
        case .parameter(let name): self.init(parameter: name, code: code, sentence: Sentence(en: en, fr: fr))
        }
    }

    static func missing(_ place: FieldPlace) -> Self {
        Self(place, "missing", en: "This field is required.", fr: "Ce champ est obligatoire.")
    }

    static func unknown(_ name: String, at place: FieldPlace, among names: [String]) -> Self {
        guard let meant = nearest(to: name, among: names) else {
            let list = names.joined(separator: ", ")
            return Self(
                place, "unknown", en: "There is no such field. Known: \(list).", fr: "Ce champ n’existe pas. Champs connus : \(list).")
        }
        return Self(
            place, "unknown", en: "There is no such field. Did you mean \(meant)?",
            fr: "Ce champ n’existe pas. Vouliez-vous dire \(meant) ?")
    }

    static func repeated(_ place: FieldPlace) -> Self {
        Self(place, "repeated", en: "Give this parameter once.", fr: "Donnez ce paramètre une seule fois.")
    }

    static func wrongType(_ place: FieldPlace, expected shape: Shape) -> Self {
        let (en, fr) = shape.words
        return Self(place, "wrong-type", en: "This must be \(en).", fr: "Il faut \(fr).")
    }

    static func wrongValue(_ place: FieldPlace, _ text: String, expected format: Shape.TextFormat) -> Self {
        if let values = format.values {
            let list = values.joined(separator: ", ")
            let meant = nearest(to: text, among: values)
            return Self(
                place, "unknown-value", en: "Take one of \(list).\(meant.map { " Did you mean \($0)?" } ?? "")",
                fr: "Choisissez parmi \(list).\(meant.map { " Vouliez-vous dire \($0) ?" } ?? "")")
        }
        let (en, fr) = Shape.text(format).words
        return Self(place, "malformed", en: "This must be \(en).", fr: "Il faut \(fr).")
    }

    static func zeroByte(_ place: FieldPlace) -> Self {
        Self(
            place, "zero-character", en: "Remove the character U+0000: it cannot be stored.",
            fr: "Retirez le caractère U+0000 : il ne peut pas être enregistré.")
    }
}

extension Shape {
    /// What it is called with its article.
    fileprivate var words: (en: String, fr: String) {
        switch self {
        case .object, .map: ("an object", "un objet")
        case .list, .oneOrMore: ("a list", "une liste")
        case .integer: ("a whole number", "un nombre entier")
        case .number: ("a number", "un nombre")
        case .boolean: ("true or false", "true ou false")
        case .text(let text):
            switch text.format {
            case "uuid": ("an identifier (a UUID)", "un identifiant (UUID)")
            case "date": ("a day, YYYY-MM-DD", "une date, AAAA-MM-JJ")
            case "date-time": ("a time, RFC 3339", "un instant, RFC 3339")
            default: text.pattern.map { ("a text like \($0)", "un texte tel que \($0)") } ?? ("a text", "un texte")
            }
        }
    }
}
