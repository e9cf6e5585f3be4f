import Formats
import Matching
import Testing

struct StableMatchingTests {
    private func solve(_ instance: Instance) -> StableSolution? {
        guard case .stable(let solution) = StableMatching.solve(instance, eligible: EligiblePairs(instance)) else { return nil }
        return solution
    }

    private func withPins(_ instance: Instance, _ solution: StableSolution) -> [Int32] {
        var matching = solution.caseOfTeam
        for pin in instance.pins { matching[Int(pin.team)] = pin.target }
        return matching
    }

    @Test func `the matching is stable by the definition, and at least two thirds of the largest`() throws {
        var (largestSum, placedSum, strict) = (0, 0, 0)
        for seed in UInt64(1)...1500 {
            var dice = Dice(seed: seed)
            var instance = Instance.random(&dice, teams: 5, cases: 4)
            instance.policy = .stable
            instance.seed = seed
            let oracle = StableOracle(instance)
            let solution = try #require(solve(instance), "seed \(seed)")
            let matching = withPins(instance, solution)
            #expect(oracle.isStable(matching), "seed \(seed)")
            var (largest, possible) = (0, 0)
            var best = [Int](repeating: .max, count: instance.teams.count)
            oracle.forEachMatching { other in
                let placed = other.count { $0 >= 0 }
                possible = max(possible, placed)
                guard oracle.isStable(other) else { return }
                largest = max(largest, placed)
                for (team, target) in other.enumerated() where target >= 0 {
                    best[team] = min(best[team], oracle.rank(Int32(team), of: target))
                }
            }
            let pins = instance.pins.count
            #expect(3 * (matching.count { $0 >= 0 } - pins) >= 2 * (largest - pins), "seed \(seed)")
            #expect(solution.sizeBound == possible - pins, "seed \(seed)")
            largestSum += largest
            placedSum += matching.count { $0 >= 0 }
            guard oracle.isStrict else { continue }
            strict += 1
            for (team, target) in matching.enumerated() {
                #expect((target >= 0 ? oracle.rank(Int32(team), of: target) : .max) == best[team], "seed \(seed), team \(team)")
            }
        }
        #expect(strict > 100)
        // The bound is two thirds; what comes out is far above it.
        #expect(100 * placedSum >= 98 * largestSum)
    }

    @Test func `what the solver finds the checker finds valid`() throws {
        for seed in UInt64(1)...3000 {
            var dice = Dice(seed: seed)
            var instance = Instance.random(&dice, teams: 12, cases: 6)
            instance.policy = .stable
            instance.seed = seed
            let claim = ResultClaim(instance, try #require(solve(instance)))
            let broken = ResultChecker(instance, claim).firstBroken()
            #expect(broken == nil, "seed \(seed): \(broken?.sentence(in: instance).en ?? "")")
        }
    }

    @Test func `a mutated result is refused exactly where it is not stable or not proven`() throws {
        var refused = 0
        for seed in UInt64(1)...2000 {
            var dice = Dice(seed: seed)
            var instance = Instance.random(&dice, teams: 5, cases: 4)
            instance.policy = .stable
            var claim = ResultClaim(instance, try #require(solve(instance)))
            claim.mutate(&dice, instance)
            let isTrue = holds(claim, in: instance)
            #expect((ResultChecker(instance, claim).firstBroken() == nil) == isTrue, "seed \(seed)")
            if !isTrue { refused += 1 }
        }
        #expect(refused > 1000)
    }

    @Test func `the same seed draws the same, another may draw otherwise`() throws {
        var instance = Instance()
        instance.policy = .stable
        instance.teams = (0..<40).map { "t\($0)" }
        instance.cases = ["c"]
        instance.capacities = [10]
        instance.companyOfCase = [-1]
        var everybody = Rankings()
        for _ in instance.teams { everybody.append([[0]]) }
        instance.teamRankings = everybody
        var outcomes = Set<[Int32]>()
        for seed in UInt64(0)..<20 {
            instance.seed = seed
            let first = try #require(solve(instance))
            #expect(first.placed == 10)
            #expect(solve(instance) == first)
            outcomes.insert(first.caseOfTeam)
        }
        #expect(outcomes.count > 15)
    }

    @Test func `a run that is cancelled says so`() {
        var dice = Dice(seed: 3)
        var instance = Instance.random(&dice, teams: 5, cases: 4)
        instance.teams = (0..<5_000).map { "t\($0)" }
        instance.cases = ["c"]
        instance.companies = []
        instance.capacities = [1]
        instance.companyOfCase = [-1]
        (instance.pins, instance.bans, instance.companyCapacities) = ([], [], [])
        (instance.teamRankings, instance.caseRankings, instance.companyRankings) = (Rankings(), Rankings(), Rankings())
        instance.fits = FitTable(
            rowStarts: Array(0...5_000), cases: Array(repeating: 0, count: 5_000), fits: (0..<5_000).map { Int32($0) })
        let outcome = StableMatching.solve(instance, eligible: EligiblePairs(instance), control: SolverControl(isCancelled: { true }))
        #expect(outcome == .cancelled)
    }
}
