import API
import Hummingbird
import Vivier

/// What the teams of a round ask for and what there is, while the rankings come in.
struct DemandPage {
    var desk: Desk
    var round: Round
    var demand: Demand

    private var say: Words { desk.say }

    func response() -> Response {
        let title = say("Demand and supply", "Demande et offre")
        let path = "/desk/rounds/\(round.id)/demand"
        let picture = BarPicture(
            id: "demand", title: say("How many teams rank each case", "Combien d’équipes classent chaque cas"),
            description: say(
                "Dark: teams that rank it. Light: that rank it first. Mark: places.",
                "Foncé\u{A0}: équipes qui le classent. Clair\u{A0}: en premier. Trait\u{A0}: places."),
            caption: say(
                "Dark: ranked by. Light: ranked first by. Mark: places.",
                "Foncé\u{A0}: classé par. Clair\u{A0}: classé premier par. Trait\u{A0}: places."),
            columns: [say("Case", "Cas"), say("Ranked by, first by, places", "Classé par, en premier par, places")],
            bars: demand.items.map {
                BarPicture.Bar(
                    name: $0.title, value: Double($0.rankedBy), text: "\($0.rankedBy) · \($0.rankedFirstBy) / \($0.places)",
                    second: Double($0.rankedFirstBy), mark: Double($0.places))
            })
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("Rounds", "Sessions"), "/desk/rounds"), (round.name, "/desk/rounds/\(round.id)")]))
            <h1>\(title)</h1>
            \(Pieces.figures([
                (say("teams", "équipes"), say.number(demand.teams)), (say("gave a ranking", "ont classé"), say.number(demand.withRanking)),
                (say("did not yet", "pas encore"), say.number(demand.withoutRanking)),
            ]))
            \(demand.items.isEmpty ? Pieces.empty(say("No case is on offer in this round.", "Aucun cas n’est offert dans cette session.")) : picture.html(say))
            \(Pieces.pager(say, next: demand.next.map { "\(path)?cursor=\($0)" }, first: desk.query("cursor").map { _ in path }))
            """)
    }
}
