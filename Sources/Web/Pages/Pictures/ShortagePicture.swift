import API

/// A tight set: the teams that can go nowhere else as dots, against the places that there are, those too many hollow.
struct ShortagePicture {
    var id: String
    var shortage: PlaceShortage

    private static let (mostDots, mostBoxes, mostCases) = (60, 12, 8)

    private var teams: Int { min(shortage.teamsTotal, Self.mostDots) }
    /// Full ones bound the teams too, but only places can be drawn.
    private var cases: [BoundingCase] {
        Array(shortage.cases.filter { $0.places > 0 }.sorted { $1.places < $0.places }.prefix(Self.mostCases))
    }

    func html(_ say: Words) -> HTML {
        let rows = (teams + 19) / 20
        let height = max(40 + rows * 16, 30 + cases.count * 22, 66)
        // On a narrow screen the places stand beneath the teams.
        let beneath = 44 + rows * 16
        return Picture(
            id: id, title: say("Teams against places", "Équipes face aux places"), description: shortage.message, width: 800,
            height: height,
            columns: [say("Teams and cases", "Équipes et cas"), say("Number or places", "Nombre ou places")],
            rows: [
                [say("Teams that can go nowhere else", "Équipes qui ne peuvent aller ailleurs"), say.number(shortage.teamsTotal)],
                [say("Of these, without a place", "Dont sans place"), say.number(shortage.missing)],
            ] + shortage.cases.map { [$0.title, "\($0.places)"] }
        ).html(
            say, "\(dots(say))\(places(say, x: 360, y: 0, letters: 44))",
            narrow: Picture.Narrow(
                height: beneath + 30 + cases.count * 38,
                drawing: "\(dots(say))\(places(say, x: 0, y: beneath, letters: 46, isStacked: true))"))
    }

    private func dots(_ say: Words) -> HTML {
        let placed = max(0, teams - shortage.missing)
        let dots = (0..<teams).map { index -> HTML in
            let (x, y) = (14 + index % 20 * 14, 34 + index / 20 * 16)
            return "<circle class=\"\(index < placed ? "dot" : "hollow")\" cx=\"\(x)\" cy=\"\(y)\" r=\"5\"/>"
        }
        let count = say.count(shortage.teamsTotal, ("team", "teams"), ("équipe", "équipes"))
        return "<text class=\"soft\" x=\"8\" y=\"14\">\(count)</text>\(dots)"
    }

    private func places(_ say: Words, x: Int, y: Int, letters: Int, isStacked: Bool = false) -> HTML {
        let rows = cases.enumerated().map { index, one -> HTML in
            let boxes = min(one.places, Self.mostBoxes)
            let top = y + 28 + index * (isStacked ? 38 : 22)
            let drawn = (0..<boxes).map {
                "<rect class=\"bar\" x=\"\(x + $0 * 14)\" y=\"\(top + (isStacked ? 18 : 0))\" width=\"11\" height=\"11\" rx=\"2\"/>" as HTML
            }
            let name = Picture.short(one.title, isStacked ? letters : letters - boxes)
            return "\(drawn)<text x=\"\(isStacked ? x : x + 8 + boxes * 14)\" y=\"\(top + 10)\">\(name)</text>"
        }
        let count = say.count(shortage.places, ("place", "places"), ("place", "places"))
        return "<text class=\"soft\" x=\"\(x)\" y=\"\(y + 14)\">\(count)</text>\(rows)"
    }
}
