package import Foundation

/// All that is kept of a person, from `vivier-person/1`, to be read by that person: a heading for each part that holds something, a line for
/// each thing that is known.
package struct PersonText {
    private let parts: [String: Any]
    private let words: PersonWords

    /// Nil where it is another document.
    package init?(_ json: Data, isFrench: Bool) {
        guard let read = try? JSONSerialization.jsonObject(with: json) as? [String: Any], read["format"] as? String == "vivier-person/1"
        else {
            return nil
        }
        parts = read
        words = PersonWords(isFrench: isFrench)
    }

    /// A heading with its things, each with what is known of it.
    package struct Section: Sendable {
        package var heading: String
        package var items: [[(name: String, value: String)]]
    }

    package var sections: [Section] {
        headings.compactMap { name, heading in
            let items = (parts[name] as? [[String: Any]]) ?? (parts[name] as? [String: Any]).map { [$0] } ?? []
            guard !items.isEmpty else { return nil }
            return Section(
                heading: heading,
                items: items.map { item in
                    words.of(item).compactMap { key, name in text(of: item[key], as: key).map { (name: name, value: $0) } }
                })
        }
    }

    package var text: String {
        var lines: [String] = []
        for section in sections {
            if !lines.isEmpty { lines.append("") }
            lines.append(section.heading)
            for (index, item) in section.items.enumerated() {
                if index > 0 { lines.append("") }
                for (name, value) in item { lines.append("  \(name)\(said(":", "\u{A0}:")) \(value)") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func said(_ en: String, _ fr: String) -> String { words.isFrench ? fr : en }

    /// Nil where nothing is known, or nothing that says something to a person.
    private func text(of value: Any?, as key: String) -> String? {
        switch value {
        case nil, is NSNull: return nil
        case let list as [Any]:
            let texts = list.compactMap { text(of: $0, as: key) }
            return texts.isEmpty ? nil : texts.joined(separator: "; ")
        case let map as [String: Any]:
            let texts = words.of(map).compactMap { key, name in text(of: map[key], as: key).map { "\(name) \($0)" } }
            return texts.isEmpty ? nil : texts.joined(separator: ", ")
        case let text as String: return text.isEmpty || UUID(uuidString: text) != nil ? nil : words.read(text, as: key)
        // JSON's true and false are numbers to Foundation.
        case let number as NSNumber where Self.isTruth(number): return number.boolValue ? said("yes", "oui") : said("no", "non")
        // Of a skill the service's own number.
        case is NSNumber where key == "skills": return nil
        case let other?: return "\(other)"
        }
    }

    private static func isTruth(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

    private var headings: [(String, String)] {
        [
            ("student", said("Who you are", "Qui vous êtes")),
            ("cohort_student", said("Your cohorts", "Vos promotions")),
            ("student_skill", said("Your skills, and who said so", "Vos compétences, et qui le dit")),
            ("pool_skill", said("Skills that a search finds you by", "Compétences par lesquelles on vous trouve")),
            ("student_exception", said("Days that are not as usual", "Jours hors de l’ordinaire")),
            ("team_member", said("Your teams", "Vos équipes")),
            (
                "roster_import_change",
                said("What you were before an import changed it", "Ce que vous étiez avant qu’un import ne le change")
            ),
            ("consent", said("What you agreed to", "Ce que vous avez accepté")),
            ("consent_entry", said("The ledger of what you agreed to", "Le registre de ce que vous avez accepté")),
            ("person_read", said("Who looked at you, and when", "Qui vous a regardé·e, et quand")),
            ("prospect", said("Companies that follow you", "Entreprises qui vous suivent")),
            ("prospect_event", said("What they noted", "Ce qu’elles ont noté")),
            ("former_address", said("Addresses that you had before", "Vos adresses d’avant")),
            ("account", said("Your account", "Votre compte")),
            ("membership", said("What you are here as", "À quel titre vous êtes ici")),
            ("session", said("Where you are signed in", "Où vous êtes connecté·e")),
            ("sign_in_link", said("Links that you asked for", "Liens que vous avez demandés")),
            ("token", said("Your tokens", "Vos jetons")),
            ("invitation", said("Invitations", "Invitations")),
            ("audit_entry", said("What was done by you or with your file", "Ce qui a été fait par vous ou de votre dossier")),
        ]
    }
}
