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
        throw CommandFailure.usage(
            said(
                "No round has a run yet. Start one with: vivier round run ROUND",
                "Aucune session n’a encore de calcul. Lancez-en un\u{A0}: vivier round run SESSION"))
    }

    private func write(_ explanation: Explanation) {
        let (team, title) = (explanation.teamName, explanation.caseTitle)
        let verdict =
            explanation.eligible
            ? said("fit \(explanation.fit)", "adéquation \(explanation.fit)") : said("not eligible", "paire impossible")
        print(said("\(team) and \(title): \(verdict)", "\(team) et \(title)\u{A0}: \(verdict)"))
        if explanation.matched { print(said("matched", "affectés")) }
        for gate in explanation.gates where !gate.passed { line("excluded", gate.message) }
        var table = Table(heading: ["skill", "importance", "needed", "found", "by", "credit"], right: [2, 3, 5])
        for part in explanation.skills {
            let through = part.through.map { " (\(part.relation): \($0))" } ?? ""
            table.rows.append([
                part.skill + through, part.importance, "\(part.neededLevel)", "\(part.foundLevel)", part.member ?? "", "\(part.credit)",
            ])
        }
        table.print()
        print(
            said(
                "skill fit \(explanation.skillFit), time fit \(explanation.timeFit)",
                "adéquation des compétences \(explanation.skillFit), du temps \(explanation.timeFit)"))
        for week in explanation.weeks where week.commonHalfHours < week.neededHalfHours {
            let (common, needed) = (hours(week.commonHalfHours), hours(week.neededHalfHours))
            print(
                said(
                    "week of \(week.week): \(common) h in common of \(needed) h",
                    "semaine du \(week.week)\u{A0}: \(common) h en commun sur \(needed) h"))
        }
        if let standing = explanation.standing { print(standing.message) }
        if let cost = explanation.cost, !explanation.matched {
            print(
                said(
                    "Giving the team this case would take at least \(cost) points from the total.",
                    "Donner ce cas à l’équipe ôterait au moins \(cost) points au total."))
        }
    }

    private func hours(_ halfHours: Int) -> String {
        halfHours.isMultiple(of: 2) ? "\(halfHours / 2)" : "\(halfHours / 2).5"
    }
}
