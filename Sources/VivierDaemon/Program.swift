import ArgumentParser
import Foundation

/// The daemon and its operator's tool.
@main
struct Vivierd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vivierd",
        abstract: "Vivier's daemon: business cases, teams, proven matches, prospects.",
        version: vivierVersion,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, DemoCommand.self, TokenCommand.self, InviteCommand.self, DoctorCommand.self,
            BackupCommand.self, RestoreCommand.self, PrivacyCommand.self, ConfigCommand.self,
        ],
        defaultSubcommand: ServeCommand.self)

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            let status = exitCode(for: error)
            // ArgumentParser's own status for a wrong command line is 64; ours is 2.
            guard status == .validationFailure else {
                if !(error is ExitCode), status == .success { print(fullMessage(for: error)) } else { exit(withError: error) }
                return
            }
            try? FileHandle.standardError.write(contentsOf: Data((fullMessage(for: error) + "\n").utf8))
            exit(withError: ExitCode(2))
        }
    }
}

/// What `--version` prints.
let vivierVersion = "0.1.0"
