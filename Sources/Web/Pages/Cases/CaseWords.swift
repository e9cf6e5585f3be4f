import API
import Vivier

extension BusinessCase.State {
    var inWords: Sentence {
        switch self {
        case .draft: Sentence(en: "Draft", fr: "Brouillon")
        case .submitted: Sentence(en: "Submitted", fr: "Soumis")
        case .returned: Sentence(en: "Returned", fr: "À revoir")
        case .accepted: Sentence(en: "Accepted", fr: "Accepté")
        case .published: Sentence(en: "Published", fr: "Publié")
        case .matched: Sentence(en: "With a team", fr: "Avec une équipe")
        case .running: Sentence(en: "Running", fr: "En cours")
        case .closed: Sentence(en: "Closed", fr: "Terminé")
        case .withdrawn: Sentence(en: "Withdrawn", fr: "Retiré")
        }
    }

    var tone: Pieces.Tone {
        switch self {
        case .draft, .submitted, .closed: .plain
        case .accepted, .published, .matched, .running: .good
        case .returned: .warn
        case .withdrawn: .bad
        }
    }
}

/// The words for what a case asks.
enum CaseWords {
    static func level(_ level: Int) -> Sentence {
        switch level {
        case ...0: Sentence(en: "nobody yet", fr: "personne encore")
        case 1: Sentence(en: "notions", fr: "notions")
        case 2: Sentence(en: "practice", fr: "pratique")
        case 3: Sentence(en: "autonomy", fr: "autonomie")
        default: Sentence(en: "expertise", fr: "expertise")
        }
    }

    static func importance(_ importance: String) -> Sentence {
        switch importance {
        case "must": Sentence(en: "needed", fr: "indispensable")
        case "should": Sentence(en: "wished", fr: "souhaitée")
        default: Sentence(en: "a plus", fr: "un plus")
        }
    }

    static func confidentiality(_ value: String) -> Sentence {
        value == "nda"
            ? Sentence(en: "Under a confidentiality agreement", fr: "Sous accord de confidentialité")
            : Sentence(en: "Open: no agreement needed", fr: "Ouvert : sans accord particulier")
    }

    static func rights(_ value: String) -> Sentence {
        switch value {
        case "licence": Sentence(en: "Students keep them and license the use", fr: "Les étudiants les gardent et concèdent l’usage")
        case "assignment": Sentence(en: "Assigned to the company in writing", fr: "Cédés à l’entreprise par écrit")
        default: Sentence(en: "The students keep them", fr: "Les étudiants les gardent")
        }
    }

    static func window(_ window: CaseContent.Window, _ say: Words) -> String { "\(say.day(window.from)) – \(say.day(window.until))" }

    /// Half-hours as hours: `4.5 h`.
    static func hours(halves: Int, _ say: Words) -> String {
        let whole = say.number(halves / 2)
        return "\(halves % 2 == 0 ? whole : "\(whole)\(say(".", ","))5")\u{A0}h"
    }

    /// `mon 09:00-12:00` with days as the language has them.
    static func week(_ text: String, _ say: Words) -> String {
        let days = [
            ("mon", "Mon", "lun."), ("tue", "Tue", "mar."), ("wed", "Wed", "mer."), ("thu", "Thu", "jeu."), ("fri", "Fri", "ven."),
            ("sat", "Sat", "sam."), ("sun", "Sun", "dim."),
        ]
        return text.split(separator: ";").map { part in
            let words = part.split(separator: " ")
            guard let day = days.first(where: { $0.0 == words.first ?? "" }) else { return String(part) }
            return ([say(day.1, day.2)] + words.dropFirst().map(String.init)).joined(separator: "\u{A0}")
        }.joined(separator: ", ")
    }

    /// Text that somebody wrote in several paragraphs.
    static func paragraphs(_ text: String) -> [HTML] {
        text.split(separator: "\n\n").map { "<p class=\"prose\">\($0.trimmingSuffix(while: \.isNewline))</p>\n" as HTML }
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isLeftOut: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isLeftOut(last) { rest.removeLast() }
        return rest
    }
}
