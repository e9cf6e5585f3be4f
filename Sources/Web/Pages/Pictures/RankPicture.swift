import API

/// How many teams have their first, second, third … case, added up, against what no assignment can exceed.
struct RankPicture {
    var id: String
    var ranks: [RankShare]
    /// Whose they are, where not those of all teams that ranked cases.
    var group: String?

    private static let (width, line, narrowLine, left, mostPlaces) = (800, 34, 46, 170, 10)

    private struct Row {
        var place: Int
        var teams: Int
        var sum: Int
        var possible: Int?

        var text: String { "\(sum)\(possible.map { " / \($0)" } ?? "")" }
    }

    private var all: Int { max(1, ranks.reduce(0) { $0 + $1.teams }) }

    private var rows: [Row] {
        var sum = 0
        return ranks.filter { $0.place != nil }.prefix(Self.mostPlaces).map { share in
            sum += share.teams
            return Row(place: share.place ?? 0, teams: share.teams, sum: sum, possible: share.possible)
        }
    }

    func html(_ say: Words) -> HTML {
        let rows = rows
        let drawing = rows.enumerated().map { index, row -> HTML in
            let y = index * Self.line
            return """
                <text x="\(Self.left - 10)" y="\(y + 19)" text-anchor="end">\(name(row, say))</text>\
                \(shapes(row, x: Self.left, y: y, width: 540))<text x="722" y="\(y + 19)">\(row.text)</text>

                """
        }
        let narrow = rows.enumerated().map { index, row -> HTML in
            let y = index * Self.narrowLine
            return """
                <text x="0" y="\(y + 14)">\(name(row, say))</text>\(shapes(row, x: 0, y: y + 17, width: 250))\
                <text x="\(Picture.Narrow.width)" y="\(y + 36)" text-anchor="end">\(row.text)</text>

                """
        }
        return Picture(
            id: id, title: group.map { say.pair(say("Ranks obtained", "Rangs obtenus"), $0) } ?? say("Ranks obtained", "Rangs obtenus"),
            description: group == nil
                ? say("Of \(all) teams that ranked cases.", "Sur \(all) équipes ayant classé des cas.")
                : say("Of \(all) teams, whether they ranked cases or not.", "Sur \(all) équipes, qu’elles aient classé des cas ou non."),
            width: Self.width, height: max(1, rows.count) * Self.line,
            caption: group == nil ? key(say) : nil,
            columns: [say("Rank", "Rang"), say("Teams", "Équipes"), say("This or better", "Ce rang ou mieux")]
                + (group == nil ? [say("At most", "Au plus")] : []),
            rows: table(rows, say)
        ).html(
            say, "\(drawing)", narrow: Picture.Narrow(height: max(1, rows.count) * Self.narrowLine, drawing: "\(narrow)"))
    }

    private func key(_ say: Words) -> String {
        say(
            "Of the \(all) teams that ranked cases. Bar: teams with a case of this rank or better. Dashed frame, and behind the stroke: the most that could have it at once, whatever the assignment.",
            "Parmi les \(all) équipes qui ont classé des cas. Barre\u{A0}: équipes avec un cas de ce rang ou mieux. Cadre en tirets, et après la barre oblique\u{A0}: le plus qui puissent l’avoir ensemble, quelle que soit l’affectation."
        )
    }

    private func table(_ rows: [Row], _ say: Words) -> [[String]] {
        let rest = ranks.filter { $0.place == nil }
        return group == nil
            ? rows.map { ["\($0.place)", "\($0.teams)", "\($0.sum)", $0.possible.map(String.init) ?? "–"] }
                + rest.map { [say("no case", "sans cas"), "\($0.teams)", "–", "–"] }
            : rows.map { ["\($0.place)", "\($0.teams)", "\($0.sum)"] }
                + rest.map { [say("none of these", "aucun de ceux-ci"), "\($0.teams)", "–"] }
    }

    private func name(_ row: Row, _ say: Words) -> String { say("rank \(row.place) or better", "rang \(row.place) ou mieux") }

    private func shapes(_ row: Row, x: Int, y: Int, width: Int) -> HTML {
        let best: HTML? = row.possible.map {
            "<rect class=\"best\" x=\"\(x)\" y=\"\(y + 5)\" width=\"\(width * min($0, all) / all)\" height=\"20\" rx=\"3\"/>"
        }
        return """
            <rect class="ground" x="\(x)" y="\(y + 7)" width="\(width)" height="16" rx="3"/>\
            <rect class="bar" x="\(x)" y="\(y + 7)" width="\(width * row.sum / all)" height="16" rx="3"/>\(best)
            """
    }
}
