import API
import ArgumentParser

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Why a team and a case fit as they do, by the numbers of the run.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The team's id.") var team: Team.ID
    @Argument(help: "The case's id.") var businessCase: BusinessCase.ID
    @Option(name: .customLong("run"), help: "The run's id. Default: the latest run of the latest round.") var run: Run.ID?

    func run() async throws {
        try await reporting {
            let client = try global.client
            let run = if let run = self.run { run } else { try await latestRun(client) }
            let query = ExplanationQuery(team: team, case: businessCase)
            try global.show(try await client.call(Endpoints.explain, path: [run], query: query), write)
        }
    }

    private func latestRun(_ client: Client) async throws -> Run.ID {
        for line in try await client.call(Endpoints.listRounds, query: PageQuery(limit: 10)).items where line.runs > 0 {
            let round = try await client.call(Endpoints.showRound, path: [line.id])
            if let last = round.runs.max(by: { $0.number < $1.number }) { return last.id }
        }
        throw CommandFailure.usage("No round has a run yet. Start one with: vivier round run ROUND")
    }

    private func write(_ explanation: Explanation) {
        print("\(explanation.teamName) and \(explanation.caseTitle): \(explanation.eligible ? "fit \(explanation.fit)" : "not eligible")")
        if explanation.matched { print("matched") }
        for gate in explanation.gates where !gate.passed { print("excluded: \(gate.message)") }
        var table = Table(heading: ["skill", "importance", "needed", "found", "by", "credit"], right: [2, 3, 5])
        for part in explanation.skills {
            let through = part.through.map { " (\(part.relation): \($0))" } ?? ""
            table.rows.append([
                part.skill + through, part.importance, "\(part.neededLevel)", "\(part.foundLevel)", part.member ?? "", "\(part.credit)",
            ])
        }
        table.print()
        print("skill fit \(explanation.skillFit), time fit \(explanation.timeFit)")
        for week in explanation.weeks where week.commonHalfHours < week.neededHalfHours {
            print("week of \(week.week): \(hours(week.commonHalfHours)) h in common of \(hours(week.neededHalfHours)) h")
        }
        if let standing = explanation.standing { print(standing.message) }
        if let cost = explanation.cost, !explanation.matched {
            print("Giving the team this case would take at least \(cost) points from the total.")
        }
    }

    private func hours(_ halfHours: Int) -> String {
        halfHours.isMultiple(of: 2) ? "\(halfHours / 2)" : "\(halfHours / 2).5"
    }
}
