import API
import Hummingbird
import Vivier

/// A company withdraws, a team leaves: the ways to mend the run, from the one that moves fewest teams to the one that loses least.
struct RepairPage {
    var frame: RunFrame
    var gone: GoneThings
    var preview: RepairPreview?
    var inputs: Inputs

    /// The one whose runs can be repaired.
    static let policy = "best-total"

    static func show(_ desk: Desk, _ state: FormState, _ shelf: AnswerShelf<RepairPreview>) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        guard frame.run.rules.policy == policy else {
            return frame.page(desk.say("Repair", "Réparer"), otherWay(frame, isAlert: false))
        }
        func typed(_ name: String) -> [String] {
            let asked = desk.queries(name)
            return asked.isEmpty ? state.form?.all(name) ?? [] : asked
        }
        var (gone, preview, shown) = (GoneThings(), nil as RepairPreview?, state)
        do {
            gone = try await GoneThings.read(typed, in: frame.round.id, desk)
            if !gone.isEmpty {
                let question = RepairRun(run: frame.run.id, body: gone.request)
                if let progress = desk.watched(question, shelf) { return progress }
                preview = try await desk.answer(question, shelf)
            }
            try await gone.findNames(in: frame.round.id, desk)
        } catch let refusal as any Refusal where Desk.isMendable(refusal) {
            shown = FormState(Form(), refused: refusal)
            gone = try await GoneThings.shown(typed, in: frame.round.id, desk)
        }
        return RepairPage(frame: frame, gone: gone, preview: preview, inputs: Inputs(desk.say, shown)).response()
    }

    /// Of a run that cannot be repaired: why, and what can be done instead, with what was said to be gone.
    private static func otherWay(_ frame: RunFrame, isAlert: Bool) -> HTML {
        let say = frame.desk.say
        let why =
            frame.run.rules.policy == policy
            ? say(
                "Some case of this run has a minimum of teams, which a repair cannot keep.",
                "Un cas de ce calcul a un minimum d’équipes, qu’une réparation ne peut garantir.")
            : say(
                "Only a run of the best total can be repaired so that few teams move. This one follows another rule.",
                "Seul un calcul au meilleur total peut être réparé en ne changeant que peu d’équipes. Celui-ci suit une autre règle.")
        let instead = say(
            "Compute it again without what has gone: that can be published in its place.",
            "Refaites-le sans ce qui est parti\u{A0}: le résultat peut être publié à sa place.")
        let items = [GoneThings.caseField, GoneThings.teamField].flatMap { name in
            frame.desk.queries(name).map { (name: name, value: Optional($0)) }
        }
        let button = Pieces.button(
            say("Compute it without what has gone", "Le refaire sans ce qui est parti"),
            to: Desk.address("\(frame.path)/branch", items))
        return isAlert
            ? "<div class=\"alert\" role=\"alert\" tabindex=\"-1\"><p>\(why) \(instead)</p>\(button)</div>"
            : "<p>\(why) \(instead)</p><p class=\"actions\">\(button)</p>"
    }

    private var say: Words { frame.desk.say }

    func response() -> Response {
        let choice = RoundChoice(desk: frame.desk, round: frame.round.id, inputs: inputs)
        return frame.page(
            say("Repair", "Réparer"),
            lead: say(
                "Say what has changed: you see how few teams need to move, and what that costs, before anything is decided.",
                "Dites ce qui a changé\u{A0}: vous voyez combien peu d’équipes doivent changer, et ce que cela coûte, avant toute décision."
            ),
            """
            \(refused)
            <form method="get" action="\(frame.path)/repair" class="row end" \(LiveRun.attributes(say))>
            \(gone.caseFields(say("Case that is withdrawn", "Cas retiré"), choice))
            \(gone.teamFields(say("Team that left", "Équipe partie"), choice))
            <div class="field"><button>\(say("Show the ways", "Voir les voies"))</button></div></form>
            \(preview.map(ways))
            """)
    }

    private var refused: HTML? {
        inputs.state.code == "has-minimums" ? Self.otherWay(frame, isAlert: true) : inputs.summary
    }

    private func ways(_ preview: RepairPreview) -> HTML {
        let cards = preview.repairs.map { repair in card(repair, preview) }
        let (first, rest) = (cards.prefix(Self.cardsAtOnce), cards.dropFirst(Self.cardsAtOnce))
        let folded: HTML? =
            rest.isEmpty
            ? nil
            : "<details><summary>\(say.count(rest.count, ("more way", "more ways"), ("autre voie", "autres voies")))</summary><ul class=\"grid\">\(Array(rest))</ul></details>"
        let missing: HTML? =
            preview.complete
            ? nil
            : "<p class=\"soft\">\(say("There may be others between these: the search for them was given up.", "Il peut y en avoir d’autres entre celles-ci\u{A0}: leur recherche a été abandonnée."))</p>"
        let displaced = say.count(
            preview.displacedTotal, ("team loses its case", "teams lose their case"), ("équipe perd son cas", "équipes perdent leur cas"))
        return """
            <h2>\(say("Ways to repair", "Voies de réparation"))</h2>
            <p>\(say("\(displaced) by the change itself", "\(displaced) par le changement lui-même"))\(named(preview)).</p>
            \(since(preview))\
            \(preview.repairs.count > 1 ? FrontierPicture(id: "frontier", preview: preview).html(say) : nil)
            \(missing)<ul class="grid">\(Array(first))</ul>\(folded)
            """
    }

    private static let mostNamed = 20

    /// Who loses its case, where it is anybody.
    private func named(_ preview: RepairPreview) -> String {
        let names = preview.displaced.prefix(Self.mostNamed).map(\.name)
        guard !names.isEmpty else { return "" }
        let more = preview.displacedTotal - names.count
        let rest = more > 0 ? say(" and \(more) more", more == 1 ? " et une autre" : " et \(more) autres") : ""
        return "\(say(":", "\u{A0}:")) \(names.joined(separator: ", "))\(rest)"
    }

    /// What nobody named here, and counts all the same.
    private func since(_ preview: RepairPreview) -> HTML? {
        var sentences: [String] = []
        if !preview.withdrawnSince.isEmpty {
            let titles = preview.withdrawnSince.prefix(Self.mostNamed).map { say("“\($0.title)”", "«\u{A0}\($0.title)\u{A0}»") }
                .joined(separator: ", ")
            sentences.append(
                say("Withdrawn since the run, and counted too: \(titles).", "Retirés depuis le calcul, et comptés aussi\u{A0}: \(titles)."))
        }
        if preview.disbandedSince > 0 {
            let teams = say.count(
                preview.disbandedSince, ("team is", "teams are"), ("équipe n’existe", "équipes n’existent"))
            sentences.append(
                say("\(teams) no more since the run, which counts too.", "\(teams) plus depuis le calcul, ce qui compte aussi."))
        }
        return sentences.isEmpty ? nil : "<p class=\"soft\">\(sentences.joined(separator: " "))</p>\n"
    }

    /// So many ways are open; the others are folded.
    private static let cardsAtOnce = 12

    private func card(_ repair: Repair, _ preview: RepairPreview) -> HTML {
        let moves = repair.moves.prefix(20).map { move -> HTML in
            "<li><b>\(move.name)</b> · \(move.fromTitle ?? "–") → \(move.toTitle ?? say("no case", "sans cas"))</li>"
        }
        let more = repair.movesTotal - moves.count
        let items = gone.items + [(name: "moved", value: "\(repair.moved)")]
        let file = Desk.address("\(frame.path)/repair.csv", items)
        let moved =
            repair.moved == 0
            ? say("No other team moves", "Aucune autre équipe ne change")
            : repair.moved == 1
                ? say("One other team moves", "Une autre équipe change")
                : say("\(repair.moved) other teams move", "\(repair.moved) autres équipes changent")
        let lost = say.number(repair.fitLost)
        let fields = items.compactMap { name, value in value.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML } }
        return """
            <li class="card"><h3>\(moved)</h3>
            <p>\(say("\(repair.placed) placed, \(lost) points of fit less", "\(repair.placed) \(repair.placed < 2 ? "placée" : "placées"), \(lost) points d’adéquation de moins"))\
            \(repair.unplacedTotal > 0 ? " · \(say("\(repair.unplacedTotal) without a case", "\(repair.unplacedTotal) sans cas"))" : "")</p>
            <details><summary>\(say("Who moves", "Qui change"))</summary><ul class="reasons">\(moves)\(more > 0 ? "<li>+ \(more)</li>" : "" as HTML)</ul>\(moves.isEmpty ? nil : frame.desk.export(file))</details>
            \(frame.desk.form("\(frame.path)/branches", "\(LiveRun.attributes(say)) data-progress-stop-at=\"/desk/rounds/\(frame.round.id)/stop\"", "\(fields)<div class=\"actions\"><button class=\"quiet\">\(say("Compute this repair", "Calculer cette réparation"))</button></div>"))</li>

            """
    }
}
