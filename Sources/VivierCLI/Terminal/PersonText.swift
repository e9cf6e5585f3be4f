import Foundation

/// All that is kept of a person, from `vivier-person/1`, to be read by that person: a heading for each part that holds something, a line for
/// each thing that is known.
struct PersonText {
    private let sections: [String: Any]

    /// Nil where it is another document.
    init?(_ json: Data) {
        guard let read = try? JSONSerialization.jsonObject(with: json) as? [String: Any], read["format"] as? String == "vivier-person/1"
        else {
            return nil
        }
        sections = read
    }

    var text: String {
        var lines: [String] = []
        for (name, heading) in Self.headings {
            let items = (sections[name] as? [[String: Any]]) ?? (sections[name] as? [String: Any]).map { [$0] } ?? []
            guard !items.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(heading)
            for (index, item) in items.enumerated() {
                if index > 0 { lines.append("") }
                for key in item.keys.sorted() {
                    guard let value = Self.text(of: item[key]) else { continue }
                    lines.append("  \(key.replacing("_", with: " ")): \(value)")
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Nil where nothing is known.
    private static func text(of value: Any?) -> String? {
        switch value {
        case nil, is NSNull: nil
        case let list as [Any]: list.isEmpty ? nil : list.compactMap { text(of: $0) }.joined(separator: "; ")
        case let map as [String: Any]:
            map.isEmpty ? nil : map.keys.sorted().compactMap { key in text(of: map[key]).map { "\(key) \($0)" } }.joined(separator: ", ")
        case let text as String: text.isEmpty ? nil : text
        // JSON's true and false are numbers to Foundation.
        case let number as NSNumber where isTruth(number): number.boolValue ? said("yes", "oui") : said("no", "non")
        case let other?: "\(other)"
        }
    }

    private static func isTruth(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

    private static var headings: [(String, String)] {
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
