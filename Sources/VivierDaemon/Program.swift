import ArgumentParser

/// The daemon and its operator's tool.
@main
struct Vivierd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vivierd",
        abstract: "Vivier's daemon: business cases, teams, proven matches, prospects.",
        version: vivierVersion,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, DemoCommand.self, TokenCommand.self, DoctorCommand.self, ConfigCommand.self,
        ],
        defaultSubcommand: ServeCommand.self)
}

/// What `--version` prints.
let vivierVersion = "0.1.0"
