import API
import Hummingbird
import Vivier

/// The home of a school: where its rounds stand, and what comes next.
struct SchoolHome {
    var desk: Desk
    var name: String
    var progress: SchoolProgress
    /// The teams that wait for another case come before all else.
    var lost: [LostMatch]

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        guard let school = desk.guest.principal.organisation else { return try await PlainHome.response(desk) }
        return SchoolHome(
            desk: desk, name: try await desk.perform(ShowSchool(school: school)).name,
            progress: try await desk.perform(ShowProgress(school: school)), lost: try await desk.perform(ListLostMatches()).items
        ).response()
    }

    func response() -> Response {
        let round = progress.rounds.first
        let lead =
            round.map {
                $0.state == "open"
                    ? say("Round “\($0.name)” is open.", "La session « \($0.name) » est ouverte.")
                    : say("Last round: “\($0.name)”.", "Dernière session : « \($0.name) ».")
            }
            ?? say("From the roster to proven matches, step by step.", "De la liste aux affectations prouvées, pas à pas.")
        return desk.page(
            name,
            """
            <h1>\(name)</h1><p class="lead">\(lead)</p>
            \(timeline)
            \(LostMatchPiece(desk: desk, lost: lost).html ?? SchoolNextStep(desk: desk, progress: progress).html)
            \(readiness)\(rounds)
            """)
    }

    private var timeline: HTML {
        let items = SchoolProgress.Step.allCases.map { step -> HTML in
            let isDone = progress.done.contains(step)
            let mark: HTML = step == progress.next ? " aria-current=\"step\"" : isDone ? " class=\"done\"" : ""
            let state = step == progress.next ? say("now", "maintenant") : isDone ? say("done", "fait") : say("later", "plus tard")
            return "<li\(mark)>\(say(step.inWords))<small>\(state)</small></li>"
        }
        return "<ol class=\"timeline\" aria-label=\"\(say("Where the round stands", "Où en est la session"))\">\(items)</ol>\n"
    }

    private var readiness: HTML? {
        let filled = progress.cohorts.filter { $0.students > 0 }
        guard !filled.isEmpty else { return nil }
        let parts = filled.map { cohort -> HTML in
            """
            <section class="card"><h3>\(HTML.link(cohort.name, to: "/desk/cohorts/\(cohort.cohort)"))</h3>
            \(ReadinessBars(readiness: cohort, say: say).html)</section>

            """
        }
        return "<h2>\(say("Readiness at a glance", "La préparation en un coup d’œil"))</h2>\n\(parts)"
    }

    private var rounds: HTML? {
        guard !progress.rounds.isEmpty else { return nil }
        let rows = progress.rounds.map { round -> HTML in
            """
            <li><span>\(HTML.link(round.name, to: "/desk/rounds/\(round.id)"))</span>\
            <span>\(RoundWords.badge(round.state, say)) <span class="soft">\(say.count(round.runs, ("run", "runs"), ("calcul", "calculs")))</span></span></li>

            """
        }
        return "<h2>\(say("Rounds", "Sessions"))</h2><ul class=\"rows\">\n\(rows)</ul>\n"
    }
}

extension SchoolProgress.Step {
    /// As people say it.
    var inWords: Sentence {
        switch self {
        case .enrol: Sentence(en: "Enrol", fr: "Inscrire")
        case .readiness: Sentence(en: "Get ready", fr: "Préparer")
        case .teams: Sentence(en: "Form teams", fr: "Former les équipes")
        case .round: Sentence(en: "Open a round", fr: "Ouvrir une session")
        case .run: Sentence(en: "Diagnose and run", fr: "Diagnostiquer et calculer")
        case .publish: Sentence(en: "Publish", fr: "Publier")
        }
    }
}
