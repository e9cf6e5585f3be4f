/// Verifies a claimed `fairest` result against its instance: that no matching places more teams, and, level by level from the worst, that none
/// which does as well so far leaves fewer at that level; by rank, where there are fits, at last that none of those has a larger total. One pass
/// over the pairs left for each level that teams are at, and one for the fits.
///
/// Each step is weak duality over the optima of the steps before it. Those are the matchings that use only pairs tight at the prices so far,
/// and that saturate whoever has a price (complementary slackness), so prices and profits of the saturated may be negative:
/// Σ capacity · case price + Σ capacity · company price + Σ over teams of their best of (placing − [at the level] − prices), at least 0 unless the
/// team is saturated, bounds placing · placed − (teams at the level) for each of them.
struct FairestChecker: Sendable {
    private let instance: Instance
    private let claim: ResultClaim
    private let caseOfTeam: [Int32]
    private let basis: FairnessBasis
    private let left: PlacesLeft
    private let pinned: Set<Int32>
    /// The pairs of each team that some optimum so far may use.
    private var pairs: [[Pair]]
    private var isSaturated: [Bool]
    private var isCaseFull: [Bool]
    private var isCompanyFull: [Bool]
    private var fits: Int128 = 0
    /// How many teams that are not pinned are so badly served.
    private var counts: [Int64: Int64] = [:]

    /// No price is larger, nor the negative of one.
    private static let largestPrice: Int64 = 1 << 50

    private struct Pair {
        var target: Int32
        var fit: Int64
        /// Larger is worse.
        var badness: Int64
    }

    init(_ instance: Instance, _ claim: ResultClaim, _ acceptance: Acceptance, caseOfTeam: [Int32]) {
        self.instance = instance
        self.claim = claim
        self.caseOfTeam = caseOfTeam
        basis = instance.fairnessBasis
        left = PlacesLeft(instance)
        pinned = Set(instance.pins.map(\.team))
        isSaturated = Array(repeating: false, count: instance.teams.count)
        isCaseFull = Array(repeating: false, count: instance.cases.count)
        isCompanyFull = Array(repeating: false, count: instance.companies.count)
        pairs = []
        for team in instance.teams.indices {
            var place: [Int32: Int32] = [:]
            for entry in instance.teamRankings.entries(of: team) {
                place[instance.teamRankings.ranked[entry]] = instance.teamRankings.places[entry]
            }
            var own: [Pair] = []
            acceptance.forEachPair(of: team) { target, fit in
                own.append(Pair(target: target, fit: fit, badness: basis == .rank ? Int64(place[target] ?? 0) : -fit))
            }
            pairs.append(own)
        }
    }

    mutating func firstBroken() -> BrokenCondition? {
        if let broken = brokenMatch() { return broken }
        guard let levels = claim.levels, let first = levels.first, first.level == nil, claim.levelsOn == basis else {
            return .levelsMissing
        }
        for pin in instance.pins { pairs[Int(pin.team)] = [] }
        for team in pairs.indices { pairs[team] = pairs[team].filter { hasPlaces($0.target) } }
        let placed = claim.matches.count - instance.pins.count
        // Were a placed team worth nothing, the first step would prove nothing of how many there can be.
        if first.placing < 1 { return .placingOutOfRange(first.placing) }
        if first.teams != Int64(placed) { return .levelDiffers(level: nil, claimed: first.teams, counted: Int64(placed)) }
        if let broken = brokenStep(first, badness: nil, teams: 0, placed: placed, listed: []) { return broken }
        return brokenLevels(levels.dropFirst(), placed) ?? brokenFit()
    }

    private func hasPlaces(_ target: Int32) -> Bool {
        let company = instance.companyOfCase[Int(target)]
        return left.capacities[Int(target)] > 0 && (company < 0 || left.companyCapacities[Int(company)] > 0)
    }

    /// Whether each match is an eligible pair, and the fits add up.
    private mutating func brokenMatch() -> BrokenCondition? {
        for team in instance.teams.indices where caseOfTeam[team] >= 0 {
            guard let match = pairs[team].first(where: { $0.target == caseOfTeam[team] }) else {
                return .notEligible(team: Int32(team), target: caseOfTeam[team])
            }
            fits += Int128(match.fit)
            if !pinned.contains(Int32(team)) { counts[match.badness, default: 0] += 1 }
        }
        return Int128(claim.totalFit) == fits ? nil : .totalFitDiffers(claimed: claim.totalFit, counted: Int64(fits))
    }

