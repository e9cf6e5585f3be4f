import API
import ArgumentParser
import Formats
import Foundation

struct PoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool", abstract: "Query the students who consented.",
        subcommands: [Search.self, Save.self, List.self, Delete.self, Export.self])

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find consenting students. Each one shown gets a receipt that says who looked.",
            discussion: """
                EXAMPLES
                  vivier pool search 'skill:"negotiation">=3 available:2027-01 language:en'
                  vivier pool search 'pricing>=2 or "market research">=3' --sort=-graduation

                A query may ask for skill, available, language, programme, school, city and graduation, with or, not and parentheses: all of it
                stands in the guide PoolQueries.md.
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Argument(help: "The query.") var query: String
        @Option(help: "name, graduation, level, or --sort=-graduation.") var sort: PoolOrder?

        func run() async throws {
            try await reporting {
                let query = PoolQuery(q: query, sort: sort?.rawValue, limit: page.limit, cursor: page.cursor)
                try global.show(try await global.client.call(Endpoints.searchPool, query: query)) { answer in
                    global.say("\(answer.understood)  (\(said("sorted by", "triés par")) \(called(answer.sort)))")
                    var table = Table(heading: ["id", "name", "school", "graduation", "languages", "skills", "e-mail"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", "\(one.familyName) \(one.givenName)", one.school, one.graduation?.description ?? "",
                            one.languages.joined(separator: " "), one.skills.map { "\($0.label) \($0.level)" }.joined(separator: ", "),
                            one.email ?? "",
                        ])
                    }
                    table.print()
                    if let next = answer.next {
                        global.say(said("There is more: --cursor \(next)", "Il y en a d’autres\u{A0}: --cursor \(next)"))
                    }
                }
            }
        }
    }

    struct Save: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Save a query; prints its id.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "A name for it.") var name: String
        @Argument(help: "The query.") var query: String

        func run() async throws {
            try await reporting {
                let draft = PoolDraft(name: name, query: query)
                try global.show(try await global.client.call(Endpoints.savePool, body: draft)) { print($0.id) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the saved queries, by name.",
            discussion: "--words are looked for in the name and in the query; --sort takes name, -name, created or -created.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listPools, query: list.query)) { answer in
                    var table = Table(heading: ["id", "name", "query"])
                    for one in answer.items { table.rows.append(["\(one.id)", one.name, one.query]) }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a saved query.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: Pool.ID

        func run() async throws {
            try await reporting { _ = try await global.client.call(Endpoints.deletePool, path: [id]) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the students that a query finds as CSV, 5,000 at most. Each one gets a receipt that says so.",
            discussion: """
                EXAMPLE
                  vivier pool export 'pricing>=2 language:en' > talent.csv
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The query.") var query: String
        @Option(help: "name, graduation, -graduation or level.") var sort: PoolOrder?
        @Flag(help: "As a workbook.") var xlsx = false

        func run() async throws {
            try await reporting {
                let query = PoolExportQuery(q: query, sort: sort?.rawValue)
                guard xlsx else { return try global.export(try await global.client.download(Endpoints.exportPool, query: query)) }
                try global.requireNoJSON(of: "--xlsx")
                StandardOutput.write(try await global.client.download(Endpoints.exportPoolWorkbook, query: query))
            }
        }
    }
}
