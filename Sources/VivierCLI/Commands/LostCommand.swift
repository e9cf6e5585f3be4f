import API
import ArgumentParser

extension RoundCommand {
    struct Lost: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The teams whose case was withdrawn after the run was published, and that have no other yet.",
            discussion: "The latest loss first. --sort takes -withdrawn, withdrawn, team or -team.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Option(help: "Of this round only.") var round: Round.ID?

        func run() async throws {
            try await reporting {
                let query = LostMatchQuery(
                    round: round, q: list.words, sort: list.sort, limit: list.page.limit, cursor: list.page.cursor)
                try global.show(try await global.client.call(Endpoints.listLostMatches, query: query)) { answer in
                    var table = Table(heading: ["run", "team", "case", "company"])
                    for one in answer.items { table.rows.append(["\(one.run)", one.teamName, one.caseTitle, one.company]) }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }
}
