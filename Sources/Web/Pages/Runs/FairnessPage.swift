import API
import Hummingbird
import Vivier

/// How the teams of a run fared, group by group; of small groups nothing, so that nobody can be told from them.
struct FairnessPage {
    var frame: RunFrame
    var report: FairnessReport

    static func show(_ desk: Desk) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        return FairnessPage(frame: frame, report: try await desk.perform(ReportFairness(run: frame.run.id))).response()
    }

    private var say: Words { frame.desk.say }

    func response() -> Response {
        let kinds = [
            ("school", say("By school", "Par école")), ("cohort", say("By cohort", "Par promotion")),
            ("programme", say("By programme", "Par programme")),
        ]
        return frame.page(
            say("Fairness", "Équité"),
            lead: say(
                "Evidence of equal treatment. Groups of fewer than \(FairnessReport.smallestGroup) teams show no figures.",
                "Des éléments sur l’égalité de traitement. Les groupes de moins de \(FairnessReport.smallestGroup) équipes ne montrent aucun chiffre."
            ),
            """
            <p>\(whose)</p>
            \(report.ranks.isEmpty ? nil : "<h2>\(say("Ranks obtained", "Rangs obtenus"))</h2>\(RankPicture(id: "ranks", ranks: report.ranks).html(say))" as HTML?)
            <h2>\(say("How well teams fit", "Comment les équipes conviennent"))</h2>
            \(fits)
            \(kinds.map { kind, title in groups(kind, title) }.compactMap(\.self))
            """)
    }

    /// Whose figures these are: of a network's run a school reads all of it and, group by group, its own teams.
    private var whose: String {
        let all = say(
            "Ranks and fits are those of \(say.number(report.teams)) teams, of which \(say.number(report.placed)) have a case",
            "Rangs et adéquations sont ceux de \(say.number(report.teams)) équipes, dont \(say.number(report.placed)) ont un cas")
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
            description: say(
                "\(report.placed) teams with a case, in tenths of the range.", "\(report.placed) équipes avec un cas, par dixièmes."),
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
        return """
            <h2>\(title)</h2>
            \(Listing(
                caption: title,
                columns: [
                    .init(title: say("Group", "Groupe"), cell: { "\($0.name)" }), .init(title: say("Teams", "Équipes"), isNumber: true, cell: { "\(say.number($0.teams))" }),
                    .init(title: say("Placed", "Placées"), isNumber: true, cell: { group in figure(group.placed.map { "\(say.number($0)) · \(say("\($0 * 100 / max(1, group.teams))%", "\($0 * 100 / max(1, group.teams))\u{A0}%"))" }) }),
                    .init(title: say("Mean fit", "Adéquation moyenne"), isNumber: true, cell: { figure($0.meanFit.map(say.fit)) }),
                    .init(title: say("Lowest fit", "La plus basse"), isNumber: true, cell: { figure($0.lowestFit.map(say.fit)) }),
                ], rows: groups).html)
            """
    }
}
