import API
import ArgumentParser
import Formats
import Foundation

struct ProspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prospect", abstract: "Students whom your company follows.",
        subcommands: [Add.self, List.self, Show.self, Move.self, Note.self, History.self, Export.self])

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
        @Option(help: "Only those whose name or school holds these words.") var words: String?
        @Option(help: "-added, added, name, -changed or next.") var sort: String?

        func run() async throws {
            try await reporting {
                let query = ProspectListQuery(stage: stage, q: words, sort: sort, limit: page.limit, cursor: page.cursor)
                try global.show(try await global.client.call(Endpoints.listProspects, query: query)) { answer in
                    var table = Table(heading: ["id", "name", "school", "stage", "since", "next", "on", "note"])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", "\(one.familyName) \(one.givenName)", one.school, called(one.stage.rawValue),
                            one.changedAt.formatted(.iso8601), one.nextAction ?? "", one.nextOn?.description ?? "", one.note,
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
                try global.show(try await global.client.call(Endpoints.moveProspect, path: [id], body: move)) {
                    print(called($0.stage.rawValue))
                }
            }
        }
    }
}

extension Prospect.Stage: ExpressibleByArgument {}
