import API
import Vivier

/// Moves one student of the board by menu: all that dragging does, and out of every team too.
struct BoardMovePiece {
    var desk: Desk
    var cohort: Cohort.ID
    var board: TeamBoard
    /// Whether the cohort has a team to move to.
    var hasTeams: Bool
    /// To choose one from; none is read before the menu is asked for.
    var teams: [Team]
    var state: FormState

    /// Teams that the menu holds; of more, the wanted one is searched for.
    static let most = 24

    /// The choice that leaves the student without a team.
    static let nowhere = "none"

    private var say: Words { desk.say }

    /// The menu names everybody of the page and many teams: it comes when it is asked for.
    static func isAsked(_ desk: Desk, _ state: FormState) -> Bool {
        desk.query("move") != nil || desk.query("to") != nil || state.isRefused
    }

    /// Where a move was refused, with what was chosen.
    var html: HTML? {
        let isEmpty = board.items.allSatisfy { $0.members.isEmpty } && board.withoutTeam.isEmpty
        let moves = "/desk/cohorts/\(cohort)/moves"
        let drop = desk.form(
            moves, "id=\"drop\" hidden",
            "<input type=\"hidden\" name=\"student\"><input type=\"hidden\" name=\"team\">")
        guard !isEmpty, hasTeams else { return drop }
        let title = say("Move somebody", "Déplacer quelqu’un")
        guard Self.isAsked(desk, state) else {
            return "<p><a class=\"button quiet\" href=\"\(menu)\">\(title)</a></p>\(drop)\n"
        }
        let inputs = Inputs(say, state)
        let fields: HTML = """
            \(inputs.summary)\
            <div class="row end">\(who(inputs))\(target(inputs))<div class="field"><button class="quiet">\(say("Move", "Déplacer"))</button></div></div>
            """
        return """
            <details class="card moving" id="moving" open><summary>\(title)</summary>
            \(search)\(desk.form(moves, "", fields))</details>\(drop)

            """
    }

    /// The same page with the menu.
    private var menu: String {
        func asked(_ name: String) -> String? { TeamBoardPage.asked(name, desk) }
        return Desk.address(
            "/desk/cohorts/\(cohort)/teams", ["q": asked("q"), "sort": asked("sort"), "cursor": asked("cursor"), "move": "1"]) + "#moving"
    }

    private var wanted: String? { desk.query("to") }

    /// Finds the team to move to by its name, where there are more than the menu holds.
    private var search: HTML? {
        guard wanted != nil || teams.count >= Self.most else { return nil }
        let kept = ["q", "sort", "cursor"].compactMap { name in
            TeamBoardPage.asked(name, desk).map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }
        }
        let none: HTML? = teams.isEmpty ? "<p class=\"soft\">\(say("No team is called so.", "Aucune équipe ne porte ce nom."))</p>" : nil
        return """
            <form method="get" action="/desk/cohorts/\(cohort)/teams" role="search" aria-label="\(say("Find a team to move to", "Trouver l’équipe d’arrivée"))">\(kept)\
            <div class="row end"><div class="field"><label for="wanted">\(say("Find the team to move to", "Trouver l’équipe d’arrivée"))</label>\
            <input id="wanted" name="to" type="search" value="\(wanted ?? "")" maxlength="100"></div>\
            <div class="field"><button class="quiet">\(say("Find", "Trouver"))</button></div></div></form>\(none)

            """
    }

    private func who(_ inputs: Inputs) -> HTML {
        let chosen = inputs.value("student")
        func options(_ members: [(student: Student.ID, name: String)], of team: Team.ID?) -> [HTML] {
            Pieces.options(
                members.map { member in (team.map { "\(member.student)/\($0)" } ?? "\(member.student)", member.name) }, chosen: chosen)
        }
        let groups = board.items.filter { !$0.members.isEmpty && !$0.team.locked && !$0.held }.map { one -> HTML in
            let members = options(one.members.map { ($0.student, "\($0.givenName) \($0.familyName)") }, of: one.team.id)
            return "<optgroup label=\"\(one.team.name)\">\(members)</optgroup>"
        }
        let alone = options(board.withoutTeam.map { ($0.student, "\($0.givenName) \($0.familyName)") }, of: nil)
        let rest: HTML? = alone.isEmpty ? nil : "<optgroup label=\"\(say("Without a team", "Sans équipe"))\">\(alone)</optgroup>"
        let fault = inputs.faults(of: "student")
        let marks: HTML = fault == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"student-fault\""
        return """
            <div class="field"><label for="student">\(say("Who", "Qui"))</label><select id="student" name="student"\(marks)>\
            <option value="">\(say("Choose …", "Choisir…"))</option>\(groups)\(rest)</select>\(fault)</div>
            """
    }

    private func target(_ inputs: Inputs) -> HTML {
        let locked = say("locked", "verrouillée")
        let options: [(value: String, label: String)] =
            [(value: "", label: say("Choose …", "Choisir…")), (Self.nowhere, say("– no team –", "– aucune équipe –"))]
            + teams.map { ("\($0.id)", $0.locked ? "\($0.name) (\(locked))" : $0.name) }
        let hint =
            teams.count < Self.most
            ? nil
            : say(
                "The first \(Self.most) by name; any other is found above.",
                "Les \(Self.most) premières par nom\u{A0}; les autres se trouvent ci-dessus.")
        return inputs.choice("to", say("To the team", "Vers l’équipe"), options, hint: hint)
    }
}
