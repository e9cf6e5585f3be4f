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
                "Upper bar: teams that rank it. Lower, thinner bar: that rank it first. Mark: places.",
                "Barre du haut\u{A0}: équipes qui le classent. Barre fine dessous\u{A0}: en premier. Trait\u{A0}: places."),
            caption: say(
                "Upper bar: ranked by. Lower, thinner bar: ranked first by. Mark: places.",
                "Barre du haut\u{A0}: classé par. Barre fine dessous\u{A0}: classé premier par. Trait\u{A0}: places."),
            columns: [say("Case", "Cas"), say("Ranked by, first by, places", "Classé par, en premier par, places")],
            bars: demand.items.map {
                BarPicture.Bar(
                    name: $0.title, value: Double($0.rankedBy ?? 0), text: text($0), second: Double($0.rankedFirstBy ?? 0),
                    mark: Double($0.places))
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
            \(demand.note.map { "<p class=\"warning\">\($0)</p>" as HTML })
            \(demand.items.isEmpty && !isNarrowed ? nil : controls(path))
            \(desk.export(Desk.address("\(path).csv", ["q": desk.query("q"), "sort": desk.query("sort")])))
            \(demand.items.isEmpty ? none : picture.html(say))
            \(demand.items.isEmpty || desk.role != .networkOperator ? nil : blunt)
            \(Pieces.pager(desk, path, next: demand.next))
            """)
    }

    private var blunt: HTML {
        let few = say.number(CaseDemand.fewest)
        return """
            <p class="soft">\(say("To the nearest five, and never fewer than \(few), so that no single team’s ranking can be told from it.", "À cinq près, et jamais moins de \(few)\u{A0}: le classement d’une seule équipe ne s’y lit pas."))</p>

            """
    }

    private var isNarrowed: Bool { desk.query("q") != nil || desk.query("cursor") != nil }

    private var none: HTML {
        let path = "/desk/rounds/\(round.id)"
        if isNarrowed {
            return Pieces.empty(
                say("No case on offer is called so.", "Aucun cas offert ne porte ce nom."),
                Pieces.button(say("See all cases of the round", "Voir tous les cas de la session"), to: "\(path)/demand", isQuiet: true))
        }
        return desk.may(.readCases)
            ? Pieces.empty(
                say(
                    "No case is on offer in this round. Companies publish cases; those whose dates and schools suit come in.",
                    "Aucun cas n’est offert dans cette session. Les entreprises publient des cas\u{A0}; ceux dont les dates et les écoles conviennent y entrent."
                ), Pieces.button(say("See which cases there are", "Voir les cas qui existent"), to: "/desk/cases"))
            : Pieces.empty(
                say(
                    "No case is on offer in this round. It fills when companies publish cases whose dates suit.",
                    "Aucun cas n’est offert dans cette session. Elle se remplit quand des entreprises publient des cas dont les dates conviennent."
                ), Pieces.button(say("Back to the round", "Retour à la session"), to: path, isQuiet: true))
    }

    private func controls(_ path: String) -> HTML {
        Pieces.searched(
            desk, path, say("Case or company", "Cas ou entreprise"),
            [
                ("-ranked", say("most ranked", "les plus classés")), ("ranked", say("least ranked", "les moins classés")),
                ("case", say("case", "cas")), ("-case", say("case, from the end", "cas, depuis la fin")),
            ])
    }

    private func text(_ one: CaseDemand) -> String {
        let places = say.count(one.places, ("place", "places"), ("place", "places"))
        if one.rankedBy == 0 { return say("nobody yet, \(places)", "personne encore, \(places)") }
        let (all, first) = (Self.many(one.rankedBy, say), Self.many(one.rankedFirstBy, say))
        if one.rankedBy == nil { return say("\(all); \(places)", "\(all)\u{A0}; \(places)") }
        return say("\(all), first for \(first); \(places)", "\(all), premier pour \(first)\u{A0}; \(places)")
    }

    private static func many(_ teams: Int?, _ say: Words) -> String {
        teams.map(String.init) ?? say("fewer than \(CaseDemand.fewest)", "moins de \(CaseDemand.fewest)")
    }

    /// All of it as a file.
    static func file(_ desk: Desk) async throws -> Response {
        let (round, say): (Round.ID, Words) = (try desk.id("round"), desk.say)
        let rows = try await desk.all { cursor in
            let demand = try await desk.perform(ShowDemand(round: round, query: desk.sorted(200, cursor)))
            let rows = demand.items.map { [$0.title, $0.company, many($0.rankedBy, say), many($0.rankedFirstBy, say), "\($0.places)"] }
            return (rows, demand.next)
        }
        let header = [
            say("case", "cas"), say("company", "entreprise"), say("ranked by", "classé par"), say("ranked first by", "classé premier par"),
            say("places", "places"),
        ]
        return desk.table(header, rows, "demand.csv")
    }
}
