import Formats
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
        var (refused, loose) = (0, 0)
        for seed in UInt64(1)...6000 {
            var dice = Dice(seed: seed)
            let instance = Instance.random(&dice, teams: 6, cases: 4)
            var claim = try #require(ResultClaim(solving: instance))
            claim.mutate(&dice, instance)
            let isTrue = holds(claim, in: instance)
            let broken = ResultChecker(instance, claim).firstBroken()
            #expect((broken == nil) == isTrue, "seed \(seed)")
            if !isTrue { refused += 1 }
            guard case .notProven(_, _, let end) = broken else { continue }
            loose += 1
            #expect(end.map { stands($0, claim, in: instance) } == true, "seed \(seed): \(String(describing: end))")
        }
        #expect(refused > 3000)
        #expect(loose > 100)
    }

    /// Whether prices and matches part where a checker says so, counted on its own.
    private func stands(_ end: LooseEnd, _ claim: ResultClaim, in instance: Instance) -> Bool {
        guard let prices = claim.prices else { return false }
        func profit(_ team: Int32, _ target: Int32) -> Int64? {
            let row = instance.fits.map { $0.rowStarts[Int(team)]..<$0.rowStarts[Int(team) + 1] } ?? 0..<0
            let fit = instance.fits.map { fits in row.first { fits.cases[$0] == target }.map { Int64(fits.fits[$0]) } } ?? 0
            let company = Int(instance.companyOfCase[Int(target)])
            let price = prices.cases[Int(target)] + (company < 0 ? 0 : prices.companies[company])
            return fit.map { $0 + (prices.placementWeight ?? 0) - price }
        }
        switch end {
        case .team(let team, let has, let wants):
            guard has != nil || wants != nil, claim.matches.first(where: { $0.team == team })?.target == has else { return false }
            return (wants.flatMap { profit(team, $0) } ?? 0) > (has.flatMap { profit(team, $0) } ?? 0)
        case .place(.case(let target), let free):
            let taken = claim.matches.count { $0.target == target }
            return free > 0 && prices.cases[Int(target)] > 0 && Int(instance.capacities[Int(target)]) - taken == free
        case .place(.company(let company), let free):
            let taken = claim.matches.count { instance.companyOfCase[Int($0.target)] == company }
            return free > 0 && prices.companies[Int(company)] > 0 && Int(instance.companyCapacities[Int(company)]) - taken == free
        }
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
        #expect(sentence.en == "team \"\(team)\" is pinned to case \"\(target)\" but not matched with it")
        #expect(sentence.fr == "l’équipe « \(team) » est fixée sur le cas « \(target) » mais n’y est pas affectée")
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
