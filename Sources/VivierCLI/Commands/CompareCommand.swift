import API
import ArgumentParser

extension RoundCommand {
    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What two runs make of the same teams: who has another case, gains or loses one.",
            discussion: """
                First the two runs with their rounds and rules, then a line for each team that differs: its name, the case and fit in the first run, the case and fit in the second.

                EXAMPLE
                  vivier round compare $RUN $OTHER
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "A run's id.") var run: Run.ID
        @Argument(help: "The id of the run to hold against it.") var with: Run.ID

        func run() async throws {
            try await reporting {
                var query = ComparisonQuery(with: with, limit: PageQuery.largestLimit)
                var comparison = try await global.client.call(Endpoints.compareRuns, path: [run], query: query)
                while let next = comparison.next {
                    query.cursor = next
                    let page = try await global.client.call(Endpoints.compareRuns, path: [run], query: query)
                    comparison.changes += page.changes
                    comparison.next = page.next
                }
                try global.show(comparison) { $0.write(global) }
            }
        }
    }
}

extension RunComparison {
    fileprivate func write(_ global: GlobalOptions) {
        var table = Table(heading: ["run", "round", "rule", "teams", "cases", "placed", "total fit"], right: [3, 4, 5, 6])
        for side in [run, with] {
            table.rows.append(
                [
                    "\(side.number)", side.roundName, side.rules.inWords, "\(side.teams)", "\(side.cases)", "\(side.placed)",
                    "\(side.totalFit)",
                ])
        }
        table.print()
        print(
            said(
                "same case \(same), another case \(moved), gained one \(gained), lost one \(lost)",
                "même cas \(same), autre cas \(moved), en gagnent un \(gained), le perdent \(lost)"))
        for change in changes {
            let (before, after) = (place(change.caseTitle, change.fit), place(change.withCaseTitle, change.withFit))
            print(said("\(change.name): \(before) → \(after)", "\(change.name)\u{A0}: \(before) → \(after)"))
        }
    }

    private func place(_ title: String?, _ fit: Int?) -> String {
        guard let title, let fit else { return said("no case", "aucun cas") }
        return "\(title) (\(fit))"
    }
}
