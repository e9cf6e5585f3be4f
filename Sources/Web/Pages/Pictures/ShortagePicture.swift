import API

/// A tight set: the teams that can go nowhere else as dots, against the places that there are, those too many hollow.
struct ShortagePicture {
    var id: String
    var shortage: PlaceShortage

    private static let mostDots = 60

    func html(_ say: Words) -> HTML {
        let teams = min(shortage.teamsTotal, Self.mostDots)
        let placed = max(0, teams - shortage.missing)
        let rows = (teams + 19) / 20
        let dots = (0..<teams).map { index -> HTML in
            let (x, y) = (14 + index % 20 * 14, 34 + index / 20 * 16)
            return "<circle class=\"\(index < placed ? "dot" : "hollow")\" cx=\"\(x)\" cy=\"\(y)\" r=\"5\"/>"
        }
        // Full ones bound the teams too, but only places can be drawn.
        let cases = shortage.cases.filter { $0.places > 0 }.sorted { $1.places < $0.places }.prefix(8)
        let height = max(40 + rows * 16, 30 + cases.count * 22, 66)
        let places = cases.enumerated().map { index, one -> HTML in
            let y = 28 + index * 22
            let boxes = (0..<min(one.places, 12)).map {
                "<rect class=\"bar\" x=\"\(360 + $0 * 14)\" y=\"\(y)\" width=\"11\" height=\"11\" rx=\"2\"/>" as HTML
            }
            return
                "\(boxes)<text x=\"\(368 + min(one.places, 12) * 14)\" y=\"\(y + 10)\">\(one.title.count > 30 ? one.title.prefix(29) + "…" : one.title)</text>"
        }
        return Picture(
            id: id, title: say("Teams against places", "Équipes face aux places"), description: shortage.message, width: 640,
            height: height,
            columns: [say("Case", "Cas"), say("Places", "Places")], rows: shortage.cases.map { [$0.title, "\($0.places)"] }
        ).html(
            say,
            """
            <text class="soft" x="8" y="14">\(say("\(shortage.teamsTotal) teams", "\(shortage.teamsTotal) équipes"))</text>\
            <text class="soft" x="360" y="14">\(say("\(shortage.places) places", "\(shortage.places) places"))</text>\(dots)\(places)
            """)
    }
}
