import API
import ArgumentParser
import Formats
import Foundation

extension ProspectCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a prospect. The student gets a receipt.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The prospect's id.") var id: Prospect.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showProspect, path: [id])) { one in
                    print("\(one.givenName) \(one.familyName), \(one.school), \(one.stage.rawValue), version \(one.version)")
                    if let action = one.nextAction { print("next: \(action)\(one.nextOn.map { " (\($0))" } ?? "")") }
                    if !one.note.isEmpty { print("\n\(one.note)") }
                }
            }
        }
    }

    struct Note: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change the note of a prospect and what your company does next.",
            discussion: """
                What is not given stays; an empty text ("") takes it away, and the day goes with what was to be done.

                EXAMPLE
                  vivier prospect note ID --note "Met at the fair" --next "Call about the offer" --on 2027-03-01
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The prospect's id.") var id: Prospect.ID
        @Option(help: "A note, seen by your company and by the student who asks for it.") var note: String?
        @Option(help: "What is to be done next.") var next: String?
        @Option(help: "By which day, YYYY-MM-DD.") var on: Day?
        @Option(help: "The version that was seen; else the one of now.") var version: Int?

        func run() async throws {
            try await reporting {
                let held = try await global.client.call(Endpoints.showProspect, path: [id])
                let edit = ProspectEdit(
                    note: note ?? held.note, nextAction: next.map { $0.isEmpty ? nil : $0 } ?? held.nextAction,
                    nextOn: next?.isEmpty == true ? nil : on ?? held.nextOn)
                try global.show(
                    try await global.client.call(Endpoints.editProspect, path: [id], body: edit, replacing: version ?? held.version)
                ) { print("version \($0.version)") }
            }
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What your company did about a prospect, newest first.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Argument(help: "The prospect's id.") var id: Prospect.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.listProspectEvents, path: [id], query: list.query)) { answer in
                    var table = Table(heading: ["at", "from", "to", "by", "note"])
                    for one in answer.items {
                        table.rows.append([
                            one.at.formatted(.iso8601), one.from?.rawValue ?? "", one.to.rawValue, one.by ?? "", one.note,
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print your prospects as CSV, 5,000 at most. Each student gets a receipt that says so.")
        @OptionGroup var global: GlobalOptions
        @Option(help: "Only those at this stage.") var stage: Prospect.Stage?
        @Option(help: "Only those whose name or school holds these words.") var words: String?
        @Flag(help: "As a workbook.") var xlsx = false

        func run() async throws {
            try await reporting {
                let query = ProspectExportQuery(stage: stage, q: words)
                guard xlsx else { return try global.export(try await global.client.download(Endpoints.exportProspects, query: query)) }
                try global.requireNoJSON(of: "--xlsx")
                StandardOutput.write(try await global.client.download(Endpoints.exportProspectsWorkbook, query: query))
            }
        }
    }
}
