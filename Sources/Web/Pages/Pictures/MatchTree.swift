import API
import Vivier

/// Who works on what, for a narrow screen: each case, and beneath it the teams that have it.
struct MatchTree {
    /// In the order of their cases.
    var matches: [Match]
    var unplaced: [UnplacedTeam]
    var alternatives: [ListAlternatives.Alternative]
    /// Of a match its team, as it is told apart.
    var name: (Match) -> String
    /// Where the reasons of a match are; nil where the reader may not ask for them.
    var path: (Match) -> String?
    var say: Words

    /// A line is as high as a finger needs.
    private static let (line, between, left) = (26, 10, 22)

    var drawing: Picture.Narrow {
        let others = Dictionary(grouping: alternatives, by: \.team)
        var parts: [HTML] = []
        var (y, caseY) = (0, 0)
        var current: BusinessCase.ID?
        for match in matches {
            if match.case != current {
                y += current == nil ? 0 : Self.between
                (current, caseY) = (match.case, y + 11)
                parts.append(
                    "<circle class=\"dot\" cx=\"6\" cy=\"\(caseY)\" r=\"4\"/><text class=\"head\" x=\"18\" y=\"\(y + 15)\">\(Picture.short(match.caseTitle, 42))</text>\n"
                )
                y += Self.line
            }
            let middle = y + 11
            let team: HTML = "<text x=\"\(Self.left)\" y=\"\(y + 15)\">\(Picture.short(name(match), 36))</text>"
            let target: HTML = "<rect class=\"target\" x=\"\(Self.left)\" y=\"\(y - 2)\" width=\"240\" height=\"\(Self.line)\"/>"
            let label: HTML = path(match).map { "<a href=\"\($0)\">\(target)\(team)</a>" } ?? team
            parts.append(
                """
                <path class="\(match.pinned ? "thick pinned" : "thick")" d="M6 \(caseY)V\(middle)H16"/>\(label)\
                <text class="soft" x="\(Picture.Narrow.width)" y="\(y + 15)" text-anchor="end">\(say.fit(match.fit))</text>

                """)
            y += Self.line
            parts += rest(of: match.team, in: others, &y)
        }
        if !unplaced.isEmpty {
            y += parts.isEmpty ? 0 : Self.between
            parts.append("<text class=\"head\" x=\"18\" y=\"\(y + 15)\">\(say("Without a case", "Sans cas"))</text>\n")
            y += Self.line
        }
        for team in unplaced {
            parts.append(
                "<circle class=\"hollow\" cx=\"10\" cy=\"\(y + 11)\" r=\"4\"/><text x=\"\(Self.left)\" y=\"\(y + 15)\">\(Picture.short(team.name, 44))</text>\n"
            )
            y += Self.line
            parts += rest(of: team.team, in: others, &y)
        }
        return Picture.Narrow(height: max(1, y + 4), drawing: "\(parts)", caption: caption)
    }

    /// Speaks of what is drawn, and of nothing else.
    private var caption: String {
        var sentences = [
            say("Each case, and beneath it its teams with their fit.", "Chaque cas, et dessous ses équipes avec leur adéquation.")
        ]
        if matches.contains(where: \.pinned) { sentences.append(say("Dashed: pinned by hand.", "Tirets\u{A0}: fixée à la main.")) }
        if !unplaced.isEmpty { sentences.append(say("Hollow: without a case.", "Creux\u{A0}: sans cas.")) }
        if !alternatives.isEmpty {
            sentences.append(
                say("After “or”: what a team could have had too.", "Après «\u{A0}ou\u{A0}»\u{A0}: ce qu’une équipe aurait aussi pu avoir."))
        }
        if matches.contains(where: { path($0) != nil }) {
            sentences.append(say("A team’s name leads to the reasons.", "Le nom d’une équipe mène aux raisons."))
        }
        return sentences.joined(separator: " ")
    }

    /// What the team could have had too, a line each.
    private func rest(of team: Team.ID, in others: [Team.ID: [ListAlternatives.Alternative]], _ y: inout Int) -> [HTML] {
        (others[team] ?? []).map { one in
            defer { y += 18 }
            return """
                <text class="soft" x="\(Self.left)" y="\(y + 12)">\(say("or", "ou")) \(Picture.short(one.title, 36))</text>\
                <text class="soft" x="\(Picture.Narrow.width)" y="\(y + 12)" text-anchor="end">\(say.fit(one.fit))</text>

                """
        }
    }
}
