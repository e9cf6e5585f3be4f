/// Verifies a claimed `stable` result against its instance: no pair blocks, and the prices prove the size bound. Linear in the pairs.
///
/// A team and a case block where the team would rather have the case than what it has, and the case can take it: it has a place free, and
/// its company has too or already has the team or would rather have it than its last; or the case is full and would rather have it than
/// its last (Abraham, Irving and Manlove, 2007; both sides must gain strictly, Cooper and Manlove, 2018). Pinned teams stand outside.
struct StableChecker: Sendable {
    private let instance: Instance
    private let claim: ResultClaim
    private let acceptance: Acceptance
    private let caseOfTeam: [Int32]
    private let pinned: Set<Int32>
    private let left: PlacesLeft

    init(_ instance: Instance, _ claim: ResultClaim, _ acceptance: Acceptance, caseOfTeam: [Int32]) {
        self.instance = instance
        self.claim = claim
        self.acceptance = acceptance
        self.caseOfTeam = caseOfTeam
        pinned = Set(instance.pins.map(\.team))
        left = PlacesLeft(instance)
    }

    /// Of no meaning where it was to end before.
    func firstBroken(_ watch: inout CancelWatch) -> BrokenCondition? {
        var ranks = StandingRanks(instance, &watch)
        if watch.isOver { return nil }
        var cases = Holders(instance.cases.count)
        var companies = Holders(instance.companies.count)
        var fits: Int128 = 0
        // First who holds what, with how good a rank.
        for team in instance.teams.indices where caseOfTeam[team] >= 0 {
            if watch.isOver(after: ranks.work(of: team) + acceptance.work(of: team)) { return nil }
            let pairs = pairs(of: team)
            guard let match = pairs.first(where: { $0.target == caseOfTeam[team] }) else {
                return .notEligible(team: Int32(team), target: caseOfTeam[team])
            }
            fits += Int128(match.fit)
            if pinned.contains(Int32(team)) { continue }
            ranks.turn(to: team, pairs)
            let rank = ranks.ofTeam(at: match.target, fit: match.fit)
            cases.add(match.target, rank)
            if let company = ranks.rulingCompany(of: match.target) { companies.add(company, rank) }
        }
        if Int128(claim.totalFit) != fits { return .totalFitDiffers(claimed: claim.totalFit, counted: Int64(fits)) }
        for team in instance.teams.indices where !pinned.contains(Int32(team)) {
            if watch.isOver(after: ranks.work(of: team) + acceptance.work(of: team)) { return nil }
            if let target = blocking(team, &ranks, cases, companies) { return .blockingPair(team: Int32(team), target: target) }
        }
        return brokenBound(&watch)
    }

    private func pairs(of team: Int) -> [(target: Int32, fit: Int64)] {
        var pairs: [(target: Int32, fit: Int64)] = []
        acceptance.forEachPair(of: team) { pairs.append(($0, $1)) }
        return pairs
    }

    /// A case with which a team blocks.
    private func blocking(_ team: Int, _ ranks: inout StandingRanks, _ cases: Holders, _ companies: Holders) -> Int32? {
        let pairs = pairs(of: team)
        ranks.turn(to: team, pairs)
        let held = pairs.first { $0.target == caseOfTeam[team] }
        let companyOfHeld = held.flatMap { ranks.rulingCompany(of: $0.target) }
        for (target, fit) in pairs {
            if let held, ranks.ofCase(target, fit: fit) >= ranks.ofCase(held.target, fit: held.fit) { continue }
            let rank = ranks.ofTeam(at: target, fit: fit)
            if cases.counts[Int(target)] >= left.capacities[Int(target)] {
                if rank < cases.worst[Int(target)] { return target }
            } else if let company = ranks.rulingCompany(of: target) {
                let isFull = companies.counts[Int(company)] >= left.companyCapacities[Int(company)]
                if !isFull || company == companyOfHeld || rank < companies.worst[Int(company)] { return target }
            } else {
                return target
            }
        }
        return nil
    }

    private func brokenBound(_ watch: inout CancelWatch) -> BrokenCondition? {
        guard let claimed = claim.sizeBound, let prices = claim.prices else { return .sizeBoundMissing }
        var checker = PriceChecker(
            capacities: left.capacities, companyOfCase: instance.companyOfCase, companyCapacities: left.companyCapacities,
            casePrices: prices.cases, companyPrices: prices.companies, teams: instance.teams.count)
        let placePrices = checker.placePrices
        for team in instance.teams.indices {
            if watch.isOver(after: acceptance.work(of: team)) { return nil }
            var best: Int64 = 0
            if !pinned.contains(Int32(team)), !placePrices.isEmpty {
                acceptance.forEachPair(of: team) { target, _ in best = max(best, 1 - placePrices[Int(target)]) }
            }
            checker.team(bestProfit: best)
        }
        switch checker.firstBroken(total: Int128(claimed)) {
        case .notProven(let bound, _, _): return .sizeBoundDiffers(claimed: claimed, proven: bound)
        case let broken: return broken
        }
    }
}

/// How many each case or company holds, and the worst rank among them.
private struct Holders {
    private(set) var counts: [Int32]
    private(set) var worst: [Int32]

    init(_ count: Int) {
        counts = Array(repeating: 0, count: count)
        worst = Array(repeating: -1, count: count)
    }

    mutating func add(_ seat: Int32, _ rank: Int32) {
        counts[Int(seat)] += 1
        worst[Int(seat)] = max(worst[Int(seat)], rank)
    }
}
