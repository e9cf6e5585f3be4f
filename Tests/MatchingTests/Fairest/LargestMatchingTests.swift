import Testing

@testable import Matching

struct LargestMatchingTests {
    @Test func `as many are placed as can be, whatever matches it begins from, and prices prove it`() throws {
        var (added, kept) = (0, 0)
        for seed in UInt64(1)...2000 {
            var dice = Dice(seed: seed)
            var problem = AssignmentProblem.random(&dice, teams: 14, cases: 6)
            // The best total where placing counts nothing leaves teams out that could be placed, and fits as well.
            let near = try #require(BestTotal.solve(problem).solution, "seed \(seed)").caseOfTeam
            let from = near.map { dice.chance(20) ? -1 : $0 }
            problem.edgeFits = problem.edgeFits.map { _ in 0 }
            problem.placementWeight = 1
            let found = try #require(LargestMatching.of(problem, near: from, .uninterrupted), "seed \(seed)")
            #expect(flaw(of: found, in: problem) == nil, "seed \(seed)")
            added += found.placed - from.count { $0 >= 0 }
            kept += zip(from, found.caseOfTeam).count { $0 >= 0 && $0 == $1 }
        }
        #expect(added > 1_000 && kept > 3_500, "\(added) \(kept)")
    }

    @Test func `a run that is cancelled ends`() {
        let problem = Crowd(teams: 4_000, cases: 600, row: 20).problem()
        let nobody = [Int32](repeating: -1, count: problem.teamCount)
        #expect(LargestMatching.of(problem, near: nobody, SolverControl(isCancelled: { true })) == nil)
    }
}
