import API
import Hummingbird
import Vivier

/// What to look at before a run is published: teams without a case and why, and the matches that fit least.
struct ExceptionsPage {
    var frame: RunFrame
    var unplaced: Page<UnplacedTeam>
    var lowest: [Match]

    static func show(_ desk: Desk) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let unplaced = try await desk.perform(ListUnplaced(run: frame.run.id, query: PageQuery(limit: 20, cursor: desk.query("cursor"))))
        let lowest = try await desk.perform(ListMatches(run: frame.run.id, query: MatchQuery(sort: "fit", limit: 10))).items
        return ExceptionsPage(frame: frame, unplaced: unplaced, lowest: lowest).response()
    }

    private var say: Words { frame.desk.say }

    func response() -> Response {
        let without = frame.run.teams - frame.run.placed
        let rows = unplaced.items.map(row)
        let path = "\(frame.path)/exceptions"
        return frame.page(
            say("Exceptions", "Exceptions"),
            """
            <h2>\(say("Without a case", "Sans cas")) <span class="soft">\(say.number(without))</span></h2>
            \(rows.isEmpty ? "<p>\(say("Every team has a case.", "Chaque équipe a un cas."))</p>" : "<ul class=\"rows\">\(rows)</ul>" as HTML)
            \(Pieces.pager(say, next: unplaced.next.map { "\(path)?cursor=\($0)" }, first: frame.desk.query("cursor").map { _ in path }))
            <h2>\(say("The lowest fits", "Les adéquations les plus basses"))</h2>
            \(Listing(
                caption: say("Worth a look before publishing", "À regarder avant de publier"),
                columns: [
                    .init(title: say("Team", "Équipe"), cell: { HTML.link($0.teamName, to: ExplanationPage.path(frame.run.id, $0.team, $0.case)) }),
                    .init(title: say("Case", "Cas"), cell: { "\($0.caseTitle)" }),
                    .init(title: say("Fit", "Adéquation"), isNumber: true, cell: { "\(say.fit($0.fit))" }),
                ], rows: lowest).html)
            """)
    }

    private func row(_ team: UnplacedTeam) -> HTML {
        let nearest: HTML? = team.nearest.map { id -> HTML in
            let link = HTML.link(team.nearestTitle ?? "–", to: ExplanationPage.path(frame.run.id, team.team, id))
            let fit: HTML? = team.nearestFit.map { " · \(say.fit($0))" }
            let label = team.eligible > 0 ? say("Best: ", "Le meilleur\u{A0}: ") : say("Nearest: ", "Le plus proche\u{A0}: ")
            let missing: HTML? = team.missing.isEmpty ? nil : "<br>\(team.missing.joined(separator: "; "))"
            return "<br><span class=\"soft\">\(label)\(link)\(fit)\(missing)</span>"
        }
        return "<li><div><b>\(team.name)</b><br>\(team.reason)\(nearest)</div></li>\n"
    }
}
