import ArgumentParser
import Postgres
import Vivier

/// Brings the schema of a database up to date and ends.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database's schema up to date, as `serve` does when it starts.")

    @OptionGroup var options: SettingOptions
    @OptionGroup var result: ResultOptions

    func run() async throws {
        try await reportingFailure {
            let settings = try options.settings()
            try await House.visit(settings, log: makeLogger(level: settings.logLevel)) { _ in
                let all = Migration.all
                try result.show(UpToDate(migrations: all.count, newest: all.last?.name)) { _ in print("The schema is up to date.") }
            }
        }
    }

    /// What the database is brought to.
    private struct UpToDate: Encodable {
        var migrations: Int
        var newest: String?
    }
}
