import ArgumentParser
import Foundation

/// `vivier-bench round`: a round from rows to a stored, verified result.
struct RoundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "round",
        abstract: "Run a generated round through the product, from its rows to the stored result, and verify what is stored.",
        discussion: """
            The rows lie in a database of their own, on a PostgreSQL that is set as the daemon's private one and is gone at the end, or on \
            that of --database-url, whose role must be a superuser. Writing them is not measured. The goal is 10 seconds for the run.
            """)

    @Option(help: "Teams of three to five members with eight skills each.") var teams = 25_000
    @Option(help: "Cases with three to six needs each.") var cases = 5_000
    @Option(help: "The same seed gives the same rows.") var seed: UInt64 = 1
    @Option(help: "Runs of the round; the one of the middle length counts.") var runs = 3
    @Flag(help: "Place as many teams as possible, then mind the fit.") var everyoneFirst = false
    @Option(help: "Where the database is, in libpq's syntax; none starts one.") var databaseURL: String?

    func validate() throws {
        guard runs > 0, teams > 0, cases > 0 else { throw ValidationError("--teams, --cases and --runs are at least 1") }
    }

    func run() async throws {
        let server = try await BenchServer.start(url: databaseURL)
        do {
            try await BenchHouse.lend(on: server) { house in
                let rows = RoundRows(house: house)
                let start = ContinuousClock.now
                let round = try await rows.write(teams: teams, cases: cases, seed: seed, everyoneFirst: everyoneFirst)
                print("rows written in \(start.duration(to: .now).formatted(.units(allowed: [.seconds])))")
                let benchmark = RoundBenchmark(house: house, round: round)
                var outcomes: [RoundBenchmark.Outcome] = []
                for _ in 0..<runs { outcomes.append(try await benchmark.run()) }
                show(outcomes.sorted { $0.run.seconds < $1.run.seconds }[(runs - 1) / 2])
            }
            try await server.stop()
        } catch {
            try? await server.stop()
            throw error
        }
    }

    private func show(_ outcome: RoundBenchmark.Outcome) {
        let pairs = teams * cases
        print("\(teams) teams, \(cases) cases, \(pairs) pairs, \(outcome.eligible) eligible; the middle one of \(runs) runs")
        for phase in outcome.phases { print("  \(phase.name.padding(toLength: 30, withPad: " ", startingAt: 0))\(phase.cost)") }
        print("run     \(outcome.run); goal 10 s: \(outcome.run.seconds <= 10 ? "reached" : "missed")")
        print("verify  \(outcome.verification), of the stored bytes")
        print("placed \(outcome.placed), total fit \(outcome.totalFit); snapshot \(outcome.snapshotBytes / 1_000_000) MB")
        print("memory  \(outcome.peakKiB >> 10) MiB at most, in the run and the verification")
    }
}
