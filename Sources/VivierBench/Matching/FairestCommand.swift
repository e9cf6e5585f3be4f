import ArgumentParser
import Foundation
import Matching

/// `vivier-bench fairest`: the chain of levels against `best-total` on the same generated instance.
struct FairestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fairest",
        abstract: "Time fairest, and the check of its chain, against best-total on the same generated instance: CPU time, memory.")

    @Option(help: "How many teams.") var teams = 100_000
    @Option(help: "How many cases.") var cases = 20_000
    @Option(help: "How many cases each team names.") var candidates = 40
    @Option(help: "How many different fits there are.") var levels = 20
    @Option(help: "Runs of each; the medians count.") var runs = 3
    @Option(help: "The same seed gives the same instance on every machine.") var seed: UInt64 = 1

    func validate() throws {
        guard runs > 0, (1...10_001).contains(levels) else { throw ValidationError("--runs must be at least 1, --levels from 1 to 10001") }
    }

    func run() throws {
        var instance = GeneratedInstance(teams: teams, cases: cases, candidates: candidates, seed: seed, shape: .uniform).instance()
        if var fits = instance.fits {
            for pair in fits.fits.indices {
                fits.fits[pair] = fits.fits[pair] * Int32(levels) / 10_001 * (10_000 / Int32(max(1, levels - 1)))
            }
            instance.fits = fits
        }
        let eligible = EligiblePairs(instance)
        let problem = AssignmentProblem(instance, eligible: eligible)
        var (total, fairest, checked): ([Double], [Double], [Double]) = ([], [], [])
        var worst: Int64 = 0
        var (steps, placed) = (0, 0)
        let peak = try ProcessCost.peakKiB {
            for _ in 0..<runs {
                total.append(try seconds { guard case .optimal = BestTotal.solve(problem) else { throw Unsolved() } })
                instance.policy = .fairest
                var claim: ResultClaim?
                fairest.append(
                    try seconds {
                        guard case .fairest(let solution) = FairestMatching.solve(instance, eligible: eligible) else { throw Unsolved() }
                        (steps, placed, worst) = (solution.levels.count - 1, solution.placed, solution.levels.dropFirst().first?.level ?? 0)
                        claim = ResultClaim(instance, solution)
                    })
                checked.append(
                    try seconds {
                        guard let claim, ResultChecker(instance, claim).firstBroken() == nil else { throw Unsolved() }
                    })
            }
        }
        let (own, chain, check) = (median(total), median(fairest), median(checked))
        func figure(_ value: Double) -> String { value.formatted(.number.precision(.fractionLength(2))) }
        print(
            "\(teams) teams, \(cases) cases, \(eligible.table.cases.count) pairs, \(levels) different fits; CPU-seconds, medians of \(runs)"
        )
        print(
            "best-total \(figure(own)), fairest \(figure(chain)) (\(figure(chain / own)) times), verified in \(figure(check)); \(peak) KiB")
        print("\(placed) teams placed, the worst-served at \(worst), \(steps) levels proven")
    }

    private struct Unsolved: Error {}

    private func seconds(_ work: () throws -> Void) rethrows -> Double {
        let start = ProcessCost.cpuSeconds
        try work()
        return ProcessCost.cpuSeconds - start
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
