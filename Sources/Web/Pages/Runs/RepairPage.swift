import API
import Hummingbird
import Vivier

/// A company withdraws, a team leaves: the ways to mend the run, from the one that moves fewest teams to the one that loses least.
struct RepairPage {
    var frame: RunFrame
    var choices: RunChoices
    var request: RepairRequest
    var preview: RepairPreview?
    var inputs: Inputs

    static func show(_ desk: Desk, _ state: FormState) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let choices = try await RunChoices.read(frame)
        var request = RepairRequest()
        request.withdrawnCases = (desk.query("withdrawn_cases") ?? state.form?.text("withdrawn_cases")).flatMap { BusinessCase.ID($0) }.map
        { [$0] }
        request.goneTeams = (desk.query("gone_teams") ?? state.form?.text("gone_teams")).flatMap { Team.ID($0) }.map { [$0] }
        var (preview, shown): (RepairPreview?, FormState) = (nil, state)
        if request.withdrawnCases != nil || request.goneTeams != nil {
            do {
                preview = try await desk.perform(RepairRun(run: frame.run.id, body: request))
            } catch let refusal as any Refusal where Desk.isMendable(refusal) {
                shown = FormState(
                    Form(items: [("withdrawn_cases", desk.query("withdrawn_cases") ?? ""), ("gone_teams", desk.query("gone_teams") ?? "")]),
                    refused: refusal)
            }
        }
        return RepairPage(frame: frame, choices: choices, request: request, preview: preview, inputs: Inputs(desk.say, shown)).response()
    }

    private var say: Words { frame.desk.say }

    func response() -> Response {
        let none = [(value: "", label: say("none", "aucun"))]
        return frame.page(
            say("Repair", "Réparer"),
            lead: say(
                "Say what has changed: you see how few teams need to move, and what that costs, before anything is decided.",
                "Dites ce qui a changé\u{A0}: vous voyez combien peu d’équipes doivent changer, et ce que cela coûte, avant toute décision."
            ),
            """
            \(inputs.summary)
            <form method="get" class="row end">
            \(inputs.choice("withdrawn_cases", say("Case that is withdrawn", "Cas retiré"), none + choices.cases, stored: request.withdrawnCases?.first?.description))
            \(inputs.choice("gone_teams", say("Team that left", "Équipe partie"), none + choices.teams, stored: request.goneTeams?.first?.description))
            <div class="field"><button>\(say("Show the ways", "Voir les voies"))</button></div></form>
            \(preview.map(ways))
            """)
    }

    private func ways(_ preview: RepairPreview) -> HTML {
        let cards = preview.repairs.map { repair in card(repair, preview) }
        return """
            <h2>\(say("Ways to repair", "Voies de réparation"))</h2>
            <p>\(say("\(preview.displacedTotal) teams lose their case by the change itself.", "\(preview.displacedTotal) équipes perdent leur cas par le changement lui-même."))</p>
            \(preview.repairs.count > 1 ? FrontierPicture(id: "frontier", preview: preview).html(say) : nil)
            <ul class="grid">\(cards)</ul>
            """
    }

    private func card(_ repair: Repair, _ preview: RepairPreview) -> HTML {
        let moves = repair.moves.prefix(20).map { move -> HTML in
            "<li><b>\(move.name)</b> · \(move.fromTitle ?? "–") → \(move.toTitle ?? say("no case", "sans cas"))</li>"
        }
        let more = repair.movesTotal - moves.count
        let moved =
            repair.moved == 0
            ? say("No other team moves", "Aucune autre équipe ne change")
            : repair.moved == 1
                ? say("One other team moves", "Une autre équipe change")
                : say("\(repair.moved) other teams move", "\(repair.moved) autres équipes changent")
        let lost = say.number(repair.fitLost)
        let hidden: [(String, String?)] = [
            ("withdrawn_cases", request.withdrawnCases?.first?.description), ("gone_teams", request.goneTeams?.first?.description),
            ("moved", "\(repair.moved)"),
        ]
        let fields = hidden.compactMap { name, value in value.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML } }
        return """
            <li class="card"><h3>\(moved)</h3>
            <p>\(say("\(repair.placed) placed, \(lost) points of fit less", "\(repair.placed) placées, \(lost) points d’adéquation de moins"))\
            \(repair.unplacedTotal > 0 ? " · \(say("\(repair.unplacedTotal) without a case", "\(repair.unplacedTotal) sans cas"))" : "")</p>
            <details><summary>\(say("Who moves", "Qui change"))</summary><ul class="reasons">\(moves)\(more > 0 ? "<li>+ \(more)</li>" : "" as HTML)</ul></details>
            \(frame.desk.form("\(frame.path)/branches", LiveRun.attributes(say), "\(fields)<div class=\"actions\"><button class=\"quiet\">\(say("Compute this repair", "Calculer cette réparation"))</button></div>"))</li>

            """
    }
}