    private mutating func brokenLevels(_ levels: ArraySlice<ResultClaim.Level>, _ placed: Int) -> BrokenCondition? {
        var listed = Set<Int64>()
        var before = Int64.max
        for level in levels {
            guard let value = level.level, value >= 0, value < 1 << 40 else { return .levelsMissing }
            let badness = basis == .rank ? value : -value
            if badness >= before { return .levelOutOfOrder(value) }
            before = badness
            let counted = counts.removeValue(forKey: badness) ?? 0
            if level.teams != counted || counted == 0 { return .levelDiffers(level: value, claimed: level.teams, counted: counted) }
            if let broken = brokenStep(level, badness: badness, teams: counted, placed: placed, listed: listed) { return broken }
            listed.insert(badness)
        }
        if let unlisted = counts.min(by: { $0.key > $1.key }) {
            return .levelDiffers(level: abs(unlisted.key), claimed: 0, counted: unlisted.value)
        }
        return nil
    }

    /// Whether the prices prove a step; then leaves the pairs and the saturated that they leave.
    ///
    /// - Parameter listed: the levels before; nobody is at other ones that are worse.
    private mutating func brokenStep(
        _ level: ResultClaim.Level, badness: Int64?, teams: Int64, placed: Int, listed: Set<Int64>
    ) -> BrokenCondition? {
        if level.placing.magnitude > UInt64(Self.largestPrice) { return .placingOutOfRange(level.placing) }
        if let badness {
            for team in pairs.indices { pairs[team].removeAll { $0.badness > badness && !listed.contains($0.badness) } }
        }
        var bound: Int128?
        let broken = brokenPrices(level.cases, level.companies, &bound) { level.placing - ($0.badness == badness ? 1 : 0) }
        if let broken { return broken }
        let total = Int128(level.placing) * Int128(placed) - Int128(teams)
        return bound == total ? nil : .levelNotProven(level: level.level, bound: bound ?? 0, total: total)
    }

    /// By rank, where there are fits: whether the prices prove that none of the matchings left has a larger total fit.
    private mutating func brokenFit() -> BrokenCondition? {
        guard basis == .rank, instance.fits != nil else { return nil }
        guard let prices = claim.fitPrices else { return .fitPricesMissing(engine: claim.engine) }
        var total: Int128 = 0
        for team in instance.teams.indices where caseOfTeam[team] >= 0 && !pinned.contains(Int32(team)) {
            // A match that is gone was not proven by the levels.
            total += Int128(pairs[team].first { $0.target == caseOfTeam[team] }?.fit ?? 0)
        }
        var bound: Int128?
        if let broken = brokenPrices(prices.cases, prices.companies, &bound, worth: \.fit) { return broken }
        return bound == total ? nil : .notProven(bound: bound ?? 0, total: total)
    }

    /// What prices bound, each pair left counting `worth`, nil where somebody who is saturated has no pair; and whether they may be such.
    private mutating func brokenPrices(
        _ cases: [ResultClaim.Level.Price], _ companies: [ResultClaim.Level.Price], _ bound: inout Int128?, worth: (Pair) -> Int64
    ) -> BrokenCondition? {
        var casePrices = [Int64](repeating: 0, count: instance.cases.count)
        var companyPrices = [Int64](repeating: 0, count: instance.companies.count)
        var sum: Int128 = 0
        for entry in companies {
            let (company, capacity) = (Int(entry.index), left.companyCapacities[Int(entry.index)])
            if entry.price.magnitude > UInt64(Self.largestPrice) || entry.price < 0 && !isCompanyFull[company] {
                return .priceOutOfRange(.company(entry.index), entry.price)
            }
            if entry.price != 0, capacity == Instance.unlimited { return .priceWithoutCapacity(company: entry.index) }
            companyPrices[company] = entry.price
            sum += Int128(entry.price) * Int128(capacity)
        }
        for entry in cases {
            if entry.price.magnitude > UInt64(Self.largestPrice) || entry.price < 0 && !isCaseFull[Int(entry.index)] {
                return .priceOutOfRange(.case(entry.index), entry.price)
            }
            casePrices[Int(entry.index)] = entry.price
            sum += Int128(entry.price) * Int128(left.capacities[Int(entry.index)])
        }
        for team in pairs.indices where !pinned.contains(Int32(team)) {
            func gain(_ pair: Pair) -> Int64 {
                let company = instance.companyOfCase[Int(pair.target)]
                return worth(pair) - casePrices[Int(pair.target)] - (company < 0 ? 0 : companyPrices[Int(company)])
            }
            let best = pairs[team].map(gain).max()
            guard let profit = isSaturated[team] ? best : max(0, best ?? 0) else { return nil }
            sum += Int128(profit)
            pairs[team].removeAll { gain($0) != profit }
            if profit > 0 { isSaturated[team] = true }
        }
        for entry in cases where entry.price > 0 { isCaseFull[Int(entry.index)] = true }
        for entry in companies where entry.price > 0 { isCompanyFull[Int(entry.index)] = true }
        bound = sum
        return nil
    }
}
