import Matching
import Testing

/// By fit there may be as many levels as there are fits, 10,001: neither time nor memory may grow with levels × teams.
struct DistinctFitsTests {
    /// Fits of all sizes, each as often as the others: those of one round differ as long as there are fits left.
    static func instance(teams: Int, cases: Int, row: Int) -> Instance {
        var instance = Crowd(teams: teams, cases: cases, row: row, seed: 7).instance(.fairest)
        var dice = Dice(seed: 11)
        let fits = (0...Int32(10_000)).shuffled(using: &dice)
        let count = instance.fits?.fits.count ?? 0
        instance.fits?.fits = (0..<count).map { fits[$0 % fits.count] }
        return instance
    }

    @Test func `a round in which no two fits of a team are alike is solved, and its chain of levels proves it`() throws {
        let instance = Self.instance(teams: 3_000, cases: 600, row: 10)
        guard case .fairest(let solution) = FairestMatching.solve(instance, eligible: EligiblePairs(instance)) else {
            Issue.record("not solved")
            return
        }
        let claim = ResultClaim(instance, solution)
        #expect(ResultChecker(instance, claim).firstBroken() == nil)
        #expect(solution.placed == 2_700 && solution.levels.count > 1_500, "\(solution.placed) \(solution.levels.count)")
        // Dense prices would be levels × places.
        let held = solution.levels.reduce(0) { $0 + $1.prices.cases.count }
        #expect(held < solution.levels.count * 60, "\(held) prices at \(solution.levels.count) levels")
        // A team fewer at one level and one more at the next better one is a better result, which the prices rule out.
        var forged = claim
        forged.levels?[5].teams -= 1
        forged.levels?[6].teams += 1
        #expect(ResultChecker(instance, forged).firstBroken() != nil)
    }
}
