import ArgumentParser
import Foundation
import Matching

/// Forms teams of generated students, and says how fast changes are judged and how far from the bound the result is.
struct FormationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formation", abstract: "Form teams of generated students: changes judged a second, gap to the bound.")

    @Option(help: "How many students, with class timetables and skills by programme.") var students = 1_000
    @Option(help: "Changes to be judged.") var steps = 50_000_000
    @Option(help: "The same seed gives the same students.") var seed: UInt64 = 1
    @Flag(help: "Leave nobody alone with a programme, of which there are six.") var notAlone = false

    func run() throws {
        let problem = GeneratedStudents.problem(students: students, seed: seed, attribute: notAlone)
        let clock = ContinuousClock()
        // The start and the bound, apart from the search.
        let begun = clock.now
        let before = try solution(of: problem, steps: 0)
        let prepared = (clock.now - begun) / .seconds(1)
        let started = clock.now
        let after = try solution(of: problem, steps: steps)
        let searched = max(0.001, (clock.now - started) / .seconds(1) - prepared)
        print(String(format: "start and bound: %.3f s, %d teams", prepared, before.teams.count))
        print("  \(before.score.points) points, \(before.score.isolated) alone")
        print(String(format: "search: %.3f s, %.1f million changes a second", searched, Double(steps) / searched / 1e6))
        print("  \(after.score.points) points, \(after.score.isolated) alone; no formation has more than \(after.bound.points)")
        print("  none that leaves as few alone has more than \(after.ceiling)")
        print(String(format: "  gap %.2f %%", Double(after.gap) / 100))
        guard FormationChecker.firstBroken(after, of: problem) == nil else { throw ExitCode.failure }
        print("  every rule and figure checked")
    }

    private func solution(of problem: FormationProblem, steps: Int) throws -> FormationSolution {
        guard case .formed(let solution) = TeamFormation.solve(problem, steps: steps) else { throw ExitCode.failure }
        return solution
    }
}
