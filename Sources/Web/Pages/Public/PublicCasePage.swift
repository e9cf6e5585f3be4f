import API
import Formats
import Hummingbird
import Vivier

/// One case for anyone to read.
struct PublicCasePage {
    var found: BusinessCase
    var say: Words
    var origin: String
    /// Who reads it, where somebody is signed in.
    var guest: Guest?

    private var content: CaseContent { found.content }

    func response(to request: Request) -> Response {
        Layout(
            title: content.title, say: say, path: found.publicPath, isNarrow: false, canonical: origin + found.publicPath,
            summary: "\(found.company.name) · \(Markdown.words(content.description, most: 160))"
        ).seen(by: guest).response(
            to: request,
            """
            \(Pieces.crumbs(say, [(say("Cases", "Cas"), "/cases"), (found.company.name, AddressWords.path(ofCompany: found.company.id, found.company.name))]))\
            <h1>\(content.title)</h1>
            <p class="lead state-line">\(HTML.link(found.company.name, to: AddressWords.path(ofCompany: found.company.id, found.company.name))) \(Self.badge(found.state, content.window, say))</p>
            <div class="columns"><div class="prose">\(text)</div>
            <aside aria-label="\(say("In short", "En bref"))"><div class="card"><h2>\(say("In short", "En bref"))</h2>
            \(facts)</div>\(skills)</aside></div>
            """)
    }

    private var text: HTML {
        content.description.isEmpty
            ? "<p class=\"soft\">\(say("The company has written no more than the title yet.", "L’entreprise n’a encore écrit que le titre."))</p>"
            : Markdown.html(content.description, headingsBelow: 1)
    }

    private var facts: HTML {
        Pieces.facts([
            (say("When", "Quand"), "\(say.days(content.window))"),
            (say("Time", "Temps"), "\(say.hoursAWeek(content.hoursPerWeek))"),
            (say("Team", "Équipe"), "\(team)"),
            (say("Places", "Places"), "\(say.count(content.capacity, ("team", "teams"), ("équipe", "équipes")))"),
            (say("Languages", "Langues"), content.languages.isEmpty ? nil : "\(content.languages.map(say.spoken).joined(separator: ", "))"),
            (say("Where", "Où"), "\(content.remote ? say("remote", "à distance") : content.place ?? "–")"),
            (say("Rights", "Droits"), "\(rights)"),
            (say("Reward", "Contrepartie"), content.reward.map { "\($0)" }),
        ])
    }

    private var team: String {
        let (least, most) = (content.teamSize.min, content.teamSize.max)
        return least == most
            ? say.count(least, ("person", "people"), ("personne", "personnes"))
            : say("\(least) to \(most) people", "de \(least) à \(most) personnes")
    }

    private var rights: String {
        switch content.rights {
        case "licence": say("the company gets a licence", "l’entreprise reçoit une licence")
        case "assignment": say("assigned to the company", "cédés à l’entreprise")
        default: say("the students keep them", "les étudiants les gardent")
        }
    }

    private var skills: HTML? {
        guard !content.skills.isEmpty else { return nil }
        let items = content.skills.map { need -> HTML in
            "<li><span><b>\(need.skill)</b><br><span class=\"soft small\">\(say.level(need.level)) · \(say.importance(need.importance))</span></span></li>\n"
        }
        return
            "<div class=\"card\"><h2>\(say("What the team brings", "Ce que l’équipe apporte"))</h2><ul class=\"rows\">\n\(items)</ul></div>"
    }

    /// A case stays matched while its team works: the days of the case tell whether it has begun.
    static func badge(_ state: BusinessCase.State, _ window: CaseContent.Window, _ say: Words) -> HTML {
        switch state {
        case .matched where window.from > Day.today:
            Pieces.badge(say("has a team, begins on \(say.day(window.from))", "a une équipe, commence le \(say.day(window.from))"))
        case .matched, .running: Pieces.badge(say("a team is at work", "une équipe y travaille"))
        case .closed: Pieces.badge(say("done", "terminé"))
        default: Pieces.badge(say("open", "ouvert"), .good)
        }
    }
}
