import API
import Hummingbird
import Vivier

/// One round: where it stands, the one next thing to do, its runs, what was decided by hand.
struct RoundPage {
    var desk: Desk
    var round: Round
    var cohorts: [CohortOfRound]
    var decisions: RoundDecisions
    var lost: [LostMatch]
    /// What has come of the shared cards; nil for whoever cannot share any.
    var cards: CardAnswers?
    var state: FormState

    private static let mostCohorts = 20
    /// The newest; a page of their own has all of them.
    private static let mostRuns = 10

    static func show(_ desk: Desk, _ state: FormState) async throws -> Response {
        let round = try await desk.perform(ShowRound(round: try desk.id("round")))
        let cohorts = try await desk.perform(ListCohortsOfRound(round: round.id))
        let decisions = try await RoundDecisions.read(desk, round, state)
        let isPublished = round.runs.contains { $0.state == "published" }
        let lost = isPublished && desk.may(.compareRuns) ? try await desk.perform(ListLostMatches(round: round.id)).items : []
        var page = RoundPage(desk: desk, round: round, cohorts: cohorts, decisions: decisions, lost: lost, state: state)
        if page.mayRun, !page.lacksTeams { page.cards = try await desk.perform(ShowCardAnswers(round: round.id)) }
        return page.response()
    }

    private var say: Words { desk.say }
    private var isOpen: Bool { round.state == "open" }
    private var mayRun: Bool { desk.may(.manageRounds) && isOpen && round.isHeld(by: desk.caller) }
    private var work: RoundWork { RoundWork(desk: desk, round: round, mayStop: desk.may(.manageRounds) && round.isHeld(by: desk.caller)) }
    private var published: RunLine? { round.runs.first { $0.state == "published" } }
    /// Whether there is nobody to match yet. Of the round of others only the own cohorts are seen, which says nothing of it.
    private var lacksTeams: Bool {
        isOpen && published == nil && round.isHeld(by: desk.caller) && cohorts.allSatisfy { $0.teams == 0 }
    }

    func response() -> Response {
        desk.page(
            round.name,
            """
            \(Pieces.crumbs(say, [(say("Rounds", "Sessions"), "/desk/rounds")]))
            <h1>\(round.name) \(RoundWords.badge(round.state, say))</h1>
            <p class="lead">\(RoundWords.promise(round.rules.policy, placement: round.rules.placement, say))</p>
            \(timeline)
            \(Inputs(say, state).summary)
            \(work.goingOn ?? "\(work.ended)\(next)")
            <div class="columns"><div>
            \(runs)
            \(decisions.html)
            </div><div>\(facts)</div></div>
            """)
    }

    // MARK: Where it stands

    private var timeline: HTML {
        var steps: [(name: String, more: String, isDone: Bool)] = [
            (say("Open", "Ouverture"), say.moment(round.createdAt), true),
            (
                say("Run", "Calcul"),
                round.runs.isEmpty
                    ? say("not yet", "pas encore") : say.count(round.runs.count, ("run", "runs"), ("calcul", "calculs")),
                !round.runs.isEmpty
            ),
            (say("Review", "Relecture"), say("exceptions, fairness", "exceptions, équité"), published != nil),
            (
                say("Publish", "Publication"),
                published.map { say("run \($0.number)", "calcul \($0.number)") } ?? say("with the proof", "avec la preuve"),
                published != nil
            ),
        ]
        if lacksTeams { steps.insert((say("Teams", "Équipes"), say("none yet", "aucune encore"), false), at: 1) }
        let current = steps.firstIndex { !$0.isDone }
        let items = steps.enumerated().map { index, step -> HTML in
            let mark: HTML = index == current ? " aria-current=\"step\"" : step.isDone ? " class=\"done\"" : ""
            return "<li\(mark)>\(step.name)<small>\(step.more)</small></li>"
        }
        return "<ol class=\"timeline\" aria-label=\"\(say("Where the round stands", "Où en est la session"))\">\(items)</ol>\n"
    }

