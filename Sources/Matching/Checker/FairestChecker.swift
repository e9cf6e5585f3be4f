/// Verifies a claimed `fairest` result against its instance: that no matching places more teams, and, level by level from the worst, that none
/// which does as well so far leaves fewer at that level; by rank, where there are fits, at last that none of those has a larger total. One pass
/// over the pairs, one for the fits, and for each level one over the pairs left of the teams that it can concern.
///
/// Each step is weak duality over the optima of the steps before it. Those are the matchings that use only pairs tight at the prices so far,
/// and that saturate whoever has a price (complementary slackness), so prices and profits of the saturated may be negative:
/// Σ capacity · case price + Σ capacity · company price + Σ over teams of their best of (placing − [at the level] − prices), at least 0 unless the
/// team is saturated, bounds placing · placed − (teams at the level) for each of them.
struct FairestChecker {
    private let instance: Instance
    private let claim: ResultClaim
    private let caseOfTeam: [Int32]
    private let basis: FairnessBasis
    private let left: PlacesLeft
    private let pinned: Set<Int32>
    private var rows: OpenRows
    private var isCaseFull: [Bool]
    private var isCompanyFull: [Bool]
    private var fits: Int128 = 0
    /// How many teams that are not pinned are so badly served.
    private var counts: [Int64: Int64] = [:]

    /// No price is larger, nor the negative of one.
    private static let largestPrice: Int64 = 1 << 50

    /// - Parameter watch: where it is to end before, the checker is of no use.
    init(_ instance: Instance, _ claim: ResultClaim, _ acceptance: Acceptance, caseOfTeam: [Int32], _ watch: inout CancelWatch) {
        self.instance = instance
        self.claim = claim
        self.caseOfTeam = caseOfTeam
        basis = instance.fairnessBasis
        left = PlacesLeft(instance)
        pinned = Set(instance.pins.map(\.team))
        isCaseFull = Array(repeating: false, count: instance.cases.count)
        isCompanyFull = Array(repeating: false, count: instance.companies.count)
        rows = OpenRows(instance, acceptance, basis, &watch)
    }

    /// Of no meaning where it was to end before.
    mutating func firstBroken(_ watch: inout CancelWatch) -> BrokenCondition? {
        if watch.look() { return nil }
        if let broken = brokenMatch() { return broken }
        guard let levels = claim.levels, let first = levels.first, first.level == nil, claim.levelsOn == basis else {
            return .levelsMissing
        }
        for pin in instance.pins { rows.keep(of: Int(pin.team)) { _ in false } }
        let hasPlaces = instance.cases.indices.map { target in
            let company = instance.companyOfCase[target]
            return left.capacities[target] > 0 && (company < 0 || left.companyCapacities[Int(company)] > 0)
        }
        for team in instance.teams.indices {
            rows.keep(of: team) { hasPlaces[Int($0.target)] }
            if watch.isOver(after: 1 + rows.count(of: team)) { return nil }
        }
        rows.sort(&watch)
        if watch.isOver { return nil }
        let placed = claim.matches.count - instance.pins.count
        // Were a placed team worth nothing, the first step would prove nothing of how many there can be.
        if first.placing < 1 { return .placingOutOfRange(first.placing) }
        if first.teams != Int64(placed) { return .levelDiffers(level: nil, claimed: first.teams, counted: Int64(placed)) }
        if let broken = brokenStep(first, badness: nil, teams: 0, placed: placed, &watch) { return broken }
        return brokenLevels(levels.dropFirst(), placed, &watch) ?? brokenFit(&watch)
    }

    /// Whether each match is an eligible pair, and the fits add up.
    private mutating func brokenMatch() -> BrokenCondition? {
        for team in instance.teams.indices where caseOfTeam[team] >= 0 {
            guard let match = rows.pair(of: team, with: caseOfTeam[team]) else {
                return .notEligible(team: Int32(team), target: caseOfTeam[team])
            }
            fits += Int128(match.fit)
            if !pinned.contains(Int32(team)) { counts[Int64(match.badness), default: 0] += 1 }
        }
        return Int128(claim.totalFit) == fits ? nil : .totalFitDiffers(claimed: claim.totalFit, counted: Int64(fits))
    }

