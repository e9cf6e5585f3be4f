import API
import Vivier

/// What the pictures of the board show, as one table.
struct BoardTable {
    var items: [TeamStrengths]
    var say: Words

    var html: HTML {
        let skills = (items.first?.skills ?? []).prefix(BoardTeamPiece.mostSkills).map(\.skill)
        let title = say("The pictures as a table", "Les dessins en tableau")
        let heads =
            [say("Team", "Équipe"), say("Hours in common", "Heures en commun")]
            + skills.map { say("\($0): best / second / asked", "\($0)\u{A0}: meilleur / second / demandé") }
            + [say("Free: from–to (members)", "Libres\u{A0}: de–à (membres)")]
        let rows = items.map { one -> HTML in
            let cells = skills.map { name -> HTML in
                let skill = one.skills.first { $0.skill == name }
                return "<td>\(skill.map { "\($0.best) / \($0.second) / \($0.neededLevel)" } ?? "–")</td>"
            }
            return
                "<tr><th scope=\"row\">\(one.team.name)</th><td>\(BoardTeamPiece.hours(one.commonHalfHours, say))</td>\(cells)<td>\(week(of: one))</td></tr>\n"
        }
        return """
            <details><summary>\(title)</summary><div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table>
            <thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead><tbody>
            \(rows)</tbody></table></div></details>

            """
    }

    /// What the heat map of the team shows.
    private func week(of one: TeamStrengths) -> String {
        let days = HeatPicture(id: "", title: "", people: BoardTeamPiece.people(of: one)).days(say)
        return days.isEmpty ? "–" : days.joined(separator: "; ")
    }
}
