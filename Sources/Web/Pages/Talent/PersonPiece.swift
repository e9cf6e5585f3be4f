import API
import Vivier

/// A consenting student as a company sees the person: what is known, from whom, and the facts that the person shows. The student's own page
/// "as HR sees me" is made of the same.
struct PersonPiece {
    var person: PoolStudent
    var say: Words

    var name: String { "\(person.givenName) \(person.familyName)" }
    var lead: HTML { "<p class=\"lead\">\([person.school, person.programme].compactMap(\.self).joined(separator: " · "))</p>" }

    /// Each level with who states it and since when.
    var evidence: HTML {
        let title = say("What is known, and from whom", "Ce que l’on sait, et par qui")
        guard !person.skills.isEmpty else {
            return
                "<section><h2>\(title)</h2><p class=\"soft\">\(say("No skill is stated yet.", "Aucune compétence n’est encore indiquée."))</p></section>"
        }
        let rows = person.skills.sorted { ($0.level, $1.label) > ($1.level, $0.label) }
        let columns: [Listing<HeldSkill>.Column] = [
            .init(title: say("Skill", "Compétence")) { HTML(escaping: $0.label) },
            .init(title: say("Level", "Niveau")) { "<span class=\"one-line\">\($0.level) · \(say(CaseWords.level($0.level)))</span>" },
            .init(title: say("Source", "Source")) { HTML(escaping: say(TalentPages.source($0.source))) },
            .init(title: say("Since", "Depuis")) { "<span class=\"one-line\">\(say.day($0.statedOn))</span>" },
        ]
        return
            "<section class=\"evidence\"><h2>\(title)</h2>\(Listing(caption: say("Skills with their sources", "Compétences avec leurs sources"), columns: columns, rows: rows).html)</section>"
    }

    var facts: HTML {
        let hidden = say("kept back by the person", "non montré par la personne")
        let unstated = say("not stated", "non renseigné")
        func shown(_ field: Consent.Field, _ text: String?) -> HTML {
            if let text { return HTML(escaping: text) }
            return "<span class=\"soft\">\(person.shown?.contains(field) == true ? unstated : hidden)</span>"
        }
        return """
            <section class="card"><h2 class="small-title">\(say("In short", "En bref"))</h2>\(Pieces.facts([
                (say("E-mail", "E-mail"), shown(.email, person.email)),
                (say("Languages", "Langues"), shown(.languages, person.languages.isEmpty ? nil : person.languages.map(say.spoken).joined(separator: ", "))),
                (say("Graduation", "Diplôme"), shown(.graduation, person.graduation.map { say.day($0) })),
                (say("Town", "Ville"), shown(.city, person.city)),
                (say("Hours a week", "Heures par semaine"), shown(.hours, person.hoursPerWeek.map { "\($0)\u{A0}h" })),
            ]))</section>

            """
    }
}
