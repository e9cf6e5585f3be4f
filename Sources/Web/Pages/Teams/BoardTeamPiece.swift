import API
import Vivier

/// One team on the board.
struct BoardTeamPiece {
    var desk: Desk
    var strengths: TeamStrengths
    /// On the page, from 0.
    var place: Int
    var mayChange: Bool
    /// Whether there is a case that asks anything.
    var asksHours: Bool

    /// Skills that a card has room for.
    static let mostSkills = 5

    private var say: Words { desk.say }
    private var team: Team { strengths.team }
    private var isFixed: Bool { team.locked || strengths.held }

    /// The form of the page that the buttons of all cards send.
    static let form = "change"

    /// - Parameter shapes: what the pictures of the cards have in common, drawn once.
    func html(_ shapes: inout SharedShapes) -> HTML {
        // What is dropped on a team that stays as it is, the service refuses in words.
        let drop: HTML = mayChange ? " data-\(isFixed ? "fixed" : "team")=\"\(team.id)\"" : ""
        let more: HTML? = mayChange ? changes : nil
        let members = strengths.members.map { member -> HTML in
            let mark: HTML? = mayChange && !isFixed ? Self.dragged(member.student) : nil
            return "<li\(mark)>\(member.givenName) \(member.familyName)</li>"
        }
        let skills = Array(strengths.skills.prefix(Self.mostSkills)).map(Self.skill)
        let coverage: HTML? =
            skills.isEmpty
            ? nil
            : CoveragePicture(
                id: "s-\(place)", title: say("Skills of \(team.name)", "Compétences de \(team.name)"), skills: skills
            ).small(say, &shapes)
        let week = HeatPicture(
            id: "w-\(place)", title: say("Free time of \(team.name)", "Disponibilités de \(team.name)"), people: Self.people(of: strengths)
        ).small(say, &shapes)
        return """
            <li class="card team"\(drop)><h2>\(HTML.link(team.name, to: "/desk/teams/\(team.id)"))\(badges)</h2>
            \(members.isEmpty ? "<p class=\"soft\">\(say("Nobody in it yet.", "Personne pour l’instant."))</p>" : "<ul class=\"people\">\(members)</ul>" as HTML)
            \(coverage)
            <div class="hours">\(week)\
            <p><b>\(hours(strengths.commonHalfHours))</b> \(say("in common", "en commun"))<br>\
            \(asked)</p></div>
            <details><summary>\(say("Why this team", "Pourquoi cette équipe"))</summary><ul class="reasons">\
            \(strengths.reasons.map { "<li>\($0)</li>" as HTML })\
            \(strengths.members.map { "<li><b>\(short($0))</b> · \($0.reasons.joined(separator: " "))</li>" as HTML })</ul></details>
            \(more)</li>

            """
    }

    /// Whom the page's script lets one drag.
    static func dragged(_ student: Student.ID) -> HTML { " data-student=\"\(student)\"" }

    /// The given name; the whole name where two share it.
    private func short(_ member: TeamStrengths.Member) -> String {
        let isShared = strengths.members.filter { $0.givenName == member.givenName }.count > 1
        return isShared ? "\(member.givenName) \(member.familyName)" : member.givenName
    }

    private var badges: HTML? {
        Self.badges(strengths, say)
    }

    /// What keeps a team as it is.
    static func badges(_ strengths: TeamStrengths, _ say: Words) -> HTML? {
        let published: HTML? = strengths.held ? " \(Pieces.badge(say("has a case", "a un cas"), .good))" : nil
        let locked: HTML? = strengths.team.locked ? " \(Pieces.badge(say("locked", "verrouillée")))" : nil
        return "\(published)\(locked)"
    }

    static func people(of strengths: TeamStrengths) -> [HeatPicture.Person] {
        strengths.members.map { HeatPicture.Person(name: "\($0.givenName) \($0.familyName)", free: $0.free) }
    }

    static func skill(_ skill: TeamStrengths.Skill) -> CoveragePicture.Skill {
        CoveragePicture.Skill(name: skill.skill, needed: skill.neededLevel, best: skill.best, second: skill.second)
    }

    /// What the cases ask; nothing where there is none.
    private var asked: HTML? {
        guard asksHours else { return nil }
        let kind = strengths.commonHalfHours < strengths.neededHalfHours ? "lack" : "soft"
        let needed = hours(strengths.neededHalfHours)
        return "<span class=\"\(kind)\">\(say("\(needed) asked", "\(needed) demandées"))</span>"
    }

    private func hours(_ halves: Int) -> String { Self.hours(halves, say) }

    static func hours(_ halves: Int, _ say: Words) -> String {
        let half = say(".5", ",5")
        return "\(halves / 2)\(halves % 2 == 0 ? "" : half)\u{A0}h"
    }

    /// Members are moved by dragging, or by the menu above the cards.
    private var changes: HTML {
        let lock =
            team.locked
            ? desk.button("/desk/teams/\(team.id)/unlock", say("Unlock", "Déverrouiller"), kind: "quiet small", of: Self.form)
            : desk.button("/desk/teams/\(team.id)/lock", say("Lock", "Verrouiller"), kind: "quiet small", of: Self.form)
        return """
            <details><summary>\(say("Change", "Modifier"))</summary><div class="actions">\(lock)\(isFixed ? nil : Self.disband(team, desk, of: Self.form))</div></details>
            """
    }

    /// - Parameter form: of the page; nil: it gets one of its own.
    static func disband(_ team: Team, _ desk: Desk, of form: String? = nil) -> HTML {
        let (say, action) = (desk.say, "/desk/teams/\(team.id)/disband")
        let yes = say("Disband it", "La dissoudre")
        return desk.asking(
            say("Disband …", "Dissoudre…"),
            say(
                "The members of “\(team.name)” stay in the cohort, without a team. The team does not come back.",
                "Les membres de «\u{A0}\(team.name)\u{A0}» restent dans la promotion, sans équipe. L’équipe ne revient pas."),
            form.map { desk.button(action, yes, kind: "small danger", of: $0) } ?? desk.button(action, yes, kind: "small danger"))
    }
}
