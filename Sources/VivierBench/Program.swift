import ArgumentParser

/// Measures Vivier, side by side with its peers where there are any.
@main struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vivier-bench", abstract: "Measure Vivier.",
        subcommands: [
            GenerateCommand.self, SolveCommand.self, StableCommand.self, RepairCommand.self, FairestCommand.self, DenseCommand.self,
            FormationCommand.self, ImportCommand.self, PoolCommand.self,
            RoundCommand.self,
            ClientCommand.self,
            HelloCommand.self,
        ])
}
