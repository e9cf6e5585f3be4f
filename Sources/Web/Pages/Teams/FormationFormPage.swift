import API
import Hummingbird
import Vivier

/// By what rules teams are to be formed: the few that always matter, the others folded.
struct FormationFormPage {
    var desk: Desk
    var cohort: Cohort
    var inputs: Inputs

    static func show(_ desk: Desk, _ state: FormState) async throws -> Response {
        let cohort = try await desk.perform(ShowCohort(cohort: try desk.id("cohort")))
        var state = state
        // Back from the teams that were shown, the form says what they were formed by.
        let wish = FormationWish(desk)
        if state.form == nil, !wish.values.isEmpty { state.form = Form(items: wish.values.map { ($0.key, $0.value) }) }
        return FormationFormPage(desk: desk, cohort: cohort, inputs: Inputs(desk.say, state)).response()
    }

    private var say: Words { desk.say }

    func response() -> Response {
        let title = say("Form teams", "Former des équipes")
        let board = TeamBoardPage.path(cohort.id)
        return desk.page(
            title, isNarrow: true,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts"), (cohort.name, "/desk/cohorts/\(cohort.id)"), (say("Teams", "Équipes"), board)]))
            <h1>\(title)</h1>
            <p class="lead">\(say(
                "You see the teams first, with how far from the best they can be at most. Nothing is stored before you say so.",
                "Vous voyez d’abord les équipes, avec ce qui les sépare au plus des meilleures. Rien n’est enregistré avant votre accord."))</p>
            \(inputs.summary)
            \(desk.form("/desk/cohorts/\(cohort.id)/formation", LiveRun.attributes(say), "\(fields)\(LiveRun.picture(say))<div class=\"actions\"><button>\(say("Show me teams", "Voir les équipes"))</button></div>"))
            """)
    }

    private var fields: HTML {
        let scopes = [
            (
                value: "without-team",
                label: say("Students without a team; the others stay", "Les étudiants sans équipe\u{A0}; les autres restent")
            ),
            (
                value: "all",
                label: say(
                    "Everybody, but locked teams and those a round rests on", "Tout le monde, sauf équipes verrouillées ou déjà engagées")
            ),
        ]
        let hints = (
            groups: say(
                "One group a line: the school’s keys, separated by commas.",
                "Un groupe par ligne\u{A0}: les clés de l’école, séparées par des virgules."),
            alone: say(
                "programme, city, or a column of the roster that was kept as it is; separated by commas.",
                "programme, ville, ou une colonne de la liste gardée telle quelle\u{A0}; séparés par des virgules.")
        )
        return """
            \(inputs.choice("scope", say("Who", "Qui"), scopes))
            <div class="row">\(inputs.text("min", say("Members at least", "Membres au moins"), type: "number", stored: "3", "min=\"1\""))\
            \(inputs.text("max", say("Members at most", "Membres au plus"), type: "number", stored: "5", "min=\"1\""))\
            \(inputs.text("hours", say("Common hours a week", "Heures communes par semaine"), type: "number", "min=\"1\" max=\"80\""))</div>
            \(inputs.tick("even", say("Teams of even size", "Équipes de taille égale"), hint: say("No two differ by more than one member.", "À un membre près.")))
            <details\(inputs.state.isRefused ? " open" : "" as HTML)><summary>\(say("Who with whom, and how long to search", "Qui avec qui, et durée de la recherche"))</summary>
            \(inputs.area("with", say("Together", "Ensemble"), hint: hints.groups))
            \(inputs.area("apart", say("Apart", "Séparés"), hint: hints.groups + say(" No reason is asked or kept.", " Aucune raison n’est demandée ni conservée.")))
            \(inputs.text("not_alone", say("Nobody alone with the same", "Personne seul avec le même"), hint: hints.alone))
            <div class="row">\(inputs.text("seconds", say("Search for, in seconds", "Chercher pendant, en secondes"), type: "number", stored: "5", "min=\"1\" max=\"120\""))\
            \(inputs.text("seed", say("Seed", "Graine"), hint: say("The same number gives the same result.", "Le même nombre donne le même résultat."), type: "number", stored: "1", "min=\"0\""))</div></details>

            """
    }
}
