import Matching
import Testing

struct BestTotalTests {
    @Test func `the optimum is that of trying everything, and its prices prove it`() throws {
        for seed in UInt64(1)...4000 {
            var dice = Dice(seed: seed)
            let problem = AssignmentProblem.random(&dice, teams: 6, cases: 4)
            let solution = try #require(BestTotal.solve(problem).solution, "seed \(seed)")
            #expect(flaw(of: solution, in: problem) == nil, "seed \(seed)")
            var oracle = AssignmentOracle(problem)
            let weight = solution.totalFit + Int64(solution.placed) * problem.placementWeight
            #expect(weight == oracle.largestTotal(), "seed \(seed)")
        }
    }

    @Test func `prices and matches of any origin to start from never change the optimum`() throws {
        for seed in UInt64(1)...3000 {
            var dice = Dice(seed: seed)
            let problem = AssignmentProblem.random(&dice, teams: 12, cases: 6)
            let cold = try #require(BestTotal.solve(problem).solution)
            let start = AssignmentPrices(
                cases: problem.capacities.map { _ in Int64(dice.roll(-2...9000)) },
                companies: problem.companyCapacities.map { _ in Int64(dice.roll(-2...5000)) })
            let matches = (0..<problem.teamCount).map { _ in Int32(dice.roll(-1...problem.caseCount - 1)) }
            let warm = try #require(BestTotal.solve(problem, startingPrices: start, matches: matches).solution)
            #expect(flaw(of: warm, in: problem) == nil, "seed \(seed)")
            #expect(warm.totalFit == cold.totalFit, "seed \(seed)")
            #expect(warm.placed == cold.placed || problem.placementWeight == 0, "seed \(seed)")
        }
    }
}

extension SolveOutcome {
    var solution: AssignmentSolution? {
        if case .optimal(let solution) = self { solution } else { nil }
    }
}
