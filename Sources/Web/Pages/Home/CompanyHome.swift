import API
import Hummingbird
import Vivier

/// The home of a company: its cases by state, what awaits an answer, and the one next thing to do.
struct CompanyHome {
    var desk: Desk
    var name: String
    var cases: [CaseLine]
    var more: Bool
    /// Published cases with the round in which teams await an answer.
    var waiting: [(line: CaseLine, round: CardRound)]
    var due: [Prospect]
    var funnel: HiringFunnel

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let account = try await desk.perform(ShowAccount())
        let current = account.memberships.first { $0.id == account.current }
        let page = try await desk.perform(ListCases(query: CaseListQuery(limit: 100)))
        var waiting: [(CaseLine, CardRound)] = []
        for line in page.items.filter({ $0.state == .published }).prefix(12) {
            let rounds = try await desk.perform(ListCardRounds(case: line.id, query: PageQuery(limit: 5))).items
            if let round = rounds.first(where: { $0.open && $0.cards > $0.ranked + $0.vetoed }) { waiting.append((line, round)) }
        }
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
            <aside aria-label="\(say("Prospects", "Candidats suivis"))">\(actions)</aside></div>
            \(cases.isEmpty ? nil : "<section><h2>\(say("From case to hire", "Du cas à l’embauche"))</h2>\(FunnelPicture(funnel: funnel).html(say))</section>" as HTML?)
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
        if let (line, round) = waiting.first {
            let open = round.cards - round.ranked - round.vetoed
            return step(
                say("\(say.number(open)) teams await your answer", "\(say.number(open)) équipes attendent votre réponse"),
                say("For “\(line.title)”, in \(round.name).", "Pour « \(line.title) », dans \(round.name)."),
                say("Look at the teams", "Voir les équipes"), Desk.address("/desk/cases/\(line.id)/teams", ["round": "\(round.round)"]))
        }
        if let draft = cases.first(where: { [.draft, .returned].contains($0.state) }) {
            return step(
                say("Finish your draft", "Terminez votre brouillon"),
                say(
                    "“\(draft.title)” is not published yet: nobody sees it.",
                    "« \(draft.title) » n’est pas encore publié : personne ne le voit."),
                say("Go on", "Continuer"), "/desk/cases/\(draft.id)/edit")
        }
        if cases.contains(where: { $0.state == .matched }) {
            return step(
                say("You have a team", "Vous avez une équipe"),
                say(
                    "See who works on your case, and follow those you would hire.",
                    "Voyez qui travaille sur votre cas, et suivez ceux que vous embaucheriez."),
                say("See your matches", "Voir vos affectations"), "/desk/matches")
        }
        return step(
            say("Your cases are published", "Vos cas sont publiés"),
            say(
                "The schools match them in their next round. Meanwhile, look who agrees to be found.",
                "Les écoles les affecteront à leur prochaine session. D’ici là, voyez qui accepte d’être trouvé."),
            say("Search the talent pool", "Chercher dans le vivier"), "/desk/talent")
    }

    private func step(_ title: String, _ words: String, _ label: String, _ path: String) -> HTML {
        "<section class=\"card next\"><h2>\(title)</h2><p>\(words)</p>\(Pieces.button(label, to: path))</section>\n"
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

    private var actions: HTML {
        let title = say("Next actions", "Prochaines actions")
        guard !due.isEmpty else {
            return
                "<section class=\"card\"><h2>\(title)</h2><p class=\"soft\">\(say("Nothing is noted. Students you follow stand here with what you plan to do.", "Rien n’est noté. Les étudiants que vous suivez apparaissent ici avec ce que vous prévoyez."))</p></section>\n"
        }
        let items = due.map { one -> HTML in
            let what = [one.nextOn.map { say.day($0) }, one.nextAction].compactMap(\.self).joined(separator: " · ")
            return
                "<li><span>\(HTML.link("\(one.givenName) \(one.familyName)", to: "/desk/prospects/\(one.id)"))<br><span class=\"soft\">\(what)</span></span></li>\n"
        }
        return "<section class=\"card\"><h2>\(title)</h2><ul class=\"rows\">\(items)</ul></section>\n"
    }
}
