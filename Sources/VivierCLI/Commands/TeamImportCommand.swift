import API
import ArgumentParser
import Foundation

extension TeamCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put students of a cohort into the teams that a CSV file names.",
            discussion: """
                Columns, in any order: team, and student, which is the school's student key or the e-mail of the roster; one member a row. Teams
                that are not there yet are made; whom the file does not name stays where it is. All or nothing: one rejected row refuses the
                whole file (status 3). What is locked, or has a case by a published round, keeps its members.

                EXAMPLES
                  vivier team import teams.csv --cohort ID --dry-run
                  vivier team import - --cohort ID < teams.csv
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The file; - for standard input.") var path: String
        @Option(help: "The cohort's id.") var cohort: Cohort.ID
        @Flag(help: "Report what would happen; store nothing.") var dryRun = false

        func run() async throws {
            try await reporting {
                let name = path == "-" ? "standard-input.csv" : URL(filePath: path).lastPathComponent
                let outcome = try await followingImport(
                    Endpoints.importTeams, path: [cohort], query: TeamImportQuery(name: name, dryRun: dryRun),
                    bytes: fileBytes(path, for: Endpoints.importTeams), global: global)
                try show(outcome, dryRun: dryRun, global: global)
            }
        }
    }
}
