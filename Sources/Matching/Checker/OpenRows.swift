/// The pairs that some optimum of the levels so far may use, by team, as the verifier of a fairest result keeps them.
///
/// A level concerns few teams: those that have a pair at it, or at one that is closed by it; those with a pair of a place that has a price; and,
/// where a placed team counts something beside its level, those that may go without. Everybody else gains the same from all own pairs, and
/// keeps them.
struct OpenRows {
    struct Pair {
        var target: Int32
        var fit: Int32
        /// Larger is worse.
        var badness: Int32
    }

    /// What places cost: the entries of a certificate.
    struct Prices {
        var cases: [ResultClaim.Level.Price]
        var companies: [ResultClaim.Level.Price]
    }

    private let companyOfCase: [Int32]
    private var casesOfCompany: [[Int32]]
    /// The pairs of team `t` are `starts[t]..<ends[t]`.
    private var pairs: [Pair] = []
    private var starts: [Int] = [0]
    private var ends: [Int] = []

    /// The team can be left out by no optimum so far.
    private var isSaturated: [Bool]
    /// How many are so; those that are not and have pairs, among whom some may stand that are so by now.
    private var saturated = 0
    private var others: [Int32] = []

    private var teamsByBadness = Concerned()
    private var teamsByCase = Concerned()
    private var leastBadness: Int32 = 0
    /// All pairs that are as bad as this, or worse, are of a listed level.
    private var closed: Int32 = 0
    private var listed: Set<Int32> = []

    private var casePrices: [Int64]
    private var companyPrices: [Int64]
    /// The teams that the step in work concerns, each once: whoever has the number of the step is among them.
    private var concerned: [Int32] = []
    private var stepOfTeam: [Int32]
    private var step: Int32 = 0

    /// - Parameter watch: where it is to end before, the rows are of no use.
    init(_ instance: Instance, _ acceptance: Acceptance, _ basis: FairnessBasis, _ watch: inout CancelWatch) {
        companyOfCase = instance.companyOfCase
        casesOfCompany = Array(repeating: [], count: instance.companies.count)
        for (target, company) in instance.companyOfCase.enumerated() where company >= 0 {
            casesOfCompany[Int(company)].append(Int32(target))
        }
        isSaturated = Array(repeating: false, count: instance.teams.count)
        casePrices = Array(repeating: 0, count: instance.cases.count)
        companyPrices = Array(repeating: 0, count: instance.companies.count)
        stepOfTeam = Array(repeating: 0, count: instance.teams.count)
        for team in instance.teams.indices {
            let ranked = instance.teamRankings.entries(of: team)
            if watch.isOver(after: acceptance.work(of: team) + 8 * ranked.count) { return }
            var place: [Int32: Int32] = [:]
            for entry in ranked { place[instance.teamRankings.ranked[entry]] = instance.teamRankings.places[entry] }
            acceptance.forEachPair(of: team) { target, fit in
                pairs.append(Pair(target: target, fit: Int32(fit), badness: basis == .rank ? place[target] ?? 0 : -Int32(fit)))
            }
            ends.append(pairs.count)
            starts.append(pairs.count)
        }
    }

    func count(of team: Int) -> Int { ends[team] - starts[team] }

    func pair(of team: Int, with target: Int32) -> Pair? {
        pairs[starts[team]..<ends[team]].first { $0.target == target }
    }

    /// Keeps some of a team's pairs, before the first step.
    mutating func keep(of team: Int, _ isKept: (Pair) -> Bool) {
        var end = starts[team]
        for pair in starts[team]..<ends[team] where isKept(pairs[pair]) {
            pairs[end] = pairs[pair]
            end += 1
        }
        ends[team] = end
    }

    /// Before the first step, when the pairs that there are stand.
    mutating func sort(_ watch: inout CancelWatch) {
        var (least, most) = (Int32.max, Int32.min)
        for team in isSaturated.indices {
            if watch.isOver(after: 1 + count(of: team)) { return }
            for pair in starts[team]..<ends[team] {
                least = min(least, pairs[pair].badness)
                most = max(most, pairs[pair].badness)
            }
            if count(of: team) > 0 { others.append(Int32(team)) }
        }
        guard least <= most else { return }
        (leastBadness, closed) = (least, most + 1)
        teamsByBadness = Concerned(numbers: Int(most - least) + 1, starts, ends, &watch) { Int(pairs[$0].badness - least) }
        teamsByCase = Concerned(numbers: casePrices.count, starts, ends, &watch) { Int(pairs[$0].target) }
    }

    /// Σ of what each team gains at most, a placed one `placing` and one less at the level; keeps the pairs that gain so much.
    ///
    /// - Parameter badness: of the level; nil for the first step, which concerns all.
    /// - Returns: nil where somebody who is saturated has no pair left, or where it was to end before.
    mutating func bound(_ prices: Prices, placing: Int64, at badness: Int32?, _ watch: inout CancelWatch) -> Int128? {
        begin(prices)
        if let badness {
            for key in stride(from: closed - 1, through: max(badness, leastBadness), by: -1) {
                concern(teamsByBadness[Int(key - leastBadness)], &watch)
            }
            closed = min(closed, badness)
            for entry in prices.companies { for target in casesOfCompany[Int(entry.index)] { concern(teamsByCase[Int(target)], &watch) } }
            for entry in prices.cases { concern(teamsByCase[Int(entry.index)], &watch) }
        }
        if badness == nil || placing != 0 { concern(others[...], &watch) }
        let sum = gained(&watch, at: badness, besides: placing) { placing - ($0.badness == badness ? 1 : 0) }
        if badness == nil || placing != 0 { others = others.filter { !isSaturated[Int($0)] && count(of: Int($0)) > 0 } }
        if let badness { listed.insert(badness) }
        end(prices)
        return sum
    }