    /// The one next thing, and how to do it.
    private var next: HTML? {
        if !lost.isEmpty { return LostMatchPiece(desk: desk, lost: lost).html }
        if let published {
            return """
                <div class="card next"><h2>\(say("Published", "Publiée"))</h2><p>\(say(
                    "Run \(published.number) is published: teams and companies see their matches, and anyone can check the proof.",
                    "Le calcul \(published.number) est publié\u{A0}: équipes et entreprises voient leurs affectations, et chacun peut vérifier la preuve."))</p>
                <div class="actions">\(Pieces.button(say("See the matches", "Voir les affectations"), to: "/desk/runs/\(published.id)"))\
                \(Pieces.button(say("Public proof", "Preuve publique"), to: "/proofs/\(published.id)", isQuiet: true))</div></div>
                """
        }
        if lacksTeams { return formTeams }
        guard mayRun else { return someoneElse }
        let draft = round.runs.first
        let isStale = draft.map { round.isDecidedSince($0) } ?? false
        let number = draft?.number ?? 0
        let title =
            draft == nil
            ? say("Run the round", "Lancer le calcul")
            : isStale ? say("Run again", "Relancer le calcul") : say("Review run \(number)", "Relire le calcul \(number)")
        let words =
            isStale
            ? say(
                "Run \(number) is older than the pins and bans: a pair was settled or released since, and it knows nothing of that.",
                "Le calcul \(number) est plus ancien que les décisions\u{A0}: une paire a été fixée, exclue ou libérée depuis, et il n’en sait rien."
            )
            : draft == nil
                ? say(
                    "The result comes with its proof, and nothing is published yet. If you would rather see beforehand what stands in the way, diagnose.",
                    "Le résultat vient avec sa preuve, et rien n’est encore publié. Pour voir auparavant ce qui fait obstacle, diagnostiquez."
                )
                : say(
                    "Look at the teams without a case and the lowest fits, settle what must be, run again or publish.",
                    "Regardez les équipes sans cas et les adéquations les plus basses, tranchez s’il le faut, relancez ou publiez.")
        let review: HTML? = draft.map {
            Pieces.button(say("Review run \($0.number)", "Relire le calcul \($0.number)"), to: "/desk/runs/\($0.id)", isQuiet: isStale)
        }
        let run = draft == nil ? say("Run", "Lancer le calcul") : say("Run again", "Relancer")
        return """
            <div class="card next"><h2>\(title)</h2><p>\(words)</p>
            \(desk.form(
                "/desk/rounds/\(round.id)/runs", "\(LiveRun.attributes(say)) data-progress-stop-at=\"/desk/rounds/\(round.id)/stop\"",
                """
                \(LiveRun.picture(say))<div class="actions">\(isStale ? nil : review)\
                <button\(draft == nil || isStale ? "" : " class=\"quiet\"" as HTML)>\(run)</button>\(isStale ? review : nil)\
                \(DiagnosisPage.way(say("Diagnose", "Diagnostiquer"), of: round.id, say, isQuiet: true))\
                \(Pieces.button(say("Demand and supply", "Demande et offre"), to: "/desk/rounds/\(round.id)/demand", isQuiet: true))</div>
                """))</div>
            """
    }

    /// What comes before a run: there is nobody to match.
    private var formTeams: HTML {
        let words = say(
            "No cohort of the round has a team with members yet: there is nobody to match. Once teams are formed, the round can run.",
            "Aucune promotion de la session n’a encore d’équipe avec des membres\u{A0}: il n’y a personne à affecter. Une fois les équipes formées, le calcul pourra être lancé."
        )
        let ways = cohorts.prefix(1).map { cohort in
            Pieces.button(say("Form teams", "Former des équipes"), to: "/desk/cohorts/\(cohort.id)/formation")
        }
        let way: HTML? = desk.may(.formTeams) && !ways.isEmpty ? "<div class=\"actions\">\(ways)</div>" : nil
        return "<div class=\"card next\"><h2>\(say("Form teams first", "Formez d’abord des équipes"))</h2><p>\(words)</p>\(way)</div>\n"
    }

    /// Whose turn it is, for a reader who neither runs nor publishes.
    private var someoneElse: HTML? {
        guard isOpen else { return nil }
        let sentence: String
        if !round.isHeld(by: desk.caller) {
            sentence = RoundWords.held(by: round.organisation.name, say)
        } else if desk.role == .supervisor {
            sentence = say(
                "Your administration runs and publishes the round.", "Votre administration lance le calcul et publie la session.")
        } else {
            return nil
        }
        return "<div class=\"card\"><h2>\(say("The round is open", "La session est ouverte"))</h2><p>\(sentence)</p></div>\n"
    }

