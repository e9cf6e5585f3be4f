import API
import Hummingbird
import Vivier

/// One prospect: where it stands, what comes next, what was noted, and what happened so far.
struct ProspectPage {
    var desk: Desk
    var prospect: Prospect
    var events: [ProspectEvent]
    var editing = FormState.fresh
    var moving = FormState.fresh

    private var say: Words { desk.say }
    /// Of the history; a page of its own has all of it.
    private static let newest = 10

    static func read(_ desk: Desk, _ id: Prospect.ID) async throws -> ProspectPage {
        ProspectPage(
            desk: desk, prospect: try await desk.perform(ShowProspect(prospect: id)),
            events: try await desk.perform(ListProspectEvents(prospect: id, query: SortedQuery(limit: newest))).items)
    }

    func response() -> Response {
        let name = "\(prospect.givenName) \(prospect.familyName)"
        let businessCase: HTML =
            prospect.case.map { " · \(HTML.link(say("met on a case", "rencontré sur un cas"), to: "/desk/cases/\($0)"))" } ?? ""
        return desk.page(
            name,
            """
            \(Pieces.crumbs(say, [(say("Prospects", "Candidats suivis"), "/desk/prospects")]))
            <div class="headline"><h1>\(name)</h1>\(Pieces.badge(say(prospect.stage.inWords), prospect.stage.tone))</div>
            <p class="lead">\(prospect.school)\(businessCase) · \(HTML.link(say("profile", "profil"), to: "/desk/talent/\(prospect.student)"))</p>
            \(Inputs(say, editing.isRefused ? editing : moving).summary)
            <div class="columns"><div>\(notes)\(history)</div>
            <aside aria-label="\(say("Stage", "Étape"))"><section class="card next"><h2>\(say("Move on", "Faire avancer"))</h2>\(MoveMenu(desk: desk, prospect: prospect, state: moving, isOnBoard: false).html)</section></aside></div>
            """)
    }

    private var notes: HTML {
        let inputs = Inputs(say, editing)
        let version = editing.form?.given("version") ?? "\(prospect.version)"
        return desk.form(
            "/desk/prospects/\(prospect.id)/edit", "",
            """
            <input type="hidden" name="version" value="\(version)">
            <div class="row">\(inputs.text("next_action", say("Next action", "Prochaine action"), stored: prospect.nextAction, "maxlength=\"200\" "))
            \(inputs.text("next_on", say("By", "Pour le"), type: "date", stored: prospect.nextOn.map { "\($0)" }))</div>
            \(inputs.area("note", say("Note", "Note"), hint: say(MoveMenu.readers), stored: prospect.note, "maxlength=\"4000\" rows=\"5\" "))
            <div class="actions"><button>\(say("Save", "Enregistrer"))</button></div>
            """)
    }

    private var history: HTML {
        let all = WholeList.link(say, say("All of it", "Tout l’historique"), to: "/desk/prospects/\(prospect.id)/history")
        return """
            <section><h2>\(say("History", "Historique"))</h2>\(ProspectHistory(say: say, events: events).html)
            \(all)</section>

            """
    }
}
