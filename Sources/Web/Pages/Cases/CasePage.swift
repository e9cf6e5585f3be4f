import API
import Hummingbird
import Vivier

/// One case: what it asks, where it stands, and what its reader can do about it.
struct CasePage {
    var desk: Desk
    var businessCase: BusinessCase
    /// The rounds in which teams were shared for it.
    var rounds: [CardRound]
    /// The teams that have it, where the reader may know them.
    var teams: [Match] = []
    /// What is asked before it is published.
    var doubts: CaseDoubtsPiece?
    var state = FormState.fresh

    private var say: Words { desk.say }
    private var path: String { "/desk/cases/\(businessCase.id)" }
    /// Whether it can still be published.
    var isHeldBack: Bool { [.draft, .submitted, .returned, .accepted].contains(businessCase.state) }

    func response() -> Response {
        let content = businessCase.content
        let reason: HTML =
            businessCase.withdrawnReason.map { "<p class=\"warning\">\(say.pair(say("Withdrawn", "Retiré"), $0))</p>\n" } ?? ""
        return desk.page(
            content.title,
            """
            \(Pieces.crumbs(say, [(say("Cases", "Cas"), "/desk/cases")]))
            <div class="headline"><h1>\(content.title)</h1>\(Pieces.badge(say(businessCase.state.inWords), businessCase.state.tone))</div>
            <p class="lead">\(businessCase.company.name) · \(CaseWords.window(content.window, say))</p>
            \(Inputs(say, state).summary)\(reason)\(unknown)\(asked)\(posted)\(actions)
            <div class="columns"><div>\(CaseBody(say: say, content: content).html)</div>
            <aside aria-label="\(say("Teams and facts", "Équipes et repères"))">\(matched)\(shortlist)\(CaseBody(say: say, content: content).facts)</aside></div>
            """)
    }

    /// The skills that count in no match, for whoever can still name others.
    private var unknown: HTML? {
        let labels = businessCase.content.skills.filter { $0.uri == nil }.map(\.skill)
        guard !labels.isEmpty, desk.may(.writeCases), isHeldBack || businessCase.state == .published else { return nil }
        let words = say(
            "Not in the skills referential, and so without weight in a match: \(say.list(labels.map { "“\($0)”" })). Edit the case to name others.",
            "Hors du référentiel, et donc sans poids dans une affectation\u{A0}: \(say.list(labels.map { "«\u{A0}\($0)\u{A0}»" })). Modifiez le cas pour en nommer d’autres."
        )
        return "<p class=\"warning\">\(words)</p>\n"
    }

    /// What follows the publication, on the page to which it leads.
    private var posted: HTML? {
        guard businessCase.state == .published, desk.query("notice") == Notice.published.rawValue, desk.may(.writeCases) else { return nil }
        let words =
            businessCase.isPublic
            ? say("Anybody can read it on its public page.", "Chacun peut le lire sur sa page publique.")
            : say("Only the schools that it is open to read it.", "Seules les écoles auxquelles il est ouvert le lisent.")
        let shown: HTML? =
            businessCase.isPublic
            ? Pieces.button(say("See its public page", "Voir sa page publique"), to: "/cases/\(businessCase.id)", isQuiet: true) : nil
        return """
            <div class="card"><p>\(words)</p><div class="actions">\(shown)\
            \(Pieces.button(say("Post another", "Déposer un autre cas"), to: "/desk/cases/new", isQuiet: true))</div></div>

            """
    }

    private var actions: HTML? {
        guard desk.role != .operator else { return nil }
        var parts: [HTML] = []
        if isHeldBack, doubts == nil, desk.may(.decideCases) {
            parts.append(desk.button("\(path)/publish", say("Publish", "Publier"), kind: ""))
        }
        if desk.may(.writeCases) {
            if isHeldBack || businessCase.state == .published {
                parts.append(Pieces.button(say("Edit", "Modifier"), to: "\(path)/edit", isQuiet: true))
            }
            if ![.closed, .withdrawn].contains(businessCase.state) {
                parts.append(Pieces.button(say("Withdraw", "Retirer"), to: "\(path)/withdraw", isQuiet: true))
            }
        }
        return parts.isEmpty ? nil : "<div class=\"actions\">\(parts)</div>\n"
    }

    private var asked: HTML? {
        doubts.map {
            desk.form("\(path)/publish", "", "\($0.html)<p><button>\(say("Publish all the same", "Publier quand même"))</button></p>")
        }
    }

