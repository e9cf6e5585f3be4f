import API
import Vivier

/// One team on the board.
struct BoardTeamPiece {
    var desk: Desk
    var strengths: TeamStrengths
    /// Where moves are sent.
    var moves: String
    var mayChange: Bool
    var state: FormState

    /// Skills that a card has room for.
    private static let mostSkills = 5

    private var say: Words { desk.say }
    private var team: Team { strengths.team }
    private var isFixed: Bool { team.locked || strengths.held }

    var html: HTML {
        let drop: HTML = mayChange && !isFixed ? " data-team=\"\(team.id)\"" : ""
        let more: HTML? = mayChange ? changes : nil
        let members = strengths.members.map { member -> HTML in
            let drag: HTML = mayChange && !isFixed ? " draggable=\"true\" data-student=\"\(member.student)\"" : ""
            return "<li\(drag)>\(member.givenName) \(member.familyName)</li>"
        }
        let skills = Array(strengths.skills.prefix(Self.mostSkills))
        return """
            <li class="card team"\(drop)><h2>\(HTML.link(team.name, to: "/desk/teams/\(team.id)"))\(badges)</h2>
            \(members.isEmpty ? "<p class=\"soft\">\(say("Nobody in it yet.", "Personne pour l’instant."))</p>" : "<ul class=\"people\">\(members)</ul>" as HTML)
            \(skills.isEmpty ? nil : CoveragePicture(id: "", title: say("Skills", "Compétences"), skills: skills.map(Self.skill)).small(say))
            <div class="hours">\(HeatPicture(id: "", title: say("Free time", "Disponibilités"), people: people).small(say))\
            <p><b>\(hours(strengths.commonHalfHours))</b> \(say("in common", "en commun"))<br>\
            <span class="\(strengths.commonHalfHours < strengths.neededHalfHours ? "lack" : "soft")">\
            \(say("\(hours(strengths.neededHalfHours)) asked", "\(hours(strengths.neededHalfHours)) demandées"))</span></p></div>
            <details><summary>\(say("Why this team", "Pourquoi cette équipe"))</summary><ul class="reasons">\
            \(strengths.reasons.map { "<li>\($0)</li>" as HTML })\
            \(strengths.members.map { "<li><b>\($0.givenName)</b> · \($0.reasons.joined(separator: " "))</li>" as HTML })</ul></details>
            \(more)</li>

            """
    }

    private var badges: HTML? {
        if strengths.held { return " \(Pieces.badge(say("published", "publiée"), .good))" }
        return team.locked ? " \(Pieces.badge(say("locked", "verrouillée")))" : nil
    }

    var people: [HeatPicture.Person] {
        strengths.members.map { HeatPicture.Person(name: "\($0.givenName) \($0.familyName)", free: $0.free) }
    }

    static func skill(_ skill: TeamStrengths.Skill) -> CoveragePicture.Skill {
        CoveragePicture.Skill(name: skill.skill, needed: skill.neededLevel, best: skill.best, second: skill.second)
    }

    private func hours(_ halves: Int) -> String {
        let half = say(".5", ",5")
        return "\(halves / 2)\(halves % 2 == 0 ? "" : half)\u{A0}h"
    }

    /// Everything that dragging does, and more, without it.
    private var changes: HTML {
        let lock =
            team.locked
            ? desk.button("/desk/teams/\(team.id)/unlock", say("Unlock", "Déverrouiller"), kind: "quiet small")
            : desk.button("/desk/teams/\(team.id)/lock", say("Lock", "Verrouiller"), kind: "quiet small")
        let disband: HTML? =
            isFixed ? nil : desk.button("/desk/teams/\(team.id)/disband", say("Disband", "Dissoudre"), kind: "quiet small danger")
        let isAsked = strengths.members.contains { $0.student.description == state.form?["student"] }
        let move: HTML? =
            isFixed || strengths.members.isEmpty
            ? nil
            : desk.form(
                moves, "",
                """
                <input type="hidden" name="from" value="\(team.id)">\
                <div class="field"><label for="who-\(team.id)">\(say("Member", "Membre"))</label><select id="who-\(team.id)" name="student">\
                \(strengths.members.map { "<option value=\"\($0.student)\">\($0.givenName) \($0.familyName)</option>" as HTML })</select></div>\
                <div class="field"><label for="to-\(team.id)">\(say("To the team (empty: to none)", "Vers l’équipe (vide\u{A0}: aucune)"))</label>\
                <input id="to-\(team.id)" name="to" list="teams" autocomplete="off" value="\(isAsked ? state.form?["to"] ?? "" : "")"></div>\
                <button class="quiet small">\(say("Move", "Déplacer"))</button>
                """)
        return """
            <details\(isAsked ? " open" : "" as HTML)><summary>\(say("Change", "Modifier"))</summary>\(move)<div class="actions">\(lock)\(disband)</div></details>
            """
    }
}
