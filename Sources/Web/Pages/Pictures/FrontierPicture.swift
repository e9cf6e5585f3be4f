import API

/// The ways to repair a run: how many teams move, and what total fit that costs. Each point is the best of its kind.
struct FrontierPicture {
    var id: String
    var preview: RepairPreview

    func html(_ say: Words) -> HTML {
        let repairs = preview.repairs
        return Picture(
            id: id, title: say("Teams moved against fit lost", "Équipes déplacées face à l’adéquation perdue"),
            description: say(
                "\(repairs.count) ways, from the fewest moves to the least loss.",
                "\(repairs.count) voies, du moins de déplacements à la moindre perte."),
            width: 760, height: 230,
            caption: say(
                "Higher is better; further right moves more teams.", "Plus haut, mieux c’est\u{A0}; plus à droite, plus d’équipes changent."
            ),
            columns: [
                say("Teams moved", "Équipes déplacées"), say("Points of fit lost", "Points d’adéquation perdus"), say("Placed", "Placées"),
            ],
            rows: repairs.map { ["\($0.moved)", say.number($0.fitLost), "\($0.placed)"] }
        ).html(
            say, drawing(say, right: 740), narrow: Picture.Narrow(height: 230, drawing: drawing(say, right: Picture.Narrow.width - 20)))
    }

    private func drawing(_ say: Words, right: Int) -> HTML {
        let repairs = preview.repairs
        let (most, lost) = (max(1, repairs.map(\.moved).max() ?? 1), repairs.map(\.fitLost))
        let (low, high) = (min(0, lost.min() ?? 0), max(1, lost.max() ?? 1))
        func x(_ moved: Int) -> Int { 70 + (right - 80) * moved / most }
        func y(_ fit: Int) -> Int { 20 + Int(170 * Double(fit - low) / Double(max(1, high - low))) }
        let corners = repairs.map { "\(x($0.moved)),\(y($0.fitLost))" }.joined(separator: " ")
        let dots = repairs.map { repair -> HTML in
            """
            <circle class="dot" cx="\(x(repair.moved))" cy="\(y(repair.fitLost))" r="5"><title>\(say("\(repair.moved) move", "\(repair.moved) changent")), −\(say.number(repair.fitLost))</title></circle>\
            <text x="\(x(repair.moved))" y="\(y(repair.fitLost) - 10)" text-anchor="middle">\(repair.moved)</text>
            """
        }
        return """
            <path class="rule" d="M70 10V200H\(right)"/><text class="soft" x="62" y="24" text-anchor="end">\(say.number(low))</text>\
            <text class="soft" x="62" y="\(y(high) + 4)" text-anchor="end">\(say.number(high))</text>\
            <text class="soft" x="\(right)" y="220" text-anchor="end">\(say("teams moved", "équipes déplacées"))</text><polyline class="line" points="\(corners)"/>\(dots)
            """
    }
}
