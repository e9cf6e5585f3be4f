import Matching
import Testing

struct ResultCheckerTests {
    @Test func `what the solver finds the checker finds valid`() throws {
        for seed in UInt64(1)...3000 {
            var dice = Dice(seed: seed)
            let instance = Instance.random(&dice, teams: 7, cases: 5)
            let claim = try #require(ResultClaim(solving: instance), "seed \(seed)")
            #expect(ResultChecker(instance, claim).firstBroken() == nil, "seed \(seed)")
        }
    }

    @Test func `a mutated result is refused exactly where it breaks the definition`() throws {
        var refused = 0
        for seed in UInt64(1)...6000 {
            var dice = Dice(seed: seed)
            let instance = Instance.random(&dice, teams: 6, cases: 4)
            var claim = try #require(ResultClaim(solving: instance))
            claim.mutate(&dice, instance)
            let isTrue = holds(claim, in: instance)
            #expect((ResultChecker(instance, claim).firstBroken() == nil) == isTrue, "seed \(seed)")
            if !isTrue { refused += 1 }
        }
        #expect(refused > 3000)
    }

    @Test func `prices too large to add up are refused, not wrapped round`() throws {
        var dice = Dice(seed: 5)
        var instance = Instance.random(&dice, teams: 6, cases: 4)
        while instance.cases.isEmpty { instance = Instance.random(&dice, teams: 6, cases: 4) }
        var claim = try #require(ResultClaim(solving: instance))
        claim.prices?.cases[0] = .max
        #expect(ResultChecker(instance, claim).firstBroken() == .priceOutOfRange(.case(0), .max))
    }

    @Test func `each broken condition is a sentence with ids`() throws {
        var dice = Dice(seed: 11)
        var instance = Instance()
        while instance.pins.isEmpty { instance = Instance.random(&dice, teams: 6, cases: 4) }
        var claim = try #require(ResultClaim(solving: instance))
        let pin = instance.pins[0]
        claim.matches.removeAll { $0.team == pin.team }
        let sentence = try #require(ResultChecker(instance, claim).firstBroken()).sentence(in: instance)
        let (team, target) = (instance.teams[Int(pin.team)], instance.cases[Int(pin.target)])
        #expect(sentence == "team \"\(team)\" is pinned to case \"\(target)\" but not matched with it")
    }

    @Test func `teams fed by dense rows prove the same as their pairs`() throws {
        for seed in UInt64(1)...300 {
            var dice = Dice(seed: seed)
            let problem = AssignmentProblem.random(&dice, teams: 6, cases: 5)
            let solution = try #require(BestTotal.solve(problem).solution)
            var checker = PriceChecker(
                capacities: problem.capacities, companyOfCase: problem.companyOfCase, companyCapacities: problem.companyCapacities,
                casePrices: solution.casePrices, companyPrices: solution.companyPrices, teams: problem.teamCount)
            for team in 0..<problem.teamCount {
                var row = [Int64](repeating: -1, count: problem.caseCount)
                for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] {
                    row[Int(problem.edgeCases[pair])] = Int64(problem.edgeFits[pair]) + problem.placementWeight
                }
                row.withUnsafeBufferPointer { checker.team(weights: $0) }
            }
            let total = Int128(solution.totalFit) + Int128(solution.placed) * Int128(problem.placementWeight)
            #expect(checker.firstBroken(total: total) == nil, "seed \(seed)")
            #expect(checker.firstBroken(total: total - 1) == .notProven(bound: total, total: total - 1), "seed \(seed)")
        }
    }
}
