import API
import ArgumentParser

extension TeamCommand {
    struct Rank: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rank the cases that a team would take in a round, best first.",
            discussion: """
                Replaces the team's whole ranking; without cases it takes the ranking back. Only rounds of the policy stable, and of fairest by
                rank, follow rankings: in these what is left out the team would not take. In other rounds a ranking changes nothing in the
                runs, which go by fit, and the answer says so.

                EXAMPLE
                  vivier team rank ROUND TEAM CASE1 CASE2=CASE3    CASE1 first, then CASE2 and CASE3 alike
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var round: Round.ID
        @Argument(help: "The team's id.") var team: Team.ID
        @Argument(help: "The cases' ids, best first; cases that the team likes equally are joined by =.") var cases:
            [RankedPlace<BusinessCase>] = []
        @Option(help: "The version that it was made from, as ranking --json prints it. Without it what stands there is replaced.")
        var replaces: Int?

        func run() async throws {
            try await reporting {
                let client = try global.client
                var seen = replaces
                if seen == nil { seen = try await client.call(Endpoints.showRanking, path: [round, team]).version }
                let ranked = try await client.call(
                    Endpoints.rankCases, path: [round, team], body: CaseRanking(cases: cases), replacing: seen)
                try global.show(ranked) { answer in
                    let count = answer.cases.reduce(0) { $0 + $1.tied.count }
                    global.say(
                        count == 0
                            ? said(
                                "The team has no ranking now: fit orders its cases.",
                                "L’équipe n’a plus de classement\u{A0}: l’adéquation ordonne ses cas.")
                            : counted(count, "case ranked.", "cases ranked.", "cas classé.", "cas classés."))
                    if let note = answer.note { global.say(said("note: \(note)", "note\u{A0}: \(note)")) }
                }
            }
        }
    }

    struct Ranking: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a team's ranking in a round, best case first.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var round: Round.ID
        @Argument(help: "The team's id.") var team: Team.ID

        func run() async throws {
            try await reporting {
                let client = try global.client
                let ranking = try await client.call(Endpoints.showRanking, path: [round, team])
                var table = Table(heading: ["place", "case", "title"], right: [0])
                if !global.json {
                    for (index, place) in ranking.cases.enumerated() {
                        for businessCase in place.tied {
                            let title = try await client.call(Endpoints.showCase, path: [businessCase]).content.title
                            table.rows.append(["\(index + 1)", "\(businessCase)", title])
                        }
                    }
                }
                try global.show(ranking) { _ in table.print() }
                if ranking.cases.isEmpty {
                    global.say(
                        said(
                            "The team has given no ranking: fit orders its cases.",
                            "L’équipe n’a pas donné de classement\u{A0}: l’adéquation ordonne ses cas."))
                }
            }
        }
    }
}

extension RoundCommand {
    struct DemandTable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "demand", abstract: "What teams ask for and what places there are, while the rankings come in.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Argument(help: "The round's id.") var round: Round.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showDemand, path: [round], query: list.query)) { demand in
                    func figure(_ count: Int?) -> String { count.map(String.init) ?? "<\(CaseDemand.fewest)" }
                    var table = Table(heading: ["case", "title", "company", "places", "ranked by", "first by"], right: [3, 4, 5])
                    for one in demand.items {
                        table.rows.append(
                            ["\(one.case)", one.title, one.company, "\(one.places)", figure(one.rankedBy), figure(one.rankedFirstBy)])
                    }
                    table.print()
                    let full = demand.items.count { $0.places == 0 }
                    if full > 0 {
                        global.say(
                            said(
                                "\(counted(full, "case", "cases", "cas", "cas")) with 0 places: other rounds have given them all.",
                                "\(counted(full, "case", "cases", "cas", "cas")) à 0 place\u{A0}: d’autres sessions les ont toutes données."
                            ))
                    }
                    let (ranking, teams) = (demand.withRanking, demand.teams)
                    global.say(
                        said(
                            "\(ranking) of \(teams) teams \(ranking == 1 ? "has" : "have") given a ranking.",
                            ranking < 2
                                ? "\(ranking) équipe sur \(teams) a donné un classement."
                                : "\(ranking) équipes sur \(teams) ont donné un classement."))
                    if let note = demand.note { global.say(said("note: \(note)", "note\u{A0}: \(note)")) }
                    Page(items: demand.items, next: demand.next).sayNext(global)
                }
            }
        }
    }
}

extension RankedPlace: ExpressibleByArgument {
    /// `ID` or `ID=ID…`.
    package init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        let tied = parts.compactMap { Identifier<Subject>(String($0)) }
        guard tied.count == parts.count else { return nil }
        self.init(tied)
    }
}
