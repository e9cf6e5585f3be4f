import API
import ArgumentParser

extension RoundCommand {
    struct Unplaced: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The teams that a run gives no case, and why; by name.",
            discussion: """
                Beside each team: how many cases it could take, the one that is nearest with the fit, and the reason; where it could take none,
                what keeps it from the nearest. --sort takes name or -name.

                EXAMPLE
                  vivier round unplaced $RUN
                  vivier explain TEAM CASE --run $RUN --remedies
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Argument(help: "The run's id.") var run: Run.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listUnplaced, path: [run], query: list.query)) { answer in
                    var table = Table(
                        heading: ["team", "possible cases", "nearest case", "fit", "why", "team id", "case id"], right: [1, 3])
                    for one in answer.items {
                        table.rows.append([
                            one.name, "\(one.eligible)", one.nearestTitle ?? "", one.nearestFit.map(String.init) ?? "", one.why,
                            "\(one.team)", one.nearest?.description ?? "",
                        ])
                    }
                    table.print()
                    if answer.items.isEmpty, list.words == nil, list.page.cursor == nil {
                        global.say(said("Every team of the run has a case.", "Chaque équipe du calcul a un cas."))
                    }
                    answer.sayNext(global)
                }
            }
        }
    }
}

extension UnplacedTeam {
    fileprivate var why: String { ([reason] + missing).joined(separator: " ") }
}
