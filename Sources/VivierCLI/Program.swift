import ArgumentParser

@main struct Program: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "vivier", subcommands: [SolveCommand.self, VerifyCommand.self])
}
