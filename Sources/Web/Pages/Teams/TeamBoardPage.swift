import API
import Foundation
import Hummingbird
import Vivier

/// The teams of a cohort as cards: who is in them, what they bring, when they are free; and what can be changed.
struct TeamBoardPage {
    var desk: Desk
    var cohort: Cohort
    var board: TeamBoard
    /// Names to choose a team from.
    var names: [String]
    var state: FormState

    static let perPage = 9

    static func path(_ cohort: Cohort.ID, q: String = "", cursor: String? = nil) -> String {
        var path = "/desk/cohorts/\(cohort)/teams"
        var asked: [String] = []
        if !q.isEmpty { asked.append("q=\(q.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")") }
        if let cursor { asked.append("cursor=\(cursor)") }
        if !asked.isEmpty { path += "?" + asked.joined(separator: "&") }
        return path
    }

    static func show(_ desk: Desk, _ state: FormState = .fresh) async throws -> Response {
        let id: Cohort.ID = try desk.id("cohort")
        let cohort = try await desk.perform(ShowCohort(cohort: id))
        let query = TeamBoardQuery(q: desk.query("q"), limit: perPage, cursor: desk.query("cursor"))
        let board = try await desk.perform(ShowTeamBoard(cohort: id, query: query))
        let names =
            desk.may(.formTeams) ? try await desk.perform(ListTeams(cohort: id, query: PageQuery(limit: 200))).items.map(\.name) : []
        return TeamBoardPage(desk: desk, cohort: cohort, board: board, names: names, state: state).response()
    }

    private var say: Words { desk.say }
    private var mayChange: Bool { desk.may(.formTeams) }
    private var q: String { desk.query("q") ?? "" }
    private var moves: String { "/desk/cohorts/\(cohort.id)/moves" }

    func response() -> Response {
        let title = say("Teams of \(cohort.name)", "Équipes de \(cohort.name)")
        let next = board.next.map { Self.path(cohort.id, q: q, cursor: $0) }
        let first = desk.query("cursor").map { _ in Self.path(cohort.id, q: q) }
        let cards = board.items.map {
            BoardTeamPiece(desk: desk, strengths: $0, moves: moves, mayChange: mayChange, state: state).html
        }
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts"), (cohort.name, "/desk/cohorts/\(cohort.id)")]))
            <h1>\(title)</h1>
            <p class="lead">\(lead)</p>
            \(Inputs(say, state).summary)\(state.faults(of: "to").map { "<p class=\"fault\">\(say($0))</p>" as HTML })
            \(controls)
            \(board.items.isEmpty ? empty : "<ul class=\"board\">\(cards)</ul>")
            \(Pieces.pager(say, next: next, first: first))
            \(withoutTeam)
            \(mayChange ? shared : nil)
            """)
    }

    private var lead: String {
        let teams = say.count(cohort.teams, ("team", "teams"), ("équipe", "équipes"))
        let cases = say.count(board.cases, ("published case", "published cases"), ("cas publié", "cas publiés"))
        return say("\(teams), measured against what \(cases) ask.", "\(teams), face à ce que demandent \(cases).")
    }

    private var controls: HTML {
        let form: HTML = mayChange ? Pieces.button(say("Form teams", "Former des équipes"), to: "/desk/cohorts/\(cohort.id)/formation") : ""
        return """
            <div class="controls"><form method="get" role="search"><label class="visually-hidden" for="q">\(say("Team or member", "Équipe ou membre"))</label>\
            <input id="q" name="q" type="search" value="\(q)" placeholder="\(say("Team or member", "Équipe ou membre"))">\
            <button class="quiet">\(say("Search", "Chercher"))</button></form>\(form)</div>
            """
    }

    private var empty: HTML {
        if !q.isEmpty {
            return Pieces.empty(
                say("No team is called so, and has no such member.", "Aucune équipe ne porte ce nom ni n’a ce membre."),
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
            let drag: HTML = mayChange ? " draggable=\"true\" data-student=\"\(member.student)\"" : ""
            return "<li class=\"chip\"\(drag)>\(member.givenName) \(member.familyName)</li>"
        }
        let form: HTML? =
            mayChange
            ? desk.form(
                moves, "class=\"row end\"",
                """
                <div class="field"><label for="alone">\(say("Student", "Étudiant"))</label><select id="alone" name="student">
                \(board.withoutTeam.map { "<option value=\"\($0.student)\">\($0.givenName) \($0.familyName)</option>" as HTML })</select></div>
                <div class="field"><label for="alone-to">\(say("Team", "Équipe"))</label>\
                <input id="alone-to" name="to" list="teams" autocomplete="off" required></div>
                <div class="field"><button class="quiet">\(say("Put into the team", "Mettre dans l’équipe"))</button></div>
                """) : nil
        return """
            <section aria-labelledby="alone-title"><h2 id="alone-title">\(say("Without a team", "Sans équipe"))\
             <span class="soft">\(say.number(board.withoutTeamTotal))</span></h2>
            <ul class="chips">\(chips)</ul>\(form)</section>
            """
    }

    /// What all cards of the page use: the names to choose from, and the form that a drop sends.
    private var shared: HTML {
        """
        <datalist id="teams">\(names.map { "<option value=\"\($0)\"></option>" as HTML })</datalist>
        \(desk.form(moves, "id=\"drop\" hidden", "<input type=\"hidden\" name=\"student\"><input type=\"hidden\" name=\"team\"><input type=\"hidden\" name=\"q\" value=\"\(q)\">"))
        """
    }
}
