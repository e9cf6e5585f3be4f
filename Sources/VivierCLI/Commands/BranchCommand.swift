import API
import ArgumentParser

extension RoundCommand {
    struct BranchIt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "branch", abstract: "What if? Runs a run's frozen input again with some changes; prints the new run's id.",
            discussion: """
                The run stays as it is; the branch is a run of its own, with its own proof. Hold the two against each other with: vivier round
                compare RUN BRANCH. A branch that changes places, cases and teams only can be published, also in the place of a published run.

                EXAMPLE
                  vivier round branch $RUN --places CASE=2 --ban TEAM:CASE2 --time-weight 5
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The run's id.") var run: Run.ID
        @Option(help: "A case that is withdrawn; repeat for each.") var withoutCase: [BusinessCase.ID] = []
        @Option(help: "A team that leaves; repeat for each.") var withoutTeam: [Team.ID] = []
        @Option(help: "CASE=N: a case that has N places; repeat for each.", transform: casePlaces) var places: [RepairRequest.Places] = []
        @Option(help: "CASE=N: a case that runs with N teams or more, or not at all; repeat for each.", transform: caseMinimum)
        var minimum: [BranchRequest.Minimum] = []
        @Option(help: "TEAM:CASE: a pair that must be; repeat for each.", transform: branchPair) var pin: [BranchPair] = []
        @Option(help: "TEAM:CASE: a pair that may not be; repeat for each.", transform: branchPair) var ban: [BranchPair] = []
        @Option(help: "best-total or fairest.") var policy: String?
        @Option(help: "fit-first or everyone-first.") var placement: String?
        @Option(help: "Under fairest: fit, or rank where rankings are frozen with the run.") var fairness: String?
        @Option(help: "The weight of skills, 0 to 100.") var skillWeight: Int?
        @Option(help: "The weight of time, 0 to 100.") var timeWeight: Int?

        func run() async throws {
            try await reporting {
                try await global.branch(
                    run,
                    BranchRequest(
                        withdrawnCases: withoutCase, places: places, minimums: minimum, goneTeams: withoutTeam, pins: pin, bans: ban,
                        policy: policy,
                        placement: placement, fairness: fairness, skillWeight: skillWeight, timeWeight: timeWeight))
            }
        }
    }
}

extension GlobalOptions {
    /// Makes a branch, with a bar on a terminal, and shows it.
    func branch(_ run: Run.ID, _ request: BranchRequest) async throws {
        let bar = ProgressBar()
        defer { bar.finish() }
        let quiet = quiet
        let made: Run = try await client.follow(Endpoints.branchRun, path: [run], body: request) { progress in
            if !quiet { bar.show(progress) }
        }
        bar.finish()
        say(made.sentence)
        for warning in made.warnings { say(said("note: \(warning)", "note\u{A0}: \(warning)")) }
        try show(made) { print($0.id) }
    }
}

private func caseMinimum(_ text: String) throws -> BranchRequest.Minimum {
    let entry = try casePlaces(text)
    return BranchRequest.Minimum(case: entry.case, minimum: entry.places)
}

private func branchPair(_ text: String) throws -> BranchPair {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let team = Team.ID(parts[0]), let businessCase = BusinessCase.ID(parts[1]) else {
        throw ValidationError("Give TEAM:CASE, two ids.")
    }
    return BranchPair(team: team, case: businessCase)
}
