import Matching
import Synchronization
import Testing

struct QuotaSearchTests {
    /// The most that any assignment weighs in which each case has its minimum or nobody, by trying all; nil where there is none.
    private func oracle(_ quota: LowerQuotaProblem) -> Int64? {
        let problem = quota.problem
        var count = [Int32](repeating: 0, count: problem.caseCount)
        var companyLeft = problem.companyCapacities
        var best: Int64?
        func attempt(_ team: Int, _ weight: Int64) {
            guard team < problem.teamCount else {
                let keeps = count.indices.allSatisfy { target in
                    count[target] >= quota.minimums[target] || count[target] == 0 && !quota.mustRun[target]
                }
                if keeps { best = max(best ?? .min, weight) }
                return
            }
            attempt(team + 1, weight)
            for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] {
                let target = Int(problem.edgeCases[pair])
                let company = Int(problem.companyOfCase[target])
                guard count[target] < problem.capacities[target], company < 0 || companyLeft[company] > 0 else { continue }
                count[target] += 1
                if company >= 0 { companyLeft[company] -= 1 }
                attempt(team + 1, weight + Int64(problem.edgeFits[pair]) + problem.placementWeight)
                count[target] -= 1
                if company >= 0 { companyLeft[company] += 1 }
            }
        }
        attempt(0, 0)
        return best
    }

    private func instance(_ dice: inout Dice) -> Instance {
        var instance = Instance()
        let (teams, cases, companies) = (dice.roll(0...6), dice.roll(1...4), dice.roll(0...2))
        instance.teams = (0..<teams).map { "t\($0)" }
        instance.cases = (0..<cases).map { "c\($0)" }
        instance.companies = (0..<companies).map { "k\($0)" }
        instance.placement = dice.chance(50) ? .fitFirst : .everyoneFirst
        instance.capacities = (0..<cases).map { _ in Int32(dice.roll(0...4)) }
        instance.minimums = instance.capacities.map { dice.chance(70) ? Int32(dice.roll(0...Int($0))) : 0 }
        instance.companyOfCase = (0..<cases).map { _ in companies > 0 ? Int32(dice.roll(-1...companies - 1)) : -1 }
        instance.companyCapacities = (0..<companies).map { _ in dice.chance(60) ? Int32(dice.roll(0...4)) : Instance.unlimited }
        let top = dice.chance(30) ? 2 : 10_000
        var table = FitTable(rowStarts: [0], cases: [], fits: [])
        for _ in 0..<teams {
            for target in 0..<Int32(cases) where dice.chance(70) {
                table.cases.append(target)
                table.fits.append(Int32(dice.roll(0...top)))
            }
            table.rowStarts.append(table.cases.count)
        }
        instance.fits = table
        // One team may be pinned where there is room for it.
        if dice.chance(30), teams > 0, let pair = (table.rowStarts[0]..<table.rowStarts[1]).randomElement(using: &dice) {
            let target = Int(table.cases[pair])
            let company = Int(instance.companyOfCase[target])
            if instance.capacities[target] > 0, company < 0 || instance.companyCapacities[company] > 0 {
                instance.pins = [.init(team: 0, target: Int32(target))]
            }
        }
        return instance
    }

    @Test func `the best of all assignments that keep the minimums is found, and its branches prove it`() throws {
        var (branched, impossible) = (0, 0)
        for seed in UInt64(1)...4_000 {
            var dice = Dice(seed: seed)
            let instance = instance(&dice)
            let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
            let expected = oracle(quota)
            switch QuotaSearch.solve(quota) {
            case .solved(let solution):
                #expect(solution.weight == expected && solution.bound == expected, "seed \(seed)")
                if solution.leaves.count > 1 { branched += 1 }
                guard instance.hasMinimums else { continue }
                let claim = ResultClaim(instance, solution, placementWeight: quota.problem.placementWeight)
                #expect(ResultChecker(instance, claim).firstBroken() == nil, "seed \(seed)")
                #expect(claim.gap(in: instance) == 0, "seed \(seed)")
            case .impossible:
                #expect(expected == nil, "seed \(seed)")
                impossible += 1
            case .cancelled, .refused: Issue.record("seed \(seed) is not solved")
            }
        }
        #expect(branched > 300 && impossible > 20, "\(branched) \(impossible)")
    }

    @Test func `cut short, it says how far from the best it may be, and that is true`() throws {
        var gaps = 0
        for seed in UInt64(1)...4_000 {
            var dice = Dice(seed: seed)
            let instance = instance(&dice)
            let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
            guard let expected = oracle(quota), case .solved(let solution) = QuotaSearch.solve(quota, branches: 1) else { continue }
            #expect(solution.weight <= expected && expected <= solution.bound, "seed \(seed)")
            if solution.bound > solution.weight { gaps += 1 }
            guard instance.hasMinimums else { continue }
            let claim = ResultClaim(instance, solution, placementWeight: quota.problem.placementWeight)
            #expect(ResultChecker(instance, claim).firstBroken() == nil, "seed \(seed)")
        }
        #expect(gaps > 5, "\(gaps)")
    }

    @Test func `a search over many cases keeps to its budget, with an assignment that keeps the minimums`() throws {
        for seed in UInt64(1)...20 {
            var dice = Dice(seed: seed)
            var instance = Instance()
            instance.teams = (0..<200).map { "t\($0)" }
            instance.cases = (0..<80).map { "c\($0)" }
            instance.capacities = Array(repeating: 4, count: 80)
            instance.minimums = (0..<80).map { _ in Int32(dice.roll(2...4)) }
            instance.companyOfCase = Array(repeating: -1, count: 80)
            var table = FitTable(rowStarts: [0], cases: [], fits: [])
            for _ in 0..<200 {
                for target in 0..<Int32(80) where dice.chance(12) {
                    table.cases.append(target)
                    table.fits.append(Int32(dice.roll(0...10_000)))
                }
                table.rowStarts.append(table.cases.count)
            }
            instance.fits = table
            let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
            guard case .solved(let solution) = QuotaSearch.solve(quota, branches: 1) else {
                Issue.record("not solved, seed \(seed)")
                continue
            }
            let claim = ResultClaim(instance, solution, placementWeight: quota.problem.placementWeight)
            #expect(ResultChecker(instance, claim).firstBroken() == nil, "seed \(seed)")
            #expect(
                solution.leaves.count == 1 && solution.bound > solution.weight && solution.weight > solution.bound * 9 / 10, "seed \(seed)")
        }
    }

    @Test func `a claim that is changed is refused, or proves the same`() throws {
        var (refused, harmless) = (0, 0)
        for seed in UInt64(1)...2_000 {
            var dice = Dice(seed: seed)
            let instance = instance(&dice)
            guard instance.hasMinimums else { continue }
            let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
            guard case .solved(let solution) = QuotaSearch.solve(quota) else { continue }
            var claim = ResultClaim(instance, solution, placementWeight: quota.problem.placementWeight)
            guard var branches = claim.branches else { continue }
            let one = dice.roll(0...branches.count - 1)
            switch dice.roll(0...6) {
            case 0: branches.remove(at: one)
            case 1: branches.append(branches[one])
            case 2: branches[one].path.append(.init(target: Int32(dice.roll(0...instance.cases.count - 1)), isOpen: true))
            case 3: claim.bound = solution.bound + Int64(dice.chance(50) ? 1 : -1)
            case 4:
                guard let last = branches[one].path.last else { continue }
                branches[one].path[branches[one].path.count - 1].isOpen = !last.isOpen
            case 5:
                guard let price = branches[one].cases.indices.randomElement(using: &dice) else { continue }
                branches[one].cases[price].price += Int64(dice.roll(1...5_000))
            default:
                guard let match = claim.matches.indices.randomElement(using: &dice) else { continue }
                let team = claim.matches.remove(at: match).team
                claim.unmatched = (claim.unmatched + [team]).sorted()
                claim.placed -= 1
            }
            claim.branches = branches
            if ResultChecker(instance, claim).firstBroken() == nil {
                harmless += 1
                // What is accepted is true all the same: the bound is one, and the matches reach what they say.
                #expect(Int64(try #require(claim.bound)) == oracle(quota), "seed \(seed)")
            } else {
                refused += 1
            }
        }
        #expect(refused > 800, "\(refused) \(harmless)")
    }

    @Test func `minimums and capacities beyond all teams are no overflow`() throws {
        let most: Int32 = 1_000_000_000
        for (placement, teams) in [(Instance.Placement.fitFirst, 8), (.everyoneFirst, 8), (.everyoneFirst, 1_200)] {
            for least in [most, 3] {
                var instance = Instance()
                instance.placement = placement
                instance.teams = (0..<teams).map { "t\($0)" }
                instance.cases = ["c0", "c1"]
                instance.capacities = [most, most]
                instance.minimums = [most, least]
                instance.companyOfCase = [-1, -1]
                instance.fits = FitTable(
                    rowStarts: Array(0...teams), cases: (0..<Int32(teams)).map { $0 % 2 }, fits: Array(repeating: 10_000, count: teams))
                let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
                guard case .solved(let solution) = QuotaSearch.solve(quota) else {
                    Issue.record("\(placement), \(teams) teams, \(least)")
                    continue
                }
                let expected = least == most ? 0 : Int64(teams / 2) * (10_000 + quota.problem.placementWeight)
                #expect(solution.weight == expected && solution.bound == expected)
                let claim = ResultClaim(instance, solution, placementWeight: quota.problem.placementWeight)
                #expect(ResultChecker(instance, claim).firstBroken() == nil)
                #expect(claim.gap(in: instance) == 0)
            }
        }
    }

    @Test func `a search that is cancelled says so, wherever it stands`() {
        var instance = Crowd(teams: 60, cases: 12, row: 8).instance(.bestTotal)
        instance.capacities = instance.capacities.map { $0 + 3 }
        instance.minimums = instance.capacities.map { max(0, $0 - 2) }
        let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
        // In the first branch, in the first descent, and between branches.
        for limit in [0, 30, 100, 200] {
            let asked = Atomic(0)
            let control = SolverControl(isCancelled: { asked.add(1, ordering: .relaxed).oldValue >= limit })
            #expect(QuotaSearch.solve(quota, control: control) == .cancelled)
        }
    }

    @Test func `a proof that would grow too large is cut short, and says how far from the best it may be`() throws {
        var instance = Crowd(teams: 120, cases: 24, row: 8).instance(.bestTotal)
        instance.capacities = instance.capacities.map { $0 + 3 }
        instance.minimums = instance.capacities.map { max(0, $0 - 2) }
        let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
        guard case .solved(let long) = QuotaSearch.solve(quota, branches: 300),
            case .solved(let short) = QuotaSearch.solve(quota, branches: 10_000_000, size: 600)
        else {
            Issue.record("not solved")
            return
        }
        let size = short.leaves.reduce(0) { $0 + $1.cases.count + $1.companies.count + $1.path.count }
        #expect(size < 700 && long.leaves.count > short.leaves.count && short.leaves.count > 5, "\(size) \(short.leaves.count)")
        #expect(short.weight <= long.bound && long.weight <= short.bound && long.bound <= short.bound)
        let claim = ResultClaim(instance, short, placementWeight: 0)
        #expect(ResultChecker(instance, claim).firstBroken() == nil)
    }

    @Test func `a round whose sums could leave 64 bits is refused, and no smaller one`() {
        func outcome(teams: Int) -> QuotaSearch.Outcome {
            var instance = Instance()
            instance.placement = .everyoneFirst
            instance.teams = (0..<teams).map { "t\($0)" }
            instance.cases = ["c"]
            instance.capacities = [Int32(teams)]
            instance.minimums = [2]
            instance.companyOfCase = [-1]
            instance.fits = FitTable(
                rowStarts: Array(0...teams), cases: Array(repeating: 0, count: teams), fits: Array(repeating: 10_000, count: teams))
            return QuotaSearch.solve(LowerQuotaProblem(instance, eligible: EligiblePairs(instance)))
        }
        guard case .solved(let solution) = outcome(teams: 38_000) else {
            Issue.record("refused too early")
            return
        }
        #expect(solution.weight == solution.bound)
        #expect(outcome(teams: 40_000) == .refused(.weightOutOfRange))
        #expect(outcome(teams: 1_000_000) == .refused(.weightOutOfRange))
    }

    @Test func `a result of another policy is refused where cases have a minimum`() throws {
        var instance = Instance()
        instance.teams = ["t"]
        instance.cases = ["c"]
        instance.capacities = [3]
        instance.minimums = [2]
        instance.companyOfCase = [-1]
        instance.fits = FitTable(rowStarts: [0, 1], cases: [0], fits: [5])
        let eligible = EligiblePairs(instance)
        guard case .stable(let stable) = StableMatching.solve(instance, eligible: eligible),
            case .fairest(let fairest) = FairestMatching.solve(instance, eligible: eligible)
        else {
            Issue.record("neither was solved")
            return
        }
        for claim in [ResultClaim(instance, stable), ResultClaim(instance, fairest)] {
            #expect(ResultChecker(instance, claim).firstBroken() == .otherPolicy(claimed: claim.policy, asked: .bestTotal))
        }
    }

    @Test func `branches as deep as there are cases are checked without recursion`() throws {
        let depth = 30_000
        var instance = Instance()
        instance.cases = (0..<depth).map { "c\($0)" }
        instance.capacities = Array(repeating: 1, count: depth)
        instance.minimums = instance.capacities
        instance.companyOfCase = Array(repeating: -1, count: depth)
        instance.fits = FitTable(rowStarts: [0], cases: [], fits: [])
        let quota = LowerQuotaProblem(instance, eligible: EligiblePairs(instance))
        guard case .solved(let solution) = QuotaSearch.solve(quota) else { Issue.record("not solved"); return }
        var claim = ResultClaim(instance, solution, placementWeight: 0)
        let path = (0..<Int32(depth)).map { QuotaSearch.Decision(target: $0, isOpen: true) }
        claim.branches = [.init(path: path, cases: [], companies: [])]
        #expect(ResultChecker(instance, claim).firstBroken() == .branchesIncomplete)
    }
}