    // MARK: What there is

    private var runs: HTML? {
        guard !round.runs.isEmpty else { return nil }
        return """
            <h2>\(say("Runs", "Calculs"))</h2>
            \(RunTable(say: say, runs: Array(round.runs.prefix(Self.mostRuns))).html)\
            \(WholeList.link(say, round.id, "runs", say("All runs", "Tous les calculs")))
            """
    }

    /// With their schools where these are several; more than a few are folded.
    private var named: HTML {
        let hasSchools = desk.caller.organisation != round.organisation.id || round.organisation.kind != .school
        let names = cohorts.map { cohort -> HTML in
            let name: HTML = desk.may(.readTeamBoards) ? HTML.link(cohort.name, to: TeamBoardPage.path(cohort.id)) : "\(cohort.name)"
            return hasSchools ? "\(name) <span class=\"soft\">(\(cohort.school))</span>" : name
        }
        func joined(_ names: ArraySlice<HTML>) -> [HTML] {
            names.enumerated().map { $0.offset == 0 ? $0.element : ", \($0.element)" as HTML }
        }
        let rest = names.dropFirst(Self.mostCohorts)
        guard !rest.isEmpty else { return "\(joined(names[...]))" }
        return """
            \(joined(names.prefix(Self.mostCohorts)))<details><summary>\(say("and \(rest.count) more", rest.count == 1 ? "et une autre" : "et \(rest.count) autres"))</summary>\
            \(joined(rest))</details>
            """
    }

    /// What the answers of the companies change, which the rule decides.
    private var answers: String {
        round.rules.policy == "stable"
            ? say(
                "They rank or decline them: the next run goes by their order, and gives no case a team that its company declines.",
                "Elles les classent ou les écartent\u{A0}: le prochain calcul suit leur ordre, et ne donne à aucun cas une équipe que son entreprise écarte."
            )
            : say(
                "The next run gives no case a team that its company declines. Under the rule of this round, whom they accept and in which order changes nothing in the computation.",
                "Le prochain calcul ne donne à aucun cas une équipe que son entreprise écarte. Selon la règle de cette session, celles qu’elles retiennent et leur ordre ne changent rien au calcul."
            )
    }

    /// How far the companies are; nil where nothing is shared.
    private func shared(_ cards: CardAnswers) -> HTML? {
        guard cards.cases > 0 else { return nil }
        let teams = say.count(cards.teams, ("team is", "teams are"), ("équipe est montrée", "équipes sont montrées"))
        let words = say(
            "\(teams) shared. Cases answered: \(say.number(cards.answered)) of \(say.number(cards.cases)).",
            "\(teams). Cas avec réponse\u{A0}: \(say.number(cards.answered)) sur \(say.number(cards.cases)).")
        return "<p><b>\(words)</b></p>\n"
    }

    private var facts: HTML {
        let ask = cards.map { cards -> HTML in
            """
            <h2>\(say("Ask the companies", "Interroger les entreprises"))</h2><p>\(say(
                "Show them, without names, the teams that fit each of their cases best.",
                "Montrez-leur, sans noms, les équipes qui conviennent le mieux à chacun de leurs cas.")) \(answers)</p>
            \(shared(cards))\(desk.button(
                "/desk/rounds/\(round.id)/cards",
                cards.cases > 0
                    ? say("Share the new cards", "Partager les nouvelles fiches") : say("Share team cards", "Partager les fiches d’équipe")))
            """
        }
        return """
            <h2>\(say("What was declared", "Ce qui est déclaré"))</h2>
            \(Pieces.facts([
                (say("Held by", "Portée par"), "\(round.organisation.name)"), (say("Rule", "Règle"), "\(RoundWords.rules(round.rules, say))"),
                (say("Cohorts", "Promotions"), named),
                (say("Cases", "Cas"), "\(round.cases.map { say.number($0.count) } ?? say("every published one", "tous les cas publiés"))"),
                (say("Seed", "Graine"), "\(say.number(round.rules.seed)) <span class=\"soft\">\(say("the same number gives the same result", "le même nombre donne le même résultat"))</span>"),
            ]))
            \(round.warnings.isEmpty ? nil : "<div class=\"warning\"><ul>\(round.warnings.map { "<li>\($0)</li>" as HTML })</ul></div>" as HTML?)
            \(ask)
            """
    }
}
