import API
import Hummingbird
import Vivier

/// How the teams of a run fared, group by group; of small groups nothing, so that nobody can be told from them.
struct FairnessPage {
    var frame: RunFrame
    var report: FairnessReport

    /// Groups a page.
    private static let aPage = 50

    static func show(_ desk: Desk) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let query = FairnessQuery(
            kind: kind(desk), q: desk.query("q"), sort: desk.query("sort"), limit: aPage, cursor: desk.query("cursor"))
        return FairnessPage(frame: frame, report: try await desk.perform(ReportFairness(run: frame.run.id, query: query))).response()
    }

    /// The groups that the page shows, and those of the pages behind it, as a file.
    static func file(_ desk: Desk) async throws -> Response {
        let query = FairnessExportQuery(kind: kind(desk), q: desk.query("q"), sort: desk.query("sort"))
        let export = ExportFairness(run: try desk.id("run"), query: query, form: .people(desk.say.language))
        return desk.csv(try await desk.perform(export), "fairness.csv")
    }

    private static func kind(_ desk: Desk) -> FairnessGroup.Kind? { desk.query("kind").flatMap(FairnessGroup.Kind.init) }

    private var say: Words { frame.desk.say }

    func response() -> Response {
        let lists = [
            ("school", say("By school", "Par école")), ("cohort", say("By cohort", "Par promotion")),
            ("programme", say("By programme", "Par programme")),
        ].compactMap { kind, title in groups(kind, title) }
        return frame.page(
            say("Fairness", "Équité"),
            lead: say(
                "Evidence of equal treatment. Groups of fewer than \(FairnessReport.smallestGroup) teams show no figures.",
                "Des éléments sur l’égalité de traitement. Les groupes de moins de \(FairnessReport.smallestGroup) équipes ne montrent aucun chiffre."
            ),
            """
            <p>\(whose)</p>
            \(report.ranks.isEmpty ? nil : "<h2>\(say("Ranks obtained", "Rangs obtenus"))</h2>\(RankPicture(id: "ranks", ranks: report.ranks).html(say))" as HTML?)
            \(FairnessRanks(programmes: report.programmes, total: report.programmesTotal, say: say).html)
            <h2>\(say("How well teams fit", "Comment les équipes conviennent"))</h2>
            \(fits)
            <section id="groups" aria-label="\(say("Groups", "Groupes"))">\(isNarrowed || !lists.isEmpty ? controls : nil)\(lists)\(lists.isEmpty && isNarrowed ? none : nil)\(pager)</section>
            """)
    }

    private var desk: Desk { frame.desk }
    private var path: String { "\(frame.path)/fairness" }
    private var isNarrowed: Bool { ["q", "kind", "cursor"].contains { desk.query($0) != nil } }

    private func address(_ path: String, cursor: String? = nil) -> String {
        Desk.address(path, ["kind": desk.query("kind"), "q": desk.query("q"), "sort": desk.query("sort"), "cursor": cursor])
    }

    private var controls: HTML {
        let kinds = [
            ("", say("all", "tous")), ("school", say("schools", "écoles")), ("cohort", say("cohorts", "promotions")),
            ("programme", say("programmes", "programmes")),
        ]
        let ways = [
            ("name", say("name", "nom")), ("-name", say("name, from the end", "nom, depuis la fin")),
            ("-teams", say("most teams", "le plus d’équipes")), ("teams", say("fewest teams", "le moins d’équipes")),
            ("fit", say("lowest mean fit", "adéquation la plus basse")), ("-fit", say("highest mean fit", "adéquation la plus haute")),
        ]
        return """
            <div class="controls"><form method="get" action="\(path)#groups" role="search"><div class="wide"><label for="q">\(say("Group", "Groupe"))</label>\
            <input id="q" name="q" type="search" value="\(desk.query("q") ?? "")" maxlength="200"></div>\
            <div><label for="kind">\(say("Groups", "Groupes"))</label><select id="kind" name="kind" class="short">\(Pieces.options(kinds, chosen: desk.query("kind") ?? ""))</select></div>\
            <div><label for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(Pieces.options(ways, chosen: desk.query("sort") ?? "name"))</select></div>\
            <button class="quiet">\(say("Search", "Rechercher"))</button></form></div>
            \(desk.export(address("\(path).csv")))
            """
    }

    private var none: HTML {
        Pieces.empty(
            say("No group is like that.", "Aucun groupe ne correspond."),
            Pieces.button(say("All groups", "Tous les groupes"), to: "\(path)#groups", isQuiet: true))
    }

    private var pager: HTML? {
        Pieces.pager(
            say, next: report.next.map { "\(address(path, cursor: $0))#groups" },
            first: desk.query("cursor").map { _ in "\(address(path))#groups" })
    }

    /// Whose figures these are: of a network's run a school reads all of it and, group by group, its own teams.
    private var whose: String {
        let teams = say.count(report.teams, ("team", "teams"), ("équipe", "équipes"))
        let placed = say.count(report.placed, ("has a case", "have a case"), ("a un cas", "ont un cas"))
        let all = say(
            "Ranks and fits are those of \(teams), of which \(placed)", "Rangs et adéquations sont ceux de \(teams), dont \(placed)")
        guard frame.desk.caller.organisation != nil, !frame.isHeld else {
            return all + say("; the tables show the same teams.", "\u{A0}; les tableaux montrent les mêmes équipes.")
        }
        return report.teams == frame.run.teams
            ? all
                + say(
                    ", of all schools; the tables show your own teams only.",
                    ", toutes écoles confondues\u{A0}; les tableaux ne montrent que vos équipes.")
            : all + say(", your own.", ", les vôtres.")
    }

    private var fits: HTML {
        BarPicture(
            id: "fits", title: say("Placed teams by fit", "Équipes placées par adéquation"),
            description: say.count(
                report.placed, ("team with a case, in tenths of the range.", "teams with a case, in tenths of the range."),
                ("équipe avec un cas, par dixièmes.", "équipes avec un cas, par dixièmes.")),
            columns: [say("Fit", "Adéquation"), say("Teams", "Équipes")],
            bars: report.fits.enumerated().reversed().map { tenth, teams in
                BarPicture.Bar(name: range(tenth), value: Double(teams), text: say.number(teams))
            }
        ).html(say)
    }

    private func range(_ tenth: Int) -> String {
        tenth == 9
            ? say("90 to 100%", "90 à 100\u{A0}%")
            : say("\(tenth * 10) to under \(tenth * 10 + 10)%", "\(tenth * 10) à moins de \(tenth * 10 + 10)\u{A0}%")
    }

    private func groups(_ kind: String, _ title: String) -> HTML? {
        let groups = report.groups.filter { $0.kind == kind }
        guard !groups.isEmpty else { return nil }
        let hidden: HTML = "<span class=\"soft\">\(say("hidden", "masqué"))</span>"
        func figure(_ value: String?) -> HTML { value.map { "\($0)" } ?? hidden }
        // Where nobody is placed there is no fit to hide.
        func fit(_ group: FairnessGroup, _ value: Int?) -> HTML { group.placed == 0 ? "–" : figure(value.map(say.fit)) }
        return """
            <h2>\(title)</h2>
            \(Listing(
                caption: title,
                columns: [
                    .init(title: say("Group", "Groupe"), cell: { "\($0.name)" }), .init(title: say("Teams", "Équipes"), isNumber: true, cell: { "\(say.number($0.teams))" }),
                    .init(title: say("Placed", "Placées"), isNumber: true, cell: { group in figure(group.placed.map { "\(say.number($0)) · \(say("\($0 * 100 / max(1, group.teams))%", "\($0 * 100 / max(1, group.teams))\u{A0}%"))" }) }),
                    .init(title: say("Mean fit", "Adéquation moyenne"), isNumber: true, cell: { fit($0, $0.meanFit) }),
                    .init(title: say("Lowest fit", "La plus basse"), isNumber: true, cell: { fit($0, $0.lowestFit) }),
                ], rows: groups).html)
            """
    }
}
