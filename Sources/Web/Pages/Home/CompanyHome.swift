import API
import Hummingbird
import Vivier

/// The home of a company: its cases by state, what awaits an answer, and the one next thing to do.
struct CompanyHome {
    var desk: Desk
    var name: String
    var progress: CompanyProgress
    /// The newest.
    var cases: [CaseLine]
    var due: [Prospect]
    var funnel: HiringFunnel

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let account = try await desk.perform(ShowAccount())
        let current = account.memberships.first { $0.id == account.current }
        guard let company = desk.guest.principal.organisation else { return try await PlainHome.response(desk) }
        let due = try await desk.perform(ListProspects(query: ProspectListQuery(sort: "next", limit: 5))).items.filter {
            $0.nextAction != nil
        }
        return CompanyHome(
            desk: desk, name: current?.organisation?.name ?? desk.say("Your company", "Votre entreprise"),
            progress: try await desk.perform(ShowCompanyProgress(company: company)),
            cases: try await desk.perform(ListCases(query: CaseListQuery(limit: 6))).items, due: due,
            funnel: try await desk.perform(ShowFunnel())
        ).response()
    }

    func response() -> Response {
        desk.page(
            name,
            """
            <div class="headline"><h1>\(name)</h1>\(post)</div>
            \(next)
            \(cases.isEmpty ? nil : states)
            <div class="columns"><div>\(cases.isEmpty ? nil : recent)</div>
            <aside aria-label="\(say("Prospects", "Candidats suivis"))">\(actions)\(cases.isEmpty ? nil : way)</aside></div>
            """)
    }

    /// Always at hand, unless it is the one next thing itself.
    private var post: HTML? {
        progress.next == .post || !desk.may(.writeCases)
            ? nil : Pieces.button(say("Post a case", "Déposer un cas"), to: "/desk/cases/new", isQuiet: true)
    }

    /// The one thing to do next.
    private var next: HTML {
        switch progress.next {
        case .post:
            step(
                cases.isEmpty
                    ? say("Post your first case", "Déposez votre premier cas") : say("Post another case", "Déposez un autre cas"),
                say(
                    "Describe a real problem in three minutes. Student teams with the right skills and free time take it on.",
                    "Décrivez un vrai problème en trois minutes. Des équipes d’étudiants qui ont les compétences et le temps s’en chargent."
                ),
                say("Post a case", "Déposer un cas"), "/desk/cases/new")
        case .answer: progress.awaiting.map(answer) ?? wait
        case .meet: meet
        case .finish: progress.draft.map(finish) ?? wait
        case .wait: wait
        }
    }

    private func answer(_ awaiting: AwaitingCards) -> HTML {
        let (one, round) = (awaiting.case, awaiting.round)
        return step(
            say.count(
                awaiting.open, ("team awaits your answer", "teams await your answer"),
                ("équipe attend votre réponse", "équipes attendent votre réponse")),
            say("For “\(one.title)”, in \(round.name).", "Pour « \(one.title) », dans \(round.name)."),
            say("Look at the teams", "Voir les équipes"), Desk.address("/desk/cases/\(one.id)/teams", ["round": "\(round.round)"]))
    }

    private var meet: HTML {
        let matched = progress.count([.matched])
        return step(
            matched == 1
                ? say("You have a team", "Vous avez une équipe")
                : say("\(say.number(matched)) of your cases have their team", "\(say.number(matched)) de vos cas ont leur équipe"),
            say(
                "See who works on \(matched == 1 ? "your case" : "your cases"), and follow those you would hire.",
                "Voyez qui travaille sur \(matched == 1 ? "votre cas" : "vos cas"), et suivez ceux que vous embaucheriez."),
            say("See your matches", "Voir vos affectations"), "/desk/matches")
    }

    private func finish(_ draft: CaseReference) -> HTML {
        step(
            say("Finish your draft", "Terminez votre brouillon"),
            say(
                "“\(draft.title)” is not published yet: nobody sees it.",
                "« \(draft.title) » n’est pas encore publié : personne ne le voit."),
            say("Go on", "Continuer"), "/desk/cases/\(draft.id)/edit")
    }

    private var wait: HTML {
        step(
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
            groups.map { words, states in (say(words), say.number(progress.count(states))) })
    }

    private var recent: HTML {
        let items = cases.map { line -> HTML in
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
