import API
import ArgumentParser

extension RoundCommand {
    struct Fairness: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How the teams of a run fared, by school, cohort and programme; small groups show no figures.",
            discussion: "--sort takes name, -name, teams, -teams, fit or -fit, in each kind of group.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Option(help: "Only these groups: school, cohort or programme.") var kind: FairnessGroup.Kind?
        @Argument(help: "The run's id.") var run: Run.ID

        func run() async throws {
            try await reporting {
                let query = FairnessQuery(
                    kind: kind, q: list.words, sort: list.sort, limit: list.page.limit, cursor: list.page.cursor)
                try global.show(try await global.client.call(Endpoints.reportFairness, path: [run], query: query)) { report in
                    var table = Table(heading: ["kind", "name", "teams", "placed", "mean fit", "lowest fit"], right: [2, 3, 4, 5])
                    for group in report.groups {
                        // Where nobody is placed there is no fit to hide.
                        let fits = group.placed == 0 ? ["", ""] : [figure(group.meanFit), figure(group.lowestFit)]
                        table.rows.append([named(group.kind), group.name, "\(group.teams)", figure(group.placed)] + fits)
                    }
                    table.print()
                    Page(items: report.groups, next: report.next).sayNext(global)
                    let ranked = report.ranks.reduce(0) { $0 + $1.teams }
                    if ranked > 0 {
                        print(
                            said(
                                "Of \(counted(ranked, "team", "teams", "", "")) that ranked cases:",
                                "Sur \(counted(ranked, "", "", "équipe ayant", "équipes ayant")) classé des cas\u{A0}:"))
                    }
                    for share in report.ranks {
                        let place = share.place.map { said("place \($0)", "rang \($0)") } ?? said("no case", "sans cas")
                        print("\(place)\t\(counted(share.teams, "team", "teams", "équipe", "équipes"))")
                    }
                    global.say(
                        said(
                            "\(report.placed) of \(report.teams) teams placed; – stands for figures of fewer than \(FairnessReport.smallestGroup) teams.",
                            "\(placedTeams(report.placed)) sur \(report.teams)\u{A0}; – remplace les chiffres de moins de \(FairnessReport.smallestGroup) équipes."
                        ))
                }
            }
        }

        private func figure(_ value: Int?) -> String { value.map { "\($0)" } ?? "–" }
    }
}

extension FairnessGroup.Kind: ExpressibleByArgument {}
