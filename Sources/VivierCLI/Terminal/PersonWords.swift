import Formats
import Foundation

/// What the parts of `vivier-person/1` are called by people. What says nothing to a person, as ids, digests and what is kept for searching, is
/// left out: it stands in the document.
enum PersonWords {
    /// The members of an object that a person reads, in the order of the table below, with their names; those that it does not know last.
    static func of(_ item: [String: Any]) -> [(key: String, name: String)] {
        let known = names.filter { item[$0.key] != nil }.map { (key: $0.key, name: said($0.en, $0.fr)) }
        let table = Set(names.map(\.key))
        let others = item.keys.filter { !table.contains($0) && !isTechnical($0) }.sorted()
        return known + others.map { (key: $0, name: $0.replacing("_", with: " ")) }
    }

    /// A text as a person reads it: free hours as ranges, moments to the minute, words of few choices in the reader's language.
    static func read(_ text: String, as key: String) -> String {
        if hours.contains(key) { return week(text) ?? text }
        if let moment = text.wholeMatch(of: /(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(\.\d+)?(\+00:00|Z)/) {
            return said("\(moment.output.1) at \(moment.output.2) UTC", "\(moment.output.1) à \(moment.output.2) UTC")
        }
        if text == "-infinity" || text == "infinity" { return said("not set", "non fixé") }
        return chosen.contains(key) ? called(text) : text
    }

    private static func isTechnical(_ key: String) -> Bool {
        key == "id" || key.hasSuffix("_id") || ["sha256", "previous", "version", "number", "in_pool", "object"].contains(key)
            || key.hasPrefix("pool_")
    }

    private static let hours: Set<String> = ["weekly_free", "free", "availability"]
    private static let chosen: Set<String> = [
        "source", "event", "stage", "from_stage", "to_stage", "outcome", "fields", "recorded_by", "purpose", "kind", "role",
    ]

    /// `bit(336)`, Monday 00:00 first.
    private static func week(_ bits: String) -> String? {
        guard bits.utf8.count == 336, bits.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) else { return nil }
        var grid = WeekGrid()
        for (halfHour, bit) in bits.utf8.enumerated() where bit == 0x31 { grid[halfHour] = true }
        return grid.count == 0 ? said("never", "jamais") : spelled(grid)
    }

    private static let names: [(key: String, en: String, fr: String)] = [
        ("given_name", "given name", "prénom"), ("family_name", "family name", "nom"), ("key", "number at the school", "numéro à l’école"),
        ("email", "e-mail", "courriel"), ("school", "school", "école"), ("cohort", "cohort", "promotion"), ("team", "team", "équipe"),
        ("programme", "programme", "programme"), ("graduation", "graduation", "diplôme"), ("languages", "languages", "langues"),
        ("skill", "skill", "compétence"), ("skills", "skills", "compétences"), ("labels", "other skills", "autres compétences"),
        ("level", "level", "niveau"), ("source", "said by", "selon"), ("stated_on", "on", "le"),
        ("skills_stated_on", "skills as of", "compétences au"),
        ("weekly_free", "free in the week", "disponible dans la semaine"),
        ("availability", "free in the week", "disponible dans la semaine"),
        ("hours_per_week", "hours a week", "heures par semaine"), ("not_before", "not before", "pas avant"),
        ("not_after", "not after", "pas après"),
        ("from_date", "from", "du"), ("until_date", "until", "au"), ("free", "free then", "disponible alors"), ("city", "city", "ville"),
        ("attributes", "other particulars", "autres précisions"), ("before", "before", "avant"),
        ("matches", "cases given", "cas attribués"),
        ("case", "case", "cas"), ("fit", "fit", "adéquation"), ("purpose", "purpose", "finalité"), ("company", "company", "entreprise"),
        ("fields", "shows", "montre"), ("text_version", "text of", "texte de"), ("recorded_by", "recorded by", "consigné par"),
        ("event", "what", "quoi"), ("kind", "how", "comment"), ("stage", "stage", "étape"), ("from_stage", "from", "de"),
        ("to_stage", "to", "à"),
        ("note", "note", "note"), ("role", "role", "rôle"), ("label", "for", "pour"), ("browser", "browser", "navigateur"),
        ("language", "language", "langue"), ("action", "action", "action"), ("outcome", "outcome", "issue"), ("at", "at", "le"),
        ("given_at", "given", "donné le"), ("ends_at", "ends", "prend fin le"), ("withdrawn_at", "withdrawn", "retiré le"),
        ("asked_at", "asked for", "demandé le"), ("used_at", "used", "utilisé le"), ("accepted_at", "accepted", "accepté le"),
        ("created_at", "since", "depuis le"), ("changed_at", "last changed", "modifié le"), ("last_seen_at", "last seen", "vu le"),
        ("last_used_at", "last used", "utilisé le"), ("expires_at", "ends", "prend fin le"), ("ended_at", "ended", "terminé le"),
        ("revoked_at", "revoked", "révoqué le"),
    ]
}