    private var matched: HTML? {
        guard !teams.isEmpty else { return nil }
        let items = teams.map { "<li>\($0.teamName) <span class=\"soft\">\($0.school)</span></li>\n" as HTML }
        return """
            <section class="card next"><h2>\(say(teams.count == 1 ? "Your team" : "Your teams", teams.count == 1 ? "Votre équipe" : "Vos équipes"))</h2><ul class="plain">\(items)</ul>
            \(Pieces.button(say("See your matches", "Voir vos affectations"), to: Desk.address("/desk/matches", ["q": businessCase.content.title])))</section>

            """
    }

    private var shortlist: HTML? {
        guard desk.may(.readTeamCards), businessCase.state == .published || !rounds.isEmpty else { return nil }
        let title = say("Shortlist", "Équipes proposées")
        guard let newest = rounds.first else {
            let words = say(
                "When a school shares its teams, you see here, without names, who could do it and why.",
                "Quand une école montrera ses équipes, vous verrez ici, sans noms, lesquelles sauraient le faire et pourquoi.")
            return "<section class=\"card\"><h2>\(title)</h2><p class=\"soft\">\(words)</p></section>\n"
        }
        let cards = say.count(newest.cards, ("team", "teams"), ("équipe", "équipes"))
        let ranked = say.count(newest.ranked, ("accepted", "accepted"), ("retenue", "retenues"))
        let vetoed = say.count(newest.vetoed, ("declined", "declined"), ("écartée", "écartées"))
        let filled: HTML? =
            newest.open && newest.filled
            ? "<p class=\"soft\">\(say("The case is filled: nothing is left to decide.", "Le cas est pourvu\u{A0}: il n’y a plus rien à décider."))</p>"
            : nil
        return """
            <section class="card next"><h2>\(title)</h2><p>\(newest.name) · \(cards)<br>\(ranked), \(vetoed)</p>\(filled)
            \(Pieces.button(say("Look at the teams", "Voir les équipes"), to: Desk.address("\(path)/teams", ["round": "\(newest.round)"])))</section>

            """
    }
}

/// What a case says, as it is shown on its page and before it is posted.
struct CaseBody {
    var say: Words
    var content: CaseContent

    var html: HTML {
        let text: HTML =
            content.description.isEmpty
            ? "<p class=\"soft\">\(say("The problem is not described yet.", "Le problème n’est pas encore décrit."))</p>"
            : "\(CaseWords.paragraphs(content.description))"
        let skills = content.skills.map { need -> HTML in
            let unknown: HTML = need.uri == nil ? Pieces.badge(say("not in the referential", "hors référentiel"), .warn) : ""
            return """
                <li><span>\(need.skill) \(unknown)</span>\
                <span class="soft">\(say(CaseWords.importance(need.importance.rawValue))) · \(say(CaseWords.level(need.level)))</span></li>

                """
        }
        let list: HTML =
            skills.isEmpty
            ? "<p class=\"soft\">\(say("No skill is asked for: any team could do it.", "Aucune compétence demandée : toute équipe peut le faire."))</p>"
            : "<ul class=\"rows\">\(skills)</ul>"
        return """
            <section><h2>\(say("The problem", "Le problème"))</h2>\(text)</section>
            <section><h2>\(say("Skills", "Compétences"))</h2>\(list)</section>

            """
    }

    var facts: HTML {
        let size = content.teamSize
        let teams =
            say.count(content.capacity, ("team", "teams"), ("équipe", "équipes"))
            + say(" of \(size.min) to \(size.max)", " de \(size.min) à \(size.max)")
        let minimum = content.minimum.map { say("at least \($0), or none", "au moins \($0), ou aucune") }
        return Pieces.facts([
            (say("Window", "Période"), HTML(escaping: CaseWords.window(content.window, say))),
            (say("Hours a week", "Heures par semaine"), HTML(escaping: "\(content.hoursPerWeek)\u{A0}h")),
            (say("Mentor", "Mentor"), content.mentorSlots.map { HTML(escaping: CaseWords.week("\($0)", say)) }),
            (say("Teams", "Équipes"), HTML(escaping: [teams, minimum].compactMap(\.self).joined(separator: ", "))),
            (
                say("Languages", "Langues"),
                content.languages.isEmpty ? nil : HTML(escaping: content.languages.map(say.spoken).joined(separator: ", "))
            ),
            (say("Place", "Lieu"), HTML(escaping: content.remote ? say("Remote", "À distance") : content.place ?? "")),
            (say("Confidentiality", "Confidentialité"), HTML(escaping: say(CaseWords.confidentiality(content.confidentiality)))),
            (say("Rights", "Droits"), HTML(escaping: say(CaseWords.rights(content.rights)))),
            (say("Reward", "Récompense"), content.reward.map { HTML(escaping: $0) }),
        ])
    }
}
