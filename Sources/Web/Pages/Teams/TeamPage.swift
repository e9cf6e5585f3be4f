import API
import Hummingbird
import Vivier

/// One team: what it brings, when it is free and who is missing when, why each member is in it.
struct TeamPage {
    var desk: Desk
    var strengths: TeamStrengths
    var cohort: Cohort

    private var say: Words { desk.say }
    private var team: Team { strengths.team }

    func response() -> Response {
        let board = TeamBoardPage.path(cohort.id)
        let people = strengths.members.map { HeatPicture.Person(name: "\($0.givenName) \($0.familyName)", free: $0.free) }
        let names = Dictionary(uniqueKeysWithValues: strengths.members.map { ($0.student, "\($0.givenName) \($0.familyName)") })
        let skills = strengths.skills.map { skill in
            var drawn = BoardTeamPiece.skill(skill)
            drawn.bestBy = skill.bestBy.flatMap { names[$0] }
            return drawn
        }
        let presumed = strengths.members.filter(\.presumed).map { "\($0.givenName) \($0.familyName)" }
        return desk.page(
            team.name,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts"), (cohort.name, "/desk/cohorts/\(cohort.id)"), (say("Teams", "Équipes"), board)]))
            <h1>\(team.name)\(BoardTeamPiece.badges(strengths, say))</h1>
            <p class="lead">\(strengths.reasons.joined(separator: " "))</p>
            <div class="columns"><div>
            <h2>\(say("What it brings", "Ce qu’elle apporte"))</h2>
            \(skills.isEmpty ? "<p>\(say("No published case asks for a skill yet.", "Aucun cas publié ne demande encore de compétence."))</p>"
                : CoveragePicture(id: "coverage", title: say("Skills of \(team.name) against what the cases ask", "Compétences de \(team.name) face à ce que demandent les cas"), skills: skills).html(say))
            <h2>\(say("When it is free", "Quand elle est libre"))</h2>
            \(HeatPicture(
                id: "week", title: say("Free half-hours of \(team.name)", "Demi-heures libres de \(team.name)"),
                caption: presumed.isEmpty ? nil : say(
                    "Not said by \(say.list(presumed)): Monday to Friday, 8 to 20, is presumed.",
                    "Non indiqué par \(say.list(presumed))\u{A0}: du lundi au vendredi, de 8 h à 20 h, est présumé."),
                people: people).html(say))
            </div><div>
            <h2>\(say("Why each one is here", "Pourquoi chacun est là"))</h2>
            <ul class="rows">\(strengths.members.map(member))</ul>
            \(desk.may(.formTeams) ? actions : nil)
            </div></div>
            """)
    }

    private func member(_ member: TeamStrengths.Member) -> HTML {
        """
        <li><div><b>\(member.givenName) \(member.familyName)</b><br><span class="soft">\(member.reasons.joined(separator: " "))</span></div></li>

        """
    }

    private var actions: HTML {
        let action = team.locked ? "unlock" : "lock"
        let label = team.locked ? say("Unlock", "Déverrouiller") : say("Lock as it is", "Verrouiller telle quelle")
        return """
            <div class="actions">\(desk.button("/desk/teams/\(team.id)/\(action)", label, fields: ["from": "team"]))
            \(strengths.held || team.locked ? nil : BoardTeamPiece.disband(team, desk))</div>
            """
    }
}