    private mutating func brokenLevels(
        _ levels: ArraySlice<ResultClaim.Level>, _ placed: Int, _ watch: inout CancelWatch
    ) -> BrokenCondition? {
        var before = Int64.max
        for level in levels {
            guard let value = level.level, value >= 0, value < 1 << 40 else { return .levelsMissing }
            let badness = basis == .rank ? value : -value
            if badness >= before { return .levelOutOfOrder(value) }
            before = badness
            let counted = counts.removeValue(forKey: badness) ?? 0
            if level.teams != counted || counted == 0 { return .levelDiffers(level: value, claimed: level.teams, counted: counted) }
            if let broken = brokenStep(level, badness: badness, teams: counted, placed: placed, &watch) { return broken }
            if watch.isOver { return nil }
        }
        if let unlisted = counts.min(by: { $0.key > $1.key }) {
            return .levelDiffers(level: abs(unlisted.key), claimed: 0, counted: unlisted.value)
        }
        return nil
    }

    /// Whether the prices prove a step; then leaves the pairs and the saturated that they leave. Nobody is at levels that are worse and not
    /// listed before.
    private mutating func brokenStep(
        _ level: ResultClaim.Level, badness: Int64?, teams: Int64, placed: Int, _ watch: inout CancelWatch
    ) -> BrokenCondition? {
        if level.placing.magnitude > UInt64(Self.largestPrice) { return .placingOutOfRange(level.placing) }
        var bound: Int128?
        let at = badness.map { Int32(clamping: $0) }
        let broken = brokenPrices(level.cases, level.companies, &bound) { rows, prices in
            rows.bound(prices, placing: level.placing, at: at, &watch)
        }
        if let broken { return broken }
        let total = Int128(level.placing) * Int128(placed) - Int128(teams)
        return bound == total ? nil : .levelNotProven(level: level.level, bound: bound ?? 0, total: total)
    }

    /// By rank, where there are fits: whether the prices prove that none of the matchings left has a larger total fit.
    private mutating func brokenFit(_ watch: inout CancelWatch) -> BrokenCondition? {
        guard basis == .rank, instance.fits != nil, !watch.isOver else { return nil }
        guard let prices = claim.fitPrices else { return .fitPricesMissing(engine: claim.engine) }
        var total: Int128 = 0
        for team in instance.teams.indices where caseOfTeam[team] >= 0 && !pinned.contains(Int32(team)) {
            // A match that is gone was not proven by the levels.
            total += Int128(rows.pair(of: team, with: caseOfTeam[team])?.fit ?? 0)
        }
        var bound: Int128?
        let broken = brokenPrices(prices.cases, prices.companies, &bound) { rows, prices in rows.boundOfFit(prices, &watch) }
        if let broken { return broken }
        return bound == total ? nil : .notProven(bound: bound ?? 0, total: total)
    }

    /// What prices bound, nil where somebody who is saturated has no pair; and whether they may be such.
    private mutating func brokenPrices(
        _ cases: [ResultClaim.Level.Price], _ companies: [ResultClaim.Level.Price], _ bound: inout Int128?,
        profits: (inout OpenRows, OpenRows.Prices) -> Int128?
    ) -> BrokenCondition? {
        var sum: Int128 = 0
        for entry in companies {
            let (company, capacity) = (Int(entry.index), left.companyCapacities[Int(entry.index)])
            if entry.price.magnitude > UInt64(Self.largestPrice) || entry.price < 0 && !isCompanyFull[company] {
                return .priceOutOfRange(.company(entry.index), entry.price)
            }
            if entry.price != 0, capacity == Instance.unlimited { return .priceWithoutCapacity(company: entry.index) }
            sum += Int128(entry.price) * Int128(capacity)
        }
        for entry in cases {
            if entry.price.magnitude > UInt64(Self.largestPrice) || entry.price < 0 && !isCaseFull[Int(entry.index)] {
                return .priceOutOfRange(.case(entry.index), entry.price)
            }
            sum += Int128(entry.price) * Int128(left.capacities[Int(entry.index)])
        }
        guard let gained = profits(&rows, OpenRows.Prices(cases: cases, companies: companies)) else { return nil }
        for entry in cases where entry.price > 0 { isCaseFull[Int(entry.index)] = true }
        for entry in companies where entry.price > 0 { isCompanyFull[Int(entry.index)] = true }
        bound = sum + gained
        return nil
    }
}
