import API
import Foundation
import Hummingbird
import Vivier

/// The teams of a cohort as cards: who is in them, what they bring, when they are free; and what can be changed.
struct TeamBoardPage {
    var desk: Desk
    var cohort: Cohort
    var board: TeamBoard
    /// To choose one from.
    var teams: [Team]
    var state: FormState

    static let perPage = 9

    static func path(_ cohort: Cohort.ID, q: String = "", sort: String? = nil, cursor: String? = nil) -> String {
        Desk.address("/desk/cohorts/\(cohort)/teams", ["q": q, "sort": sort, "cursor": cursor])
    }

    /// What of the board is looked at: what its address says, or of a form that of the board on which it stands.
    static func asked(_ name: String, _ desk: Desk) -> String? {
        guard desk.request.method == .post else { return desk.query(name) }
        return QueryReader.typed(name, of: desk.standsOn.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init))
    }

    /// The page of the board on which a form stands, searched and sorted as it was.
    static func back(_ desk: Desk, to cohort: Cohort.ID) -> String {
        let board = path(cohort)
        guard desk.standsOn.split(separator: "?").first.map(String.init) == board else { return board }
        return path(cohort, q: asked("q", desk) ?? "", sort: asked("sort", desk), cursor: asked("cursor", desk))
    }

    static func show(_ desk: Desk, _ state: FormState = .fresh) async throws -> Response {
        let id: Cohort.ID = try desk.id("cohort")
        let cohort = try await desk.perform(ShowCohort(cohort: id))
        let query = TeamBoardQuery(
            q: asked("q", desk), sort: asked("sort", desk).flatMap(TeamBoardQuery.Sort.init), limit: perPage, cursor: asked("cursor", desk))
        let board = try await desk.perform(ShowTeamBoard(cohort: id, query: query))
        let teams =
            desk.may(.formTeams) && BoardMovePiece.isAsked(desk, state)
            ? try await desk.perform(FindTeams(cohort: id, q: desk.query("to"), limit: BoardMovePiece.most)) : []
        return TeamBoardPage(desk: desk, cohort: cohort, board: board, teams: teams, state: state).response()
    }

    private var say: Words { desk.say }
    private var mayChange: Bool { desk.may(.formTeams) }
    private var q: String { Self.asked("q", desk) ?? "" }
    private var sort: String? { Self.asked("sort", desk) }

    func response() -> Response {
        let title = say("Teams of \(cohort.name)", "Équipes de \(cohort.name)")
        let next = board.next.map { Self.path(cohort.id, q: q, sort: sort, cursor: $0) }
        let first = Self.asked("cursor", desk).map { _ in Self.path(cohort.id, q: q, sort: sort) }
        var shapes = SharedShapes()
        let cards = board.items.enumerated().map { place, one in
            BoardTeamPiece(desk: desk, strengths: one, place: place, mayChange: mayChange, asksHours: board.cases > 0).html(&shapes)
        }
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts"), (cohort.name, "/desk/cohorts/\(cohort.id)")]))
            <h1>\(title)</h1>
            <p class="lead">\(lead)</p>
            \(controls)\(mayChange ? BoardMovePiece(desk: desk, cohort: cohort.id, board: board, hasTeams: cohort.teams > 0, teams: teams, state: state).html : nil)
            \(mayChange ? desk.form(Self.path(cohort.id), "id=\"\(BoardTeamPiece.form)\" hidden", "") : nil)\(board.items.isEmpty ? empty : "<ul class=\"board\">\(cards)</ul>\(BoardTable(items: board.items, say: say).html)")
            \(Pieces.pager(say, next: next, first: first))
            \(withoutTeam)
            """)
    }

    private var lead: String {
        let teams = say.count(cohort.teams, ("team", "teams"), ("équipe", "équipes"))
        guard board.cases > 0 else {
            return say(
                "\(teams). No open case asks for anything now: what a team covers is shown when one does.",
                "\(teams). Aucun cas ouvert ne demande rien pour l’instant\u{A0}: ce qu’une équipe couvre s’affiche dès qu’il y en a un.")
        }
        let cases = say.count(board.cases, ("published case", "published cases"), ("cas publié", "cas publiés"))
        let isOne = board.cases == 1
        return say(
            "\(teams), measured against what \(cases) \(isOne ? "asks" : "ask").",
            "\(teams), face à ce que \(isOne ? "demande" : "demandent") \(cases).")
    }

    private var controls: HTML {
        // Where there is no team yet, what stands below says it, and why.
        let isEmpty = board.items.isEmpty && q.isEmpty && Self.asked("cursor", desk) == nil
        let form: HTML? =
            mayChange && !isEmpty
            ? Pieces.button(say("Form teams", "Former des équipes"), to: "/desk/cohorts/\(cohort.id)/formation") : nil
        return """
            <div class="controls"><form method="get" action="\(Self.path(cohort.id))" role="search"><div class="wide"><label for="q">\(say("Team or member", "Équipe ou membre"))</label>\
            <input id="q" name="q" type="search" value="\(q)"></div>\
            <div><label for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(sorts)</select></div>\
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>\
            \(cohort.teams == 0 ? nil : "<a class=\"button quiet\" href=\"\(Self.path(cohort.id))/export\" download>\(say("Export (CSV)", "Exporter (CSV)"))</a>" as HTML?)\(form)</div>
            """
    }

    private var sorts: [HTML] {
        let ways: [(TeamBoardQuery.Sort, String)] = [
            (.name, say("name", "nom")), (.nameDown, say("name, from the end", "nom, depuis la fin")),
            (.members, say("smallest first", "les plus petites d’abord")), (.membersDown, say("largest first", "les plus grandes d’abord")),
        ]
        return Pieces.options(ways.map { ($0.0.rawValue, $0.1) }, chosen: sort)
    }

    private var empty: HTML {
        if !q.isEmpty {
            return Pieces.empty(
                say("No team is called so, and has no such member.", "Aucune équipe ne porte ce nom ni n’a ce membre."),
                Pieces.button(say("All teams", "Toutes les équipes"), to: Self.path(cohort.id), isQuiet: true))
        }
        if Self.asked("cursor", desk) != nil {
            return Pieces.empty(
                say("No team is on this page any more.", "Il n’y a plus d’équipe sur cette page."),
                Pieces.button(say("All teams", "Toutes les équipes"), to: Self.path(cohort.id), isQuiet: true))
        }
        let students = say.count(cohort.students, ("student", "students"), ("étudiant", "étudiants"))
        return Pieces.empty(
            say(
                "No team yet. \(students) wait to be put into teams that cover what the cases ask and share free hours.",
                "Pas encore d’équipe. \(students) attendent des équipes qui couvrent ce que les cas demandent et partagent des heures libres."
            ),
            mayChange ? Pieces.button(say("Form teams", "Former des équipes"), to: "/desk/cohorts/\(cohort.id)/formation") : nil)
    }

    private var withoutTeam: HTML? {
        guard board.withoutTeamTotal > 0, !(board.items.isEmpty && q.isEmpty) else { return nil }
        let chips = board.withoutTeam.map { member -> HTML in
            let mark: HTML? = mayChange ? BoardTeamPiece.dragged(member.student) : nil
            return "<li class=\"chip\"\(mark)>\(member.givenName) \(member.familyName)</li>"
        }
        return """
            <section aria-labelledby="alone-title"><h2 id="alone-title">\(say("Without a team", "Sans équipe"))\
             <span class="soft">\(say.number(board.withoutTeamTotal))</span></h2>
            <ul class="chips alone">\(chips)</ul></section>
            """
    }
}
