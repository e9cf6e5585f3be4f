import API
import ArgumentParser
import Foundation

struct SkillsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skills", abstract: "The skills referential.", subcommands: [Search.self, Import.self])

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Search skills; typos and missing accents are forgiven.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "What to look for, in French or English.") var text: String
        @Option(help: "Rows to print, 1 to 50.", transform: whole(1...50)) var limit: Int = 10

        func run() async throws {
            try await reporting {
                let query = SkillQuery(q: text, language: global.language?.rawValue, limit: limit)
                try global.show(try await global.client.call(Endpoints.searchSkills, query: query)) { answer in
                    var table = Table(heading: ["French label", "English label", "found as", "uri"])
                    for one in answer.items {
                        table.rows.append([one.labelFr ?? "", one.labelEn ?? "", one.found ?? "", one.uri])
                    }
                    table.print()
                    if answer.items.isEmpty {
                        global.say(said("Nothing comes near “\(text)”.", "Rien ne s’approche de «\u{A0}\(text)\u{A0}»."))
                    }
                }
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Load an ESCO CSV file.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The file; - for standard input.") var path: String
        @Option(help: "fr or en, where the file's name does not say it.") var of: SpokenLanguage?
        @Flag(help: "Report what would happen; store nothing.") var dryRun = false

        func run() async throws {
            try await reporting {
                let name = path == "-" ? "standard-input.csv" : URL(filePath: path).lastPathComponent
                let query = SkillImportQuery(name: name, language: of?.rawValue, dryRun: dryRun)
                let outcome = try await followingImport(
                    Endpoints.importSkills, query: query, bytes: fileBytes(path, for: Endpoints.importSkills), global: global)
                try show(outcome, dryRun: dryRun, global: global)
            }
        }
    }
}
