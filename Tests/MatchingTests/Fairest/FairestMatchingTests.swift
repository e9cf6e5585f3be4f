import Formats
import Matching
import Testing

struct FairestMatchingTests {
    private func solve(_ instance: Instance) -> FairestSolution? {
        guard case .fairest(let solution) = FairestMatching.solve(instance, eligible: EligiblePairs(instance)) else { return nil }
        return solution
    }

    /// An instance in which many pairs are alike, one without fits, or one whose fits do not count.
    private func instance(_ seed: UInt64, teams: Int, cases: Int) -> Instance {
        var dice = Dice(seed: seed)
        var instance = Instance.random(&dice, teams: teams, cases: cases)
        instance.policy = .fairest
        if var fits = instance.fits {
            let grain = Int32([1, 1_000, 4_000][dice.roll(0...2)])
            for pair in fits.fits.indices { fits.fits[pair] = fits.fits[pair] / grain * grain }
            instance.fits = fits
            if seed % 4 == 0 { instance.fairness = .rank }
        }
        return instance
    }

    /// How badly each placed team is served that is not pinned, the worst first.
    private func complaints(_ matching: [Int32], _ oracle: StableOracle) -> [Int] {
        let instance = oracle.instance
        let pinned = Set(instance.pins.map { Int($0.team) })
        return matching.enumerated().filter { $0.element >= 0 && !pinned.contains($0.offset) }.map { team, target in
            guard let fits = instance.fits, instance.fairnessBasis == .fit else {
                guard let ranking = instance.teamRankings[team] else { return 0 }
                return ranking.firstIndex { $0.contains(target) } ?? .max
            }
            let pair = (fits.rowStarts[team]..<fits.rowStarts[team + 1]).first { fits.cases[$0] == target }
            return -(pair.map { Int(fits.fits[$0]) } ?? 0)
        }.sorted(by: >)
    }

    /// Whether more teams are placed, or as many and the worst better served, then the next.
    private func isFairer(_ one: [Int], than other: [Int]) -> Bool {
        one.count != other.count ? one.count > other.count : one.lexicographicallyPrecedes(other)
    }

    private func best(_ oracle: StableOracle) -> [Int] {
        var best: [Int]?
        oracle.forEachMatching { other in
            let complaints = complaints(other, oracle)
            if best.map({ isFairer(complaints, than: $0) }) ?? true { best = complaints }
        }
        return best ?? []
    }

    /// The largest total fit, pinned pairs counted, of all that are alike to the fairest.
    private func largestFit(_ oracle: StableOracle) -> Int64 {
        let best = best(oracle)
        var largest: Int64 = -1
        oracle.forEachMatching { other in
            if complaints(other, oracle) == best { largest = max(largest, totalFit(other, oracle.instance)) }
        }
        return largest
    }

    private func totalFit(_ matching: [Int32], _ instance: Instance) -> Int64 {
        guard let fits = instance.fits else { return 0 }
        return matching.enumerated().reduce(0) { sum, match in
            let row = fits.rowStarts[match.offset]..<fits.rowStarts[match.offset + 1]
            return sum + (row.first { fits.cases[$0] == match.element }.map { Int64(fits.fits[$0]) } ?? 0)
        }
    }

    private func matching(_ claim: ResultClaim, _ instance: Instance) -> [Int32] {
        var matching = [Int32](repeating: -1, count: instance.teams.count)
        for match in claim.matches { matching[Int(match.team)] = match.target }
        return matching
    }

