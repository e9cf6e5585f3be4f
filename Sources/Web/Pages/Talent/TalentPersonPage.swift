import API
import Hummingbird
import Vivier

/// One consenting student: evidence first, and that this view is recorded.
struct TalentPersonPage {
    var desk: Desk
    var person: PoolStudent
    var state = FormState.fresh

    private var say: Words { desk.say }

    func response() -> Response {
        let name = "\(person.givenName) \(person.familyName)"
        return desk.page(
            name,
            """
            \(Pieces.crumbs(say, [(say("Talent", "Vivier de talents"), "/desk/talent")]))
            <h1>\(name)</h1>
            <p class="lead">\([person.school, person.programme].compactMap(\.self).joined(separator: " · "))</p>
            <p class="notice seen">\(say("This view is recorded, and \(person.givenName) reads that your company has looked.", "Cette consultation est enregistrée, et \(person.givenName) saura que votre entreprise a regardé."))</p>
            \(Inputs(say, state).summary)
            <div class="columns"><div>\(evidence)</div><aside aria-label="\(say("Follow and facts", "Suivi et repères"))">\(follow)\(facts)</aside></div>
            """)
    }

    /// Each level with who states it and since when.
    private var evidence: HTML {
        let title = say("What is known, and from whom", "Ce que l’on sait, et par qui")
        guard !person.skills.isEmpty else {
            return
                "<section><h2>\(title)</h2><p class=\"soft\">\(say("No skill is stated yet.", "Aucune compétence n’est encore indiquée."))</p></section>"
        }
        let rows = person.skills.sorted { ($0.level, $1.label) > ($1.level, $0.label) }
        let columns: [Listing<HeldSkill>.Column] = [
            .init(title: say("Skill", "Compétence")) { HTML(escaping: $0.label) },
            .init(title: say("Level", "Niveau")) { "\($0.level) · \(say(CaseWords.level($0.level)))" },
            .init(title: say("Source", "Source")) { HTML(escaping: say(TalentPages.source($0.source))) },
            .init(title: say("Since", "Depuis")) { HTML(escaping: say.day($0.statedOn)) },
        ]
        return
            "<section><h2>\(title)</h2>\(Listing(caption: say("Skills with their sources", "Compétences avec leurs sources"), columns: columns, rows: rows).html)</section>"
    }

    private var follow: HTML {
        if let prospect = person.prospect {
            return """
                <section class="card next"><h2>\(say("You follow this person", "Vous suivez cette personne"))</h2>
                \(Pieces.button(say("Open the file", "Ouvrir le suivi"), to: "/desk/prospects/\(prospect)"))</section>

                """
        }
        let inputs = Inputs(say, state)
        let form = desk.form(
            "/desk/talent/\(person.id)/follow", "",
            """
            \(inputs.area("note", say("Note", "Note"), hint: say("For your company.", "Pour votre entreprise."), "rows=\"3\" maxlength=\"4000\" "))
            <button>\(say("Follow", "Suivre"))</button>
            """)
        return "<section class=\"card next\"><h2>\(say("Follow as a prospect", "Suivre ce candidat"))</h2>\(form)</section>\n"
    }

    private var facts: HTML {
        let hidden = say("kept back by the person", "non montré par la personne")
        func shown(_ text: String?) -> HTML { text.map { HTML(escaping: $0) } ?? "<span class=\"soft\">\(hidden)</span>" }
        return Pieces.facts([
            (say("Graduation", "Diplôme"), shown(person.graduation.map { say.day($0) })),
            (say("Languages", "Langues"), shown(person.languages.isEmpty ? nil : person.languages.joined(separator: ", "))),
            (say("Town", "Ville"), shown(person.city)),
            (say("Hours a week", "Heures par semaine"), shown(person.hoursPerWeek.map { "\($0)\u{A0}h" })),
            (say("E-mail", "E-mail"), shown(person.email)),
        ])
    }
}
