import ArgumentParser
import Foundation
import Matching

/// `vivier-bench repair`: changes in a row on a solved instance, against one full solve in the same run.
struct RepairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Time changes to a solved instance one by one: places and cases withdrawn, teams that leave.")

    @Option(help: "How many teams.") var teams = 100_000
    @Option(help: "How many cases.") var cases = 20_000
    @Option(help: "How many cases each team names.") var candidates = 40
    @Option(help: "How many changes of each kind, in a row.") var changes = 1_000
    @Option(help: "The same seed gives the same instance.") var seed: UInt64 = 1

    func validate() throws {
        guard teams > 0, cases > 0, candidates > 0, (1...min(teams, cases)).contains(changes) else {
            throw ValidationError("sizes must be positive, and there can be no more changes than teams or cases")
        }
    }

    func run() throws {
        let generated = GeneratedInstance(teams: teams, cases: cases, candidates: candidates, seed: seed, shape: .uniform)
        let instance = generated.instance()
        let problem = AssignmentProblem(instance, eligible: EligiblePairs(instance))
        let solution = try solve(problem, "full solve")
        // As many teams as have a case may wait for one, or hardly any: what a team that leaves costs depends on it most.
        try change(problem, solution, "teams first", [.team])
        try change(problem, solution, "places first", [.place, .businessCase, .team])
    }

    private enum Kind: String {
        case place = "a place withdrawn"
        case businessCase = "a case withdrawn"
        case team = "a team gone"
    }

    /// Times the changes of each kind in a row, and proves what they lead to.
    private func change(_ before: AssignmentProblem, _ solution: AssignmentSolution, _ name: String, _ kinds: [Kind]) throws {
        var problem = before
        var copy: Replanner?
        timed("\(name): taking the solution over") { copy = Replanner(problem, solution) }
        guard var replanner = consume copy else { throw ValidationError("the solver's prices do not prove its matches") }
        var gone = Set<Int32>()
        for kind in kinds {
            // Steps coprime to any count in use spread the changes over all of them.
            report(kind.rawValue) { index in
                let target = (index * 7_919 + (kind == .businessCase ? cases / 2 : 0)) % cases
                switch kind {
                case .place: problem.capacities[target] = max(0, problem.capacities[target] - 1)
                case .businessCase: problem.capacities[target] = 0
                case .team:
                    let team = Int32(index * 7_919 % teams)
                    gone.insert(team)
                    return replanner.remove(team: team)
                }
                replanner.setPlaces(ofCase: Int32(target), to: problem.capacities[target])
            }
        }
        problem = problem.without(gone)
        let repaired = replanner.solution()
        let fresh = try solve(problem, "full solve of what is left")
        guard repaired.totalFit == fresh.totalFit, Replanner(problem, repaired) != nil else { throw ExitCode.failure }
        print("after all changes: total fit \(repaired.totalFit), as of the full solve, and proven by the kept prices")
    }

    private func solve(_ problem: AssignmentProblem, _ name: String) throws -> AssignmentSolution {
        var outcome = SolveOutcome.cancelled
        timed(name) { outcome = BestTotal.solve(problem) }
        guard case .optimal(let solution) = outcome else { throw ExitCode.failure }
        return solution
    }

    private func timed(_ name: String, _ work: () -> Void) {
        let duration = ContinuousClock().measure(work)
        print(String(format: "%@: %.1f ms", name, duration / .milliseconds(1)))
    }

    private func report(_ name: String, _ change: (Int) -> Void) {
        let clock = ContinuousClock()
        let times = (0..<changes).map { index in clock.measure { change(index) } / .microseconds(1) }.sorted()
        func quantile(_ part: Double) -> Double { times[min(changes - 1, Int(Double(changes) * part))] }
        print(
            String(
                format: "%@, %d times: p50 %.1f µs, p99 %.1f µs, most %.1f µs", name, changes, quantile(0.5), quantile(0.99), quantile(1)))
    }
}
