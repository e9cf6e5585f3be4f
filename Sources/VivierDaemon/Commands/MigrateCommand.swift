import ArgumentParser

/// Brings the schema of a database up to date and ends.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database's schema up to date, as `serve` does when it starts.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        try await reportingFailure {
            let settings = try options.settings()
            try await House.visit(settings, log: makeLogger(level: settings.logLevel)) { _ in print("The schema is up to date.") }
        }
    }
}
