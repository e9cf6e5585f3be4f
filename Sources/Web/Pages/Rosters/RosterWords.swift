import API
import Formats
import Foundation
import Vivier

/// Fields, forms and encodings of rosters as people say them.
enum RosterWords {
    /// What a column can become, the likeliest first.
    static func targets(_ say: Words) -> [(value: String, label: String)] {
        let days = WeekGridText.days.map { ("unavailable:\($0)", field("unavailable:\($0)", say)) }
        let mark = "\u{A0}*"
        let fields = RosterField.allCases.map { one in
            (one.rawValue, field(one.rawValue, say) + (RosterField.needed.contains(one) ? mark : ""))
        }
        return [("ignore", say("Leave it out", "La laisser de côté"))] + fields + [("key+email", field("key+email", say) + mark)] + days
    }

    /// A field, or what else a column can become.
    static func field(_ field: String, _ say: Words) -> String {
        switch field {
        case "key": say("Key (the school’s own)", "Clé (de l’école)")
        case "given_name": say("Given name", "Prénom")
        case "family_name": say("Family name", "Nom")
        case "family_name, given_name": say("Family name, given name", "Nom, prénom")
        case "email": say("E-mail", "Courriel")
        case "programme": say("Programme", "Programme")
        case "graduation": say("Graduation", "Date du diplôme")
        case "languages": say("Languages", "Langues")
        case "skills": say("Skills", "Compétences")
        case "availability": say("Free time", "Disponibilités")
        case "hours_per_week": say("Hours a week", "Heures par semaine")
        case "not_before": say("Not before", "Pas avant")
        case "not_after": say("Not after", "Pas après")
        case "city": say("City", "Ville")
        case "team": say("Team", "Équipe")
        case "key+email": say("E-mail, which is the key too", "Courriel, qui sert aussi de clé")
        case "attributes": say("Columns kept as they are", "Colonnes gardées telles quelles")
        case "cohort": say("Joins the cohort", "Rejoint la promotion")
        default: other(field, say)
        }
    }

    private static func other(_ field: String, _ say: Words) -> String {
        if field.hasPrefix("unavailable:"), let day = WeekGridText.days.firstIndex(of: String(field.dropFirst(12))) {
            return say("Hours not free on \(say.weekday(day))", "Heures prises : \(say.weekday(day))")
        }
        return field.hasPrefix("attribute:") ? say("Keep it as it is", "La garder telle quelle") : field
    }

    /// Our words for a field as they begin within a sentence.
    static func small(_ name: String) -> String { name.prefix(1).lowercased() + String(name.dropFirst()) }

    /// Where a problem is: `Line 2 · E-mail`; of a bundle, which has several files, `users.csv, line 2, e-mail`.
    static func place(_ problem: ImportProblem, inBundle: Bool, _ say: Words) -> String {
        let column = problem.column.map { field($0, say) }
        guard inBundle else {
            return [problem.line.map { say("Line \($0)", "Ligne \($0)") }, column].compactMap(\.self).joined(separator: " · ")
        }
        // A column for which there are no words is named as the file has it.
        let named = column.map { $0 == problem.column ? $0 : small($0) }
        return [problem.file, problem.line.map { say("line \($0)", "ligne \($0)") }, named].compactMap(\.self).joined(separator: ", ")
    }

    /// `csv, windows-1252, ;` in words.
    static func detected(_ detected: String, _ say: Words) -> String {
        let parts = detected.components(separatedBy: ", ")
        guard parts.count == 3, parts[0] == "csv" else { return detected.replacing("oneroster", with: "OneRoster") }
        let separator =
            switch parts[2] {
            case ";": say("semicolons", "séparateur point-virgule")
            case ",", "comma": say("commas", "séparateur virgule")
            case "tab": say("tabs", "séparateur tabulation")
            default: say("separator \(parts[2])", "séparateur \(parts[2])")
            }
        return say("CSV, encoding \(parts[1]), \(separator)", "CSV, encodage \(parts[1].uppercased()), \(separator)")
    }

    /// What is wrong with a header, where the page has its own means against it.
    static func problem(_ problem: ImportProblem, _ say: Words) -> String {
        let column = problem.column ?? ""
        switch problem.code {
        case "missing-column":
            return say(
                "No column is “\(field(column, say))”. Go back and say which one it is.",
                "Aucune colonne n’est « \(field(column, say)) ». Revenez dire laquelle c’est.")
        case "repeated-column":
            return say(
                "“\(column)” becomes the same as another column. Go back and leave one of them out.",
                "« \(column) » devient la même chose qu’une autre colonne. Revenez en laisser une de côté.")
        case "missing-value": return say("It is needed, and empty here.", "Obligatoire, et vide ici.")
        default: return problem.message
        }
    }
}