    @Test func `no matching is fairer by the definition`() throws {
        var (byRank, besideFits) = (0, 0)
        for seed in UInt64(1)...3000 {
            let instance = instance(seed, teams: 6, cases: 4)
            let oracle = StableOracle(instance)
            let claim = ResultClaim(instance, try #require(solve(instance), "seed \(seed)"))
            #expect(complaints(matching(claim, instance), oracle) == best(oracle), "seed \(seed)")
            if instance.fits == nil { byRank += 1 }
            if instance.fits != nil, instance.fairnessBasis == .rank, instance.teamRankings.anyGiven { besideFits += 1 }
        }
        #expect(byRank > 200 && besideFits > 200)
    }

    @Test func `by rank none that is alike to the fairest has a larger total fit, and less is refused`() throws {
        var (several, refused) = (0, 0)
        for seed in UInt64(1)...6000 {
            var instance = instance(seed, teams: 5, cases: 4)
            guard instance.fits != nil else { continue }
            instance.fairness = .rank
            let oracle = StableOracle(instance)
            let claim = ResultClaim(instance, try #require(solve(instance), "seed \(seed)"))
            let largest = largestFit(oracle)
            #expect(claim.totalFit == largest, "seed \(seed)")
            #expect(ResultChecker(instance, claim).firstBroken() == nil, "seed \(seed)")
            let best = best(oracle)
            var isOnly = true
            oracle.forEachMatching { other in
                guard isOnly, complaints(other, oracle) == best, totalFit(other, instance) < largest else { return }
                isOnly = false
                var worse = ResultClaim(instance, FairestSolution(caseOfTeam: other, levels: []))
                (worse.levels, worse.levelsOn, worse.fitPrices) = (claim.levels, claim.levelsOn, claim.fitPrices)
                if case .notProven = ResultChecker(instance, worse).firstBroken() { refused += 1 }
                // No engine's name excuses that nothing proves the total.
                worse.fitPrices = nil
                for engine in [1, 3, 4, 5] {
                    worse.engine = engine
                    #expect(ResultChecker(instance, worse).firstBroken() == .fitPricesMissing(engine: engine), "seed \(seed)")
                }
            }
            if !isOnly { several += 1 }
        }
        #expect(several > 300)
        #expect(refused == several)
    }

    @Test func `what the solver finds the checker finds valid`() throws {
        for seed in UInt64(1)...3000 {
            let instance = instance(seed, teams: 14, cases: 7)
            let claim = ResultClaim(instance, try #require(solve(instance)))
            let broken = ResultChecker(instance, claim).firstBroken()
            #expect(broken == nil, "seed \(seed): \(broken?.sentence(in: instance).en ?? "")")
        }
    }

    @Test func `a mutated result is accepted only where it still says the truth`() throws {
        var refused = 0
        for seed in UInt64(1)...4000 {
            let instance = instance(seed, teams: 5, cases: 4)
            var dice = Dice(seed: seed ^ 77)
            var claim = ResultClaim(instance, try #require(solve(instance)))
            if dice.chance(50) { claim.mutate(&dice, instance) } else { claim.mutateLevels(&dice, instance) }
            if ResultChecker(instance, claim).firstBroken() != nil {
                refused += 1
                continue
            }
            let oracle = StableOracle(instance)
            let complaints = complaints(matching(claim, instance), oracle)
            #expect(complaints == best(oracle), "seed \(seed)")
            if instance.fairnessBasis == .rank { #expect(claim.totalFit == largestFit(oracle), "seed \(seed)") }
            let listed = (claim.levels ?? []).dropFirst().flatMap { level in
                Array(repeating: Int(level.level ?? 0) * (instance.fairnessBasis == .rank ? 1 : -1), count: Int(level.teams))
            }
            #expect(listed == complaints, "seed \(seed)")
            #expect(claim.placed == claim.matches.count && claim.unmatched.count + claim.matches.count == instance.teams.count)
        }
        #expect(refused > 2_000)
    }

    @Test func `a worse matching is refused whatever its prices`() throws {
        for seed in UInt64(1)...400 {
            let instance = instance(seed, teams: 5, cases: 4)
            let oracle = StableOracle(instance)
            let truth = ResultClaim(instance, try #require(solve(instance)))
            let best = best(oracle)
            oracle.forEachMatching { other in
                guard complaints(other, oracle) != best else { return }
                let solution = FairestSolution(caseOfTeam: other, levels: [])
                var forged = ResultClaim(instance, solution)
                (forged.levels, forged.levelsOn, forged.fitPrices) = (truth.levels, truth.levelsOn, truth.fitPrices)
                #expect(ResultChecker(instance, forged).firstBroken() != nil, "seed \(seed)")
            }
        }
    }

    @Test func `a chain whose first step counts a placed team as nothing proves nothing`() throws {
        var forgeries = 0
        for seed in UInt64(1)...400 {
            let instance = instance(seed, teams: 5, cases: 4)
            let oracle = StableOracle(instance)
            let most = best(oracle).count
            oracle.forEachMatching { other in
                let own = complaints(other, oracle)
                guard own.count < most else { return }
                var forged = ResultClaim(instance, FairestSolution(caseOfTeam: other, levels: []))
                forged.levelsOn = instance.fairnessBasis
                for placing in [Int64(0), -1] {
                    let first = ResultClaim.Level(level: nil, teams: Int64(own.count), placing: placing, cases: [], companies: [])
                    forged.levels =
                        [first]
                        + Set(own).sorted(by: >).map { badness in
                            ResultClaim.Level(
                                level: Int64(abs(badness)), teams: Int64(own.count { $0 == badness }), placing: 1, cases: [], companies: [])
                        }
                    #expect(ResultChecker(instance, forged).firstBroken() != nil, "seed \(seed), placing \(placing)")
                    forgeries += 1
                }
            }
        }
        #expect(forgeries > 1_000)
    }

    @Test func `how many teams are at the best level that there is follows from the levels before it, and its prices from theirs`() throws {
        var shown = 0
        for seed in UInt64(1)...600 {
            let instance = instance(seed, teams: 8, cases: 4)
            guard instance.fairnessBasis == .fit else { continue }
            let problem = AssignmentProblem(instance, eligible: EligiblePairs(instance))
            let levels = try #require(solve(instance)).levels.dropFirst()
            guard let last = levels.last, levels.count > 1, last.level == problem.edgeFits.max().map({ Int64($0) }) else { continue }
            #expect(levels.reduce(0) { $0 + $1.prices.placing } == 1, "seed \(seed)")
            for target in 0..<Int32(problem.caseCount) {
                let prices = levels.flatMap(\.prices.cases).filter { $0.index == target }
                #expect(prices.reduce(0) { $0 + $1.price } == 0, "seed \(seed), case \(target)")
            }
            shown += 1
        }
        #expect(shown > 50, "\(shown)")
    }

    @Test func `a run that is cancelled says so`() {
        let instance = instance(3, teams: 60, cases: 12)
        let outcome = FairestMatching.solve(instance, eligible: EligiblePairs(instance), control: SolverControl(isCancelled: { true }))
        #expect(outcome == .cancelled)
    }

    @Test func `long chains and crowds are worked off without recursion`() throws {
        // Each team wants its own case or the next one; the last case is the only bad one, so everybody has to move along.
        let count: Int32 = 3_000
        var chain = Instance()
        chain.policy = .fairest
        chain.teams = (0..<count).map { "t\($0)" }
        chain.cases = (0...count).map { "c\($0)" }
        chain.capacities = Array(repeating: 1, count: Int(count) + 1)
        chain.companyOfCase = Array(repeating: -1, count: Int(count) + 1)
        chain.fits = FitTable(
            rowStarts: (0...Int(count)).map { 2 * $0 }, cases: (0..<count).flatMap { [$0, $0 + 1] },
            fits: (0..<count).flatMap { $0 == 0 ? [Int32(1), 5_000] : [5_000, 5_000] })
        let moved = try #require(solve(chain))
        #expect(moved.levels.map(\.level) == [nil, 5_000] && moved.placed == Int(count))
        #expect(ResultChecker(chain, ResultClaim(chain, moved)).firstBroken() == nil)

        var crowd = Instance()
        crowd.policy = .fairest
        crowd.teams = (0..<20_000).map { "t\($0)" }
        crowd.cases = ["good", "bad"]
        crowd.capacities = [9_000, 9_000]
        crowd.companyOfCase = [-1, -1]
        crowd.fits = FitTable(
            rowStarts: (0...20_000).map { 2 * $0 }, cases: (0..<20_000).flatMap { _ in [Int32(0), 1] },
            fits: (0..<20_000).flatMap { [Int32(9_000), Int32($0 % 3) * 100] })
        let seated = try #require(solve(crowd))
        #expect(seated.placed == 18_000)
        #expect(ResultChecker(crowd, ResultClaim(crowd, seated)).firstBroken() == nil)
    }
}

extension ResultClaim {
    /// Changes one thing of the levels.
    fileprivate mutating func mutateLevels(_ dice: inout Dice, _ instance: Instance) {
        guard var levels, !levels.isEmpty else { return }
        let index = dice.roll(0...levels.count - 1)
        let step: Int64 = dice.chance(50) ? 1 : -1
        switch dice.roll(0...(fitPrices == nil ? 6 : 8)) {
        case 7: fitPrices = nil
        case 8:
            guard !instance.cases.isEmpty else { return }
            fitPrices?.cases.append(.init(index: Int32(dice.roll(0...instance.cases.count - 1)), price: step))
        case 0: levels[index].teams += step
        case 1: levels[index].placing += step
        case 2: levels[index].level? += step
        case 3: levels.remove(at: index)
        case 4: levels.append(levels[index])
        case 5:
            guard !instance.cases.isEmpty else { return }
            levels[index].cases.append(.init(index: Int32(dice.roll(0...instance.cases.count - 1)), price: step))
        default:
            guard !levels[index].cases.isEmpty else { return }
            levels[index].cases[0].price += step
        }
        self.levels = levels
    }
}
