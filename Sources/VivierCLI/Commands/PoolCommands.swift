import API
import ArgumentParser
import Formats
import Foundation

struct PoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool", abstract: "Query the students who consented.", subcommands: [Search.self, Save.self, List.self])

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find consenting students. Each one shown gets a receipt that says who looked.",
            discussion: """
                EXAMPLES
                  vivier pool search 'skill:"negotiation">=3 available:2027-01 language:en'
                  vivier pool search 'pricing>=2 or "market research">=3' --sort -graduation
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Argument(help: "The query.") var query: String
        @Option(help: "name, graduation, -graduation or level.") var sort: PoolOrder?

        func run() async throws {
            try await reporting {
                let query = PoolQuery(q: query, sort: sort?.rawValue, limit: page.limit, cursor: page.cursor)
                try global.show(try await global.client.call(Endpoints.searchPool, query: query)) { answer in
                    global.say("\(answer.understood)  (\(said("sorted by", "triés par")) \(answer.sort))")
                    var table = Table(heading: ["id", "name", "school", "graduation", "languages", "skills"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", "\(one.familyName) \(one.givenName)", one.school, one.graduation?.description ?? "",
                            one.languages.joined(separator: " "), one.skills.map { "\($0.label) \($0.level)" }.joined(separator: ", "),
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
        static let configuration = CommandConfiguration(abstract: "List the saved queries.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listPools, query: page.query)) { answer in
                    var table = Table(heading: ["id", "name", "query"])
                    for one in answer.items { table.rows.append(["\(one.id)", one.name, one.query]) }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }
}

struct ProspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prospect", abstract: "Students whom your company follows.", subcommands: [Add.self, List.self, Move.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Follow a consenting student; prints the prospect's id.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The student's id.") var student: Student.ID
        @Option(name: .customLong("case"), help: "The case on which you met.") var businessCase: BusinessCase.ID?
        @Option(help: "A note, seen by your company only.") var note: String?

        func run() async throws {
            try await reporting {
                let draft = ProspectDraft(student: student, case: businessCase, note: note)
                try global.show(try await global.client.call(Endpoints.addProspect, body: draft)) { print($0.id) }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List your prospects.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Option(help: "Only those at this stage.") var stage: Prospect.Stage?

        func run() async throws {
            try await reporting {
                let query = ProspectListQuery(stage: stage, limit: page.limit, cursor: page.cursor)
                try global.show(try await global.client.call(Endpoints.listProspects, query: query)) { answer in
                    var table = Table(heading: ["id", "name", "school", "stage", "since"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", "\(one.familyName) \(one.givenName)", one.school, one.stage.rawValue,
                            one.changedAt.formatted(.iso8601),
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move a prospect: spotted, contacted, met, offer, then hired or declined.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The prospect's id.") var id: Prospect.ID
        @Argument(help: "The stage.") var stage: Prospect.Stage
        @Option(help: "A note for the history.") var note: String?

        func run() async throws {
            try await reporting {
                let move = ProspectMove(stage: stage, note: note)
                try global.show(try await global.client.call(Endpoints.moveProspect, path: [id], body: move)) { print($0.stage.rawValue) }
            }
        }
    }
}

extension Prospect.Stage: ExpressibleByArgument {}
