import API
import Formats
import Vivier

/// What somebody else has made of a case meanwhile, where it differs from what was typed.
struct CaseMeanwhile {
    var say: Words
    var typed: Form
    var stored: BusinessCase

    var html: HTML {
        let now = CaseFields(stored).form
        let facts = names.compactMap { label, fields -> (String, HTML?)? in
            let (theirs, own) = (words(fields, now), words(fields, typed))
            return theirs == own ? nil : (label, theirs.isEmpty ? HTML(escaping: say("nothing", "rien")) : HTML(escaping: theirs))
        }
        return """
            <div class="warning"><p>\(say("This stands there now; saving again replaces it by what you typed:", "Voici ce qui est enregistré ; enregistrer de nouveau le remplace par votre saisie :"))</p>
            \(facts.isEmpty ? "<p>\(say("The same as you typed.", "La même chose que votre saisie."))</p>" as HTML : Pieces.facts(facts))</div>

            """
    }

    private var names: [(String, [String])] {
        [
            (say("Title", "Titre"), ["title"]), (say("The problem", "Le problème"), ["description"]), (say("Skills", "Compétences"), []),
            (say("Window", "Période"), ["window/from", "window/until"]), (say("Hours a week", "Heures par semaine"), ["hours_per_week"]),
            (say("Mentor", "Mentor"), ["mentor_slots", "mentor_other"]), (say("Confidentiality", "Confidentialité"), ["confidentiality"]),
            (say("Members", "Membres"), ["team_size/min", "team_size/max"]), (say("Teams at once", "Équipes à la fois"), ["capacity"]),
            (say("At least so many teams", "Au moins tant d’équipes"), ["minimum"]), (say("Languages", "Langues"), ["languages"]),
            (say("Place", "Lieu"), ["remote", "place"]), (say("Rights", "Droits"), ["rights"]), (say("Reward", "Récompense"), ["reward"]),
            (say("Reference", "Référence"), ["reference"]), (say("Schools", "Écoles"), ["open_to"]),
        ]
    }

    /// - Parameter fields: none: the rows of skills.
    private func words(_ fields: [String], _ form: Form) -> String {
        guard fields.isEmpty else { return fields.flatMap { form.all($0) }.map(named).joined(separator: " – ") }
        return (0..<CaseFields.mostRows).compactMap { row in
            form.text("skills/\(row)/skill").map { skill in
                let level = Int(form["skills/\(row)/level"]) ?? 2
                return "\(skill) (\(say(CaseWords.importance(form["skills/\(row)/importance"]))), \(say(CaseWords.level(level))))"
            }
        }.joined(separator: ", ")
    }

    /// A choice as the form names it, a day as the language has it, all else as it is.
    private func named(_ value: String) -> String {
        switch value {
        case "open", "nda": say(CaseWords.confidentiality(value))
        case "students", "licence", "assignment": say(CaseWords.rights(value))
        case "yes": say("Remote", "À distance")
        case "no": say("On site", "Sur place")
        default: Day(value).map { say.day($0) } ?? value
        }
    }
}
