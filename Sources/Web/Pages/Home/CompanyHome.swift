import API
import Hummingbird
import Vivier

/// The home of a company: its cases by state, what awaits an answer, and the one next thing to do.
struct CompanyHome {
    var desk: Desk
    var name: String
    var cases: [CaseLine]
    var more: Bool
    /// A case with the round in which teams await an answer.
    var waiting: (case: BusinessCase.ID, title: String, round: CardRound)?
    var due: [Prospect]
    var funnel: HiringFunnel

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let account = try await desk.perform(ShowAccount())
        let current = account.memberships.first { $0.id == account.current }
        let page = try await desk.perform(ListCases(query: CaseListQuery(limit: 100)))
        let waiting = page.items.isEmpty ? nil : try await desk.perform(FindAwaitingCards())
        let due = try await desk.perform(ListProspects(query: ProspectListQuery(sort: "next", limit: 5))).items.filter {
            $0.nextAction != nil
        }
        return CompanyHome(
            desk: desk, name: current?.organisation?.name ?? desk.say("Your company", "Votre entreprise"), cases: page.items,
            more: page.next != nil, waiting: waiting, due: due, funnel: try await desk.perform(ShowFunnel())
        ).response()
    }

    func response() -> Response {
        desk.page(
            name,
            """
            <h1>\(name)</h1>
            \(next)
            \(cases.isEmpty ? nil : states)
            <div class="columns"><div>\(cases.isEmpty ? nil : recent)</div>
            <aside aria-label="\(say("Prospects", "Candidats suivis"))">\(actions)\(cases.isEmpty ? nil : way)</aside></div>
            """)
    }

    /// The one thing to do next.
    private var next: HTML {
        if cases.isEmpty {
            return step(
                say("Post your first case", "Déposez votre premier cas"),
                say(
                    "Describe a real problem in three minutes. Student teams with the right skills and free time take it on.",
                    "Décrivez un vrai problème en trois minutes. Des équipes d’étudiants qui ont les compétences et le temps s’en chargent."
                ),
                say("Post a case", "Déposer un cas"), "/desk/cases/new")
        }
        if let (id, title, round) = waiting {
            let open = round.cards - round.ranked - round.vetoed
            return step(
                say.count(
                    open, ("team awaits your answer", "teams await your answer"),
                    ("équipe attend votre réponse", "équipes attendent votre réponse")),
                say("For “\(title)”, in \(round.name).", "Pour « \(title) », dans \(round.name)."),
                say("Look at the teams", "Voir les équipes"), Desk.address("/desk/cases/\(id)/teams", ["round": "\(round.round)"]))
        }
        let matched = cases.count { $0.state == .matched }
        if matched > 0 {
            return step(
                matched == 1
                    ? say("You have a team", "Vous avez une équipe")
                    : say("\(say.number(matched)) of your cases have their team", "\(say.number(matched)) de vos cas ont leur équipe"),
                say(
                    "See who works on \(matched == 1 ? "your case" : "your cases"), and follow those you would hire.",
                    "Voyez qui travaille sur \(matched == 1 ? "votre cas" : "vos cas"), et suivez ceux que vous embaucheriez."),
                say("See your matches", "Voir vos affectations"), "/desk/matches")
        }
        if let draft = cases.first(where: { [.draft, .returned].contains($0.state) }) {
            return step(
                say("Finish your draft", "Terminez votre brouillon"),
                say(
                    "“\(draft.title)” is not published yet: nobody sees it.",
                    "« \(draft.title) » n’est pas encore publié : personne ne le voit."),
                say("Go on", "Continuer"), "/desk/cases/\(draft.id)/edit")
        }
        return step(
            say("Your cases are published", "Vos cas sont publiés"),
            say(
                "The schools match them in their next round. Meanwhile, look who agrees to be found.",
                "Les écoles les affecteront à leur prochaine session. D’ici là, voyez qui accepte d’être trouvé."),
            say("Search the talent pool", "Chercher dans le vivier"), "/desk/talent")
    }

    private func step(_ title: String, _ words: String, _ label: String, _ path: String) -> HTML {
        "<section class=\"card next step-next\"><h2>\(title)</h2><p>\(words)</p><p class=\"actions\">\(Pieces.button(label, to: path))</p></section>\n"
    }

    private var states: HTML {
        let groups: [(Sentence, Set<BusinessCase.State>)] = [
            (Sentence(en: "drafts", fr: "brouillons"), [.draft, .submitted, .returned, .accepted]),
            (Sentence(en: "published", fr: "publiés"), [.published]),
            (Sentence(en: "with a team", fr: "avec une équipe"), [.matched, .running]),
            (Sentence(en: "over", fr: "terminés ou retirés"), [.closed, .withdrawn]),
        ]
        return Pieces.figures(
            groups.map { words, states in
                let count = cases.count { states.contains($0.state) }
                return (say(words), say.number(count) + (more ? "+" : ""))
            })
    }

    private var recent: HTML {
        let items = cases.prefix(6).map { line -> HTML in
            "<li><span>\(HTML.link(line.title, to: "/desk/cases/\(line.id)"))</span>\(Pieces.badge(say(line.state.inWords), line.state.tone))</li>\n"
        }
        return """
            <section><div class="headline"><h2>\(say("Your cases", "Vos cas"))</h2>\(HTML.link(say("All cases", "Tous les cas"), to: "/desk/cases"))</div>
            <ul class="rows">\(items)</ul></section>

            """
    }

    private var way: HTML {
        "<section class=\"card\"><h2>\(say("From case to hire", "Du cas à l’embauche"))</h2>\(FunnelPicture(funnel: funnel).html(say))</section>\n"
    }

    private var actions: HTML {
        let title = say("Next actions", "Prochaines actions")
        guard !due.isEmpty else {
            return
                "<section class=\"card\"><h2>\(title)</h2><p class=\"soft\">\(say("Nothing is noted. Students you follow stand here with what you plan to do.", "Rien n’est noté. Les étudiants que vous suivez apparaissent ici avec ce que vous prévoyez."))</p></section>\n"
        }
        let items = due.map { one -> HTML in
            "<li><span>\(HTML.link("\(one.givenName) \(one.familyName)", to: "/desk/prospects/\(one.id)"))<br><span class=\"soft\">\(NextAction(say: say, prospect: one).html)</span></span></li>\n"
        }
        return "<section class=\"card\"><h2>\(title)</h2><ul class=\"rows\">\(items)</ul></section>\n"
    }
}