    /// The same where each pair counts its fit.
    mutating func boundOfFit(_ prices: Prices, _ watch: inout CancelWatch) -> Int128? {
        begin(prices)
        concern((0..<Int32(isSaturated.count)).filter { isSaturated[Int($0)] || count(of: Int($0)) > 0 }[...], &watch)
        let sum = gained(&watch, at: nil, besides: 0) { Int64($0.fit) }
        end(prices)
        return sum
    }

    private mutating func begin(_ prices: Prices) {
        step += 1
        concerned.removeAll(keepingCapacity: true)
        for entry in prices.companies { companyPrices[Int(entry.index)] = entry.price }
        for entry in prices.cases { casePrices[Int(entry.index)] = entry.price }
    }

    private mutating func end(_ prices: Prices) {
        for entry in prices.companies { companyPrices[Int(entry.index)] = 0 }
        for entry in prices.cases { casePrices[Int(entry.index)] = 0 }
    }

    private mutating func concern(_ teams: ArraySlice<Int32>, _ watch: inout CancelWatch) {
        for team in teams where stepOfTeam[Int(team)] != step {
            if watch.isOver(after: 1) { return }
            stepOfTeam[Int(team)] = step
            concerned.append(team)
        }
    }

    /// - Parameter besides: what each of the saturated gains whom the step does not concern.
    private mutating func gained(
        _ watch: inout CancelWatch, at badness: Int32?, besides: Int64, worth: (Pair) -> Int64
    ) -> Int128? {
        var sum: Int128 = 0
        var untouched = saturated
        for team in concerned.lazy.map({ Int($0) }) {
            if watch.isOver(after: 1 + 2 * count(of: team)) { return nil }
            if isSaturated[team] { untouched -= 1 }
            guard let profit = keepBest(of: team, at: badness, worth) else { return nil }
            sum += Int128(profit)
            if profit > 0, !isSaturated[team] {
                isSaturated[team] = true
                saturated += 1
            }
        }
        return sum + Int128(besides) * Int128(untouched)
    }

    /// What a team gains at most from the pairs that are open still; keeps those that gain it.
    private mutating func keepBest(of team: Int, at badness: Int32?, _ worth: (Pair) -> Int64) -> Int64? {
        func isOpen(_ pair: Pair) -> Bool {
            guard let badness else { return true }
            return pair.badness <= badness || listed.contains(pair.badness)
        }
        func gain(_ pair: Pair) -> Int64 {
            let company = companyOfCase[Int(pair.target)]
            return worth(pair) - casePrices[Int(pair.target)] - (company < 0 ? 0 : companyPrices[Int(company)])
        }
        let row = starts[team]..<ends[team]
        var best: Int64?
        for pair in row where isOpen(pairs[pair]) { best = max(best ?? .min, gain(pairs[pair])) }
        guard let profit = isSaturated[team] ? best : max(0, best ?? 0) else { return nil }
        var end = row.lowerBound
        for pair in row where isOpen(pairs[pair]) && gain(pairs[pair]) == profit {
            pairs[end] = pairs[pair]
            end += 1
        }
        ends[team] = end
        return profit
    }
}

/// Teams by a number of their pairs: whom it concerns where something happens to that number.
private struct Concerned {
    private var starts: [Int] = [0, 0]
    private var teams: [Int32] = []

    init() {}

    /// - Parameters:
    ///   - rowStarts: where each team's pairs begin, and in `rowEnds` where they end.
    ///   - number: of a pair, below `numbers`.
    init(numbers: Int, _ rowStarts: [Int], _ rowEnds: [Int], _ watch: inout CancelWatch, number: (Int) -> Int) {
        starts = Array(repeating: 0, count: numbers + 1)
        for team in rowEnds.indices {
            if watch.isOver(after: 1 + rowEnds[team] - rowStarts[team]) { return }
            for pair in rowStarts[team]..<rowEnds[team] { starts[number(pair) + 1] += 1 }
        }
        for next in stride(from: 1, through: numbers, by: 1) { starts[next] += starts[next - 1] }
        var slots = starts
        teams = Array(repeating: 0, count: starts[numbers])
        for team in rowEnds.indices {
            if watch.isOver(after: 1 + rowEnds[team] - rowStarts[team]) { return }
            for pair in rowStarts[team]..<rowEnds[team] {
                teams[slots[number(pair)]] = Int32(team)
                slots[number(pair)] += 1
            }
        }
    }

    subscript(number: Int) -> ArraySlice<Int32> { teams[starts[number]..<starts[number + 1]] }
}
