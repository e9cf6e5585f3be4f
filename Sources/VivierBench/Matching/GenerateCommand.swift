import ArgumentParser
import Formats
import Foundation
import Matching

extension GeneratedInstance.Shape: ExpressibleByArgument {}

/// `vivier-bench generate`: a seeded instance file.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "generate", abstract: "Write a seeded instance file.")

    @Option(help: "How many teams.") var teams: Int
    @Option(help: "How many cases.") var cases: Int
    @Option(help: "How many cases each team names.") var candidates: Int
    @Option(help: "The same seed gives the same file on every machine.") var seed: UInt64 = 1
    @Option(help: "How fits are drawn.") var shape = GeneratedInstance.Shape.uniform
    @Flag(help: "Place the most teams first.") var everyoneFirst = false
    @Option(name: .shortAndLong, help: "Where to write the instance.") var output: String

    func validate() throws {
        guard teams >= 0, cases >= 0, candidates >= 0, max(teams, cases) <= 10_000_000 else {
            throw ValidationError("teams, cases and candidates must be from 0 to 10000000")
        }
    }

    func run() throws {
        let generated = GeneratedInstance(teams: teams, cases: cases, candidates: candidates, seed: seed, shape: shape)
        var instance = generated.instance()
        if everyoneFirst { instance.placement = .everyoneFirst }
        try Data(InstanceFile.write(instance)).write(to: URL(filePath: output))
    }
}
