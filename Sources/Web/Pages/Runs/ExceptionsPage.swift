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
        let unplaced = try await desk.perform(ListUnplaced(run: frame.run.id, query: desk.sorted(20, desk.query("cursor"))))
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
            \(frame.isHeld ? nil : "<p class=\"soft\">\(say("Of the whole run; the lists show your own teams.", "Sur tout le calcul\u{A0}; les listes montrent vos équipes."))</p>" as HTML?)
            \(gone(of: without))\(controls(path))
            \(rows.isEmpty ? nil : frame.desk.export(Desk.address("\(path).csv", ["q": frame.desk.query("q"), "sort": frame.desk.query("sort")])))
            \(rows.isEmpty ? none : "<ul class=\"rows\">\(rows)</ul>" as HTML)
            \(Pieces.pager(frame.desk, path, next: unplaced.next))
            \(lowest.isEmpty ? nil : low)
            """)
    }

    /// Where the whole list stands on this page, and the run left more teams without a case than are still there.
    private func gone(of without: Int) -> HTML? {
        let gone = without - unplaced.items.count
        guard frame.isHeld, !isNarrowed, unplaced.next == nil, gone > 0 else { return nil }
        return
            "<p class=\"soft\">\(say.count(gone, ("of them was disbanded since.", "of them were disbanded since."), ("d’entre elles a été dissoute depuis.", "d’entre elles ont été dissoutes depuis.")))</p>"
    }

    private var isNarrowed: Bool { frame.desk.query("q") != nil || frame.desk.query("cursor") != nil }

    private func controls(_ path: String) -> HTML? {
        guard !unplaced.items.isEmpty || isNarrowed else { return nil }
        return Pieces.searched(
            frame.desk, path, say("Team", "Équipe"),
            [("name", say("name", "nom")), ("-name", say("name, from the end", "nom, depuis la fin"))])
    }

    private var none: HTML {
        isNarrowed
            ? Pieces.nothingFound(
                say, say("No team without a case is called so.", "Aucune équipe sans cas ne porte ce nom."), all: "\(frame.path)/exceptions"
            )
            : frame.run.teams > frame.run.placed
                ? "<p>\(say("Every team that is still there has a case.", "Chaque équipe qui existe encore a un cas."))</p>"
                : "<p>\(say("Every team has a case.", "Chaque équipe a un cas."))</p>"
    }

    private var low: HTML {
        """
        <h2>\(say("The lowest fits", "Les adéquations les plus basses"))</h2>
        \(Listing(
            caption: say("Worth a look before publishing", "À regarder avant de publier"),
            columns: [
                .init(title: say("Team", "Équipe"), cell: { HTML.link($0.teamName, to: ExplanationPage.path(frame.run.id, $0.team, $0.case)) }),
                .init(title: say("Case", "Cas"), cell: { "\($0.caseTitle)" }),
                .init(title: say("Fit", "Adéquation"), isNumber: true, cell: { "\(say.fit($0.fit))" }),
            ], rows: lowest).html)
        """
    }

    private func row(_ team: UnplacedTeam) -> HTML {
        let nearest: HTML? = team.nearest.map { id -> HTML in
            let link = HTML.link(team.nearestTitle ?? "–", to: ExplanationPage.path(frame.run.id, team.team, id))
            let fit: HTML? = team.nearestFit.map { " · \(say.fit($0))" }
            let label = team.eligible > 0 ? say("Best: ", "Le meilleur\u{A0}: ") : say("Nearest: ", "Le plus proche\u{A0}: ")
            let missing: HTML? = team.missing.isEmpty ? nil : "<br>\(team.missing.joined(separator: say("; ", "\u{A0}; ")))"
            return "<br><span class=\"soft\">\(label)\(link)\(fit)\(missing)</span>"
        }
        return "<li><div><b>\(team.name)</b><br>\(team.reason)\(nearest)</div></li>\n"
    }

    /// All teams without a case as a file.
    static func file(_ desk: Desk) async throws -> Response {
        let (run, say): (Run.ID, Words) = (try desk.id("run"), desk.say)
        let rows = try await desk.all { cursor in
            let page = try await desk.perform(ListUnplaced(run: run, query: desk.sorted(200, cursor)))
            let rows = page.items.map { team in
                [
                    team.name, "\(team.eligible)", team.nearestTitle ?? "", team.nearestFit.map { desk.cell(fit: $0) } ?? "", team.reason,
                    team.missing.joined(separator: say("; ", "\u{A0}; ")),
                ]
            }
            return (rows, page.next)
        }
        let header = [
            say("team", "équipe"), say("cases it could take", "cas possibles"), say("nearest case", "cas le plus proche"),
            say("fit", "adéquation"), say("why", "pourquoi"), say("what is missing", "ce qui manque"),
        ]
        return desk.table(header, rows, "exceptions.csv")
    }
}
