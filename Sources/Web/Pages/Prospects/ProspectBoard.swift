import API
import Formats
import Hummingbird
import Vivier

/// The prospects as a board, a column a stage. Cards are dragged, or moved by the menu on each.
struct ProspectBoard {
    var desk: Desk
    var prospects: [Prospect]
    /// There are more than a board can hold.
    var more: Bool
    var funnel: HiringFunnel
    /// A move that was not made, and why.
    var refused: (id: Prospect.ID, state: FormState)?

    private var say: Words { desk.say }

    static func read(_ desk: Desk) async throws -> ProspectBoard {
        let page = try await desk.perform(ListProspects(query: ProspectListQuery(sort: "-changed", limit: 100)))
        return ProspectBoard(
            desk: desk, prospects: page.items, more: page.next != nil, funnel: try await desk.perform(ShowFunnel()), refused: nil)
    }

    func response() -> Response {
        let title = say("Prospects", "Candidats suivis")
        let empty = Pieces.empty(
            say(
                "You follow nobody yet. Find somebody in the talent pool, or among the teams of your cases.",
                "Vous ne suivez encore personne. Trouvez quelqu’un dans le vivier, ou parmi les équipes de vos cas."),
            Pieces.button(say("Search the talent pool", "Chercher dans le vivier"), to: "/desk/talent"))
        return desk.page(
            title,
            """
            <div class="headline"><h1>\(title)</h1>\(ProspectViews(say: say, isList: false).html)</div>
            \(refused.flatMap { Inputs(say, $0.state).summary })
            \(prospects.isEmpty ? empty : board)
            <section><h2>\(say("From case to hire", "Du cas à l’embauche"))</h2>\(FunnelPicture(funnel: funnel).html(say))</section>
            """)
    }

    private var board: HTML {
        let columns = Prospect.Stage.allCases.map { stage -> HTML in
            let cards = prospects.filter { $0.stage == stage }
            return """
                <section class="stage" data-stage="\(stage.rawValue)" aria-label="\(say(stage.inWords))"><h2>\(say(stage.inWords)) <span class="soft">\(say.number(cards.count))</span></h2>
                <ul>\(cards.map(card))</ul></section>

                """
        }
        let rest: HTML =
            more
            ? "<p class=\"soft\">\(say("The board shows the hundred that moved last; the list has all of them.", "Le tableau montre les cent derniers déplacés ; la liste les a tous."))</p>"
            : ""
        return
            "<div class=\"stages\" tabindex=\"0\" role=\"region\" aria-label=\"\(say("Board by stage", "Tableau par étape"))\">\(columns)</div>\(rest)\n"
    }

    private func card(_ one: Prospect) -> HTML {
        let state = refused?.id == one.id ? refused?.state ?? .fresh : .fresh
        let next: HTML? = NextAction(say: say, prospect: one).html.map { "<p class=\"small\">\($0)</p>" }
        return """
            <li class="card" draggable="true" id="prospect-\(one.id)"><h3>\(HTML.link("\(one.givenName) \(one.familyName)", to: "/desk/prospects/\(one.id)"))</h3>
            <p class="soft small">\(one.school)</p>\(next)
            <details\(state.isRefused ? " open" : "" as HTML)><summary>\(say("Move", "Déplacer"))</summary>\(MoveMenu(desk: desk, prospect: one, state: state, isOnBoard: true).html)</details></li>

            """
    }
}

/// From the board to the list and back.
struct ProspectViews {
    var say: Words
    var isList: Bool

    var html: HTML {
        let here: HTML = " aria-current=\"page\""
        return """
            <nav class="views" aria-label="\(say("Ways to look at it", "Manières de voir"))"><a href="/desk/prospects"\(isList ? "" : here)>\(say("Board", "Tableau"))</a>\
            <a href="/desk/prospects?view=list"\(isList ? here : "")>\(say("List", "Liste"))</a></nav>
            """
    }
}
