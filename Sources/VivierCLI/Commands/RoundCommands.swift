import API
import ArgumentParser
import Foundation

struct RoundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "round", abstract: "Matching rounds: create, run, check, publish.",
        subcommands: [
            Create.self, List.self, Show.self, DemandTable.self, ShareCards.self, Diagnose.self, RunIt.self, Runs.self, ShowRun.self,
            Matches.self, Unplaced.self, Scarcity.self, Settle.self, Decisions.self, Lift.self, Publish.self, RepairIt.self, Fairness.self,
            Lost.self, Compare.self, BranchIt.self, Verify.self, Export.self,
        ])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Open a round; prints its id.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its name.") var name: String
        @Option(help: "A cohort that takes part; repeat for each.") var cohort: [Cohort.ID]
        @Option(
            name: .customLong("case"), help: "A case that takes part; repeat for each. Default: every published one open to the schools.")
        var cases: [BusinessCase.ID] = []
        @Option(help: "The school or network that holds it, for an operator.") var organisation: Organisation.ID?
        @Option(
            help:
                "best-total: the largest total fit; stable: no team and case would both rather have each other; or fairest: most teams placed, the worst-served as well as can be."
        )
        var policy: RoundPolicy?
        @Option(help: "fit-first, or everyone-first: most teams placed, then fit.") var placement: RoundPlacement?
        @Option(help: "By what fairest compares teams: fit, or rank, the place that each gives its case.") var fairness: RoundFairness?
        @Option(help: "The weight of skills in the fit, 0 to 100.", transform: whole(0...100)) var skillWeight: Int?
        @Option(help: "The weight of weekly time in the fit, 0 to 100.", transform: whole(0...100)) var timeWeight: Int?
        @Option(help: "The lottery's seed.", transform: whole(0...Int.max)) var seed: Int?

        func validate() throws {
            if policy == .stable, placement == .everyoneFirst {
                throw ValidationError("A stable round follows rankings, not everyone-first: leave one of the two out.")
            }
            if policy == .fairest, placement != nil {
                throw ValidationError("A fairest round places as many teams as possible in any case: leave --placement out.")
            }
            if fairness != nil, policy != .fairest {
                throw ValidationError("--fairness goes with --policy fairest: leave it out, or give that policy.")
            }
            if skillWeight == 0, timeWeight == 0 { throw ValidationError("--skill-weight and --time-weight are not both 0.") }
        }

        func run() async throws {
            try await reporting {
                let draft = RoundDraft(
                    organisation: organisation, name: name, cohorts: cohort, cases: cases.isEmpty ? nil : cases, policy: policy?.rawValue,
                    placement: placement?.rawValue, fairness: fairness?.rawValue, skillWeight: skillWeight, timeWeight: timeWeight,
                    seed: seed)
                try global.show(try await global.client.call(Endpoints.createRound, body: draft)) { print($0.id) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the rounds, newest first.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Option(help: "Only those in this state.") var state: String?

        func run() async throws {
            try await reporting {
                let query = RoundListQuery(
                    q: list.words, state: state, sort: list.sort, limit: list.page.limit, cursor: list.page.cursor)
                try global.show(try await global.client.call(Endpoints.listRounds, query: query)) { answer in
                    var table = Table(heading: ["id", "name", "state", "runs"], right: [3])
                    for one in answer.items { table.rows.append(["\(one.id)", one.name, called(one.state), "\(one.runs)"]) }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a round with its runs.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: Round.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showRound, path: [id])) { one in
                    // A session is feminine in French; in a list the words stand below "état".
                    let feminine = ["open": "ouverte", "closed": "close", "published": "publiée"]
                    let state = said(one.state, feminine[one.state] ?? called(one.state))
                    print("\(one.name), \(state), \(said("held by", "tenue par")) \(one.organisation.name)")
                    line("id", one.id)
                    line("policy", one.rules.inWords)
                    for run in one.runs {
                        print(
                            said(
                                "run \(run.number): \(run.id) \(run.state), \(run.placed) placed, total fit \(run.totalFit)",
                                "calcul \(run.number)\u{A0}: \(run.id) \(called(run.state)), placées\u{A0}: \(run.placed), adéquation totale \(run.totalFit)"
                            ))
                    }
                    for warning in one.warnings { global.say(said("note: \(warning)", "note\u{A0}: \(warning)")) }
                }
            }
        }
    }

    struct Runs: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the runs of a round, newest first.",
            discussion: "--words takes a run's number, or the beginning of the hash of its input.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Argument(help: "The round's id.") var round: Round.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listRuns, path: [round], query: list.query)) { answer in
                    var table = Table(heading: ["id", "run", "state", "placed", "total fit", "at"], right: [1, 3, 4])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", "\(one.number)", called(one.state), "\(one.placed)", "\(one.totalFit)",
                            one.createdAt.formatted(.iso8601),
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct RunIt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Freeze the snapshot, solve to proven optimality, store; prints the run's id.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var id: Round.ID

        func run() async throws {
            try await reporting {
                let bar = ProgressBar()
                defer { bar.finish() }
                let quiet = global.quiet
                let run: Run = try await global.client.follow(Endpoints.runRound, path: [id]) { progress in
                    if !quiet { bar.show(progress) }
                }
                bar.finish()
                global.say(run.sentence)
                for warning in run.warnings { global.say(said("note: \(warning)", "note\u{A0}: \(warning)")) }
                try global.show(run) { print($0.id) }
            }
        }
    }

    struct Matches: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The matches of a run that concern you, best fit first.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Argument(help: "The run's id.") var run: Run.ID

        func run() async throws {
            try await reporting {
                let query = MatchQuery(q: list.words, sort: list.sort, limit: list.page.limit, cursor: list.page.cursor)
                try global.show(try await global.client.call(Endpoints.listMatches, path: [run], query: query)) { answer in
                    var table = Table(heading: ["team", "school", "case", "company", "fit", "team id", "case id", "mark"], right: [4])
                    for one in answer.items {
                        table.rows.append([
                            one.teamName, one.school, one.caseTitle, one.company,
                            "\(one.fit)", "\(one.team)", "\(one.case)",
                            [one.pinned ? called("pinned") : nil, one.withdrawn ? called("withdrawn") : nil].compactMap(\.self)
                                .joined(separator: " "),
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Settle: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide",
            abstract: "Pin or ban a team and a case before the next run, or note a conflict of interest, with the reason.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var round: Round.ID
        @Argument(help: "pin, ban or conflict.") var kind: Decision.Kind
        @Argument(help: "The team's id.") var team: Team.ID
        @Argument(help: "The case's id.") var businessCase: BusinessCase.ID
        @Option(help: "Why.") var reason: String

        func run() async throws {
            try await reporting {
                let decision = Decision(team: team, case: businessCase, kind: kind, reason: reason)
                try global.show(try await global.client.call(Endpoints.decide, path: [round], body: decision)) { _ in
                    global.say(said("Settled; it counts from the next run.", "Décidé\u{A0}; cela compte dès le prochain calcul."))
                }
            }
        }
    }

    struct Decisions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The pins, bans and conflicts of interest of a round, and which teams companies declined and why.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Argument(help: "The round's id.") var round: Round.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listDecisions, path: [round], query: list.query)) { answer in
                    var table = Table(heading: ["kind", "team", "case", "reason"])
                    for one in answer.items {
                        table.rows.append([
                            called(one.kind.rawValue), one.teamName ?? "\(one.team)", one.caseTitle ?? "\(one.case)", one.reason,
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Lift: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lift a pin, a ban or a conflict of interest before the next run.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var round: Round.ID
        @Argument(help: "The team's id.") var team: Team.ID
        @Argument(help: "The case's id.") var businessCase: BusinessCase.ID

        func run() async throws {
            try await reporting {
                let _: Nothing = try await global.client.call(Endpoints.liftDecision, path: [round, team, businessCase])
                global.say(said("Lifted; it counts from the next run.", "Levé\u{A0}; cela compte dès le prochain calcul."))
            }
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Publish a run; it never changes again.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The run's id.") var run: Run.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.publishRun, path: [run])) { print($0.sentence) }
            }
        }
    }
}

extension Decision.Kind: ExpressibleByArgument {
    static var allValueStrings: [String] { settled.map(\.rawValue) }

    init?(argument: String) {
        guard let kind = Decision.Kind(rawValue: argument), Self.settled.contains(kind) else { return nil }
        self = kind
    }
}
