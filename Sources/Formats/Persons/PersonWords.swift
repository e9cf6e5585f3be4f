import Foundation

/// What the parts of `vivier-person/1` are called by people. What says nothing to a person, as ids, digests and what is kept for searching, is
/// left out: it stands in the document.
struct PersonWords {
    var isFrench: Bool

    private func said(_ en: String, _ fr: String) -> String { isFrench ? fr : en }

    /// The members of an object that a person reads, in the order of the table below, with their names; those that it does not know last.
    func of(_ item: [String: Any]) -> [(key: String, name: String)] {
        let known = Self.names.filter { item[$0.key] != nil }.map { (key: $0.key, name: said($0.en, $0.fr)) }
        let table = Set(Self.names.map(\.key))
        let others = item.keys.filter { !table.contains($0) && !isTechnical($0) }.sorted()
        return known + others.map { (key: $0, name: $0.replacing("_", with: " ")) }
    }

    /// A text as a person reads it: free hours as ranges, moments to the minute in the time of the house, words of few choices and
    /// languages in the reader's language.
    func read(_ text: String, as key: String) -> String {
        if Self.hours.contains(key) { return week(text) ?? text }
        if let moment = text.wholeMatch(of: /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(\+00:00|Z)/),
            let date = try? Date("\(moment.output.1)Z", strategy: .iso8601)
        {
            return self.moment(date)
        }
        if key == "languages" { return language(text) }
        if text == "-infinity" || text == "infinity" { return said("not set", "non fixé") }
        return Self.chosen.contains(key) ? ValueWords.called(text, isFrench: isFrench) : text
    }

    private var locale: Locale { Locale(identifier: isFrench ? "fr_FR" : "en_GB") }

    /// `28 Nov 2026 at 17:40 CET`.
    private func moment(_ date: Date) -> String {
        let style = Date.FormatStyle(date: .abbreviated, time: .shortened, locale: locale, timeZone: HouseZone.current)
        let text = date.formatted(style.timeZone(.specificName(.short)))
        // Of the days of a month French counts the first alone in order.
        return isFrench && text.hasPrefix("1 ") ? "1er" + text.dropFirst(1) : text
    }

    /// `fr:C1` as `French C1`.
    private func language(_ text: String) -> String {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard let code = parts.first, let name = locale.localizedString(forLanguageCode: String(code)) else { return text }
        return parts.count > 1 ? "\(name)\u{A0}\(parts[1])" : name
    }

    private func isTechnical(_ key: String) -> Bool {
        key == "id" || key.hasSuffix("_id") || ["sha256", "previous", "version", "number", "in_pool", "object"].contains(key)
            || key.hasPrefix("pool_")
    }

    private static let hours: Set<String> = ["weekly_free", "free", "availability"]
    private static let chosen: Set<String> = [
        "source", "event", "stage", "from_stage", "to_stage", "outcome", "fields", "recorded_by", "acted_by", "purpose", "kind", "role",
    ]

    /// `bit(336)`, Monday 00:00 first.
    private func week(_ bits: String) -> String? {
        guard bits.utf8.count == 336, bits.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) else { return nil }
        var grid = WeekGrid()
        for (halfHour, bit) in bits.utf8.enumerated() where bit == 0x31 { grid[halfHour] = true }
        return grid.count == 0 ? said("never", "jamais") : ValueWords.spelled(grid, isFrench: isFrench)
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
        ("acted_by", "done by", "fait par"), ("declined_at", "seen by nobody since", "vu·e par personne depuis le"),
        ("event", "what", "quoi"), ("kind", "how", "comment"), ("stage", "stage", "étape"), ("from_stage", "from", "de"),
        ("to_stage", "to", "à"),
        ("note", "note", "note"), ("role", "role", "rôle"), ("label", "for", "pour"), ("browser", "browser", "navigateur"),
        ("language", "language", "langue"), ("action", "action", "action"), ("outcome", "outcome", "issue"), ("at", "at", "le"),
        ("given_at", "given", "donné le"), ("ends_at", "ends", "prend fin le"), ("withdrawn_at", "withdrawn", "retiré le"),
        ("asked_at", "asked for", "demandé le"), ("used_at", "used", "utilisé le"), ("accepted_at", "accepted", "accepté le"),
        ("created_at", "since", "depuis le"), ("changed_at", "last changed", "modifié le"), ("last_seen_at", "last seen", "vu le"),
        ("last_used_at", "last used", "utilisé le"), ("expires_at", "ends", "prend fin le"), ("ended_at", "ended", "terminé le"),
        ("revoked_at", "revoked", "révoqué le"), ("left_at", "until", "jusqu’au"),
    ]
}
