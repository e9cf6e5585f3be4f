import API

/// How many teams have their first, second, third … case, added up, against what no assignment can exceed.
struct RankPicture {
    var id: String
    var ranks: [RankShare]

    private static let mostPlaces = 10

    func html(_ say: Words) -> HTML {
        let places = ranks.filter { $0.place != nil }.prefix(Self.mostPlaces)
        let all = max(1, ranks.reduce(0) { $0 + $1.teams })
        var sum = 0
        let rows = places.map { share -> (place: Int, teams: Int, sum: Int, possible: Int?) in
            sum += share.teams
            return (share.place ?? 0, share.teams, sum, share.possible)
        }
        let drawing = rows.enumerated().map { index, row -> HTML in
            let y = index * 34
            let reach = 400 * row.sum / all
            let best: HTML? = row.possible.map {
                "<rect class=\"best\" x=\"160\" y=\"\(y + 5)\" width=\"\(400 * min($0, all) / all)\" height=\"20\" rx=\"3\"/>"
            }
            return """
                <text x="150" y="\(y + 19)" text-anchor="end">\(say("rank \(row.place) or better", "rang \(row.place) ou mieux"))</text>\
                <rect class="ground" x="160" y="\(y + 7)" width="400" height="16" rx="3"/><rect class="bar" x="160" y="\(y + 7)" width="\(reach)" height="16" rx="3"/>\(best)\
                <text x="572" y="\(y + 19)">\(row.sum)\(row.possible.map { " / \($0)" } ?? "")</text>

                """
        }
        return Picture(
            id: id, title: say("Ranks obtained", "Rangs obtenus"),
            description: say("Of \(all) teams that ranked cases.", "Sur \(all) équipes ayant classé des cas."), width: 660,
            height: max(1, rows.count) * 34,
            caption: say(
                "Bar: teams with a case of this rank or better. Dashed frame: the most that could have it at once, whatever the assignment.",
                "Barre\u{A0}: équipes avec un cas de ce rang ou mieux. Cadre en tirets\u{A0}: le plus qui puissent l’avoir ensemble, quelle que soit l’affectation."
            ),
            columns: [say("Rank", "Rang"), say("Teams", "Équipes"), say("This or better", "Ce rang ou mieux"), say("At most", "Au plus")],
            rows: rows.map { ["\($0.place)", "\($0.teams)", "\($0.sum)", $0.possible.map(String.init) ?? "–"] }
                + ranks.filter { $0.place == nil }.map { [say("no case", "sans cas"), "\($0.teams)", "–", "–"] }
        ).html(say, "\(drawing)")
    }
}
