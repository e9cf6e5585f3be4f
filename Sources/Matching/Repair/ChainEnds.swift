/// What a network that looks for chains of moves from both sides knows of each case's ends, and of each team on a case, so that most of
/// what is too far is never read. Profits and prices are meant as the network stores them.
struct ChainEnds: ~Copyable {
    /// Of a case where a chain may end at no cost.
    static var open: Int64 { .min / 4 }
    /// Of a case without teams and without places; more than any profit.
    static var closed: Int64 { .max / 4 }

    /// What it costs to leave one of a case's teams without a case: the least profit of a team on it; `open` where it has a place left.
    let exits: Slab<Int64>
    /// The least profit of a team on each case.
    let least: Slab<Int64>

    /// The largest weight of a pair of each case and a team that waits for one, and that team; `-closed` and −1 where there is none. Once
    /// the team waits no more the weight is only the most that there can be.
    let offers: Slab<Int64>
    let comers: Slab<Int32>

    /// No case but its own offers a team on a case more above its price than this and `sunk`; falling prices count in `sunk` alone.
    let others: Slab<Int64>
    var sunk: Int64 = 0

    init(cases: Int, teams: Int) {
        exits = Slab(repeating: Self.closed, count: cases)
        least = Slab(repeating: Self.closed, count: cases)
        offers = Slab(repeating: -Self.closed, count: cases)
        comers = Slab(repeating: -1, count: cases)
        others = Slab(repeating: Self.closed, count: teams)
    }
}

// Whatever changes profits, seats or places notes it anew; where chains are looked for from one side only there is nothing to note.
extension PlaceNetwork {
    /// What it costs that a chain of moves which lets a team in ends at a case, or at a company behind the cases.
    @inline(__always)
    func exit(_ node: Int32) -> Int64 {
        if node < layout.caseCount { return max(0, ends.exits[node] - risen) }
        let company = node - Int32(layout.caseCount)
        return companyTaken[company] < layout.companyCapacity[company] ? 0 : ChainEnds.closed
    }

    /// The least that it can cost to fill a place of a case, or of a company, from outside: by a team that waits, or by nobody.
    @inline(__always)
    func entrance(_ node: Int32) -> Int64 {
        if node >= layout.caseCount { return price(ofCompany: node - Int32(layout.caseCount)) }
        let joined = price[node] + risen - ends.offers[node]
        return layout.company[node] < 0 ? min(joined, ownPrice(node)) : joined
    }

    func noteExit(_ target: Int32) {
        if alone == .max { return }
        var least = ChainEnds.closed
        let start = layout.seatStarts[target]
        for seat in start..<start + Int(taken[target]) { least = min(least, profit[seats[seat]]) }
        ends.least[target] = least
        ends.exits[target] = phantoms[target] > 0 || layout.company[target] < 0 && hasFreePlace(target) ? ChainEnds.open : least
    }

    /// Those of all cases that the search from the team has settled: no chain leads over others.
    func noteExits() {
        if alone == .max { return }
        for node in search.settled where node < layout.caseCount { noteExit(node) }
    }

    func noteAllExits() {
        if alone == .max { return }
        for target in 0..<Int32(layout.caseCount) { noteExit(target) }
    }

    /// All anew: matches and prices have come from elsewhere.
    func noteAllEnds() {
        if alone == .max { return }
        noteAllExits()
        for target in 0..<layout.caseCount { (ends.offers[target], ends.comers[target]) = (-ChainEnds.closed, -1) }
        for team in 0..<Int32(layout.teamCount) {
            ends.others[team] = ChainEnds.closed
            if isWaiting(team) { noteWaiting(team) }
        }
    }

    /// A team takes part, has no case, and gains nothing by one.
    func noteWaiting(_ team: Int32) {
        if alone == .max { return }
        for pair in rows.pairs(of: Int(team)) {
            let (target, weight) = (rows.cases[pair], weight(pair, of: team))
            if weight > ends.offers[target] { (ends.offers[target], ends.comers[target]) = (weight, team) }
        }
    }

    @inline(__always)
    func isWaiting(_ team: Int32) -> Bool { caseOfTeam[team] < 0 && profit[team] != Self.absent }

    /// The team that waits and weighs most on a case, if any, known anew where the one that was noted waits no more.
    func renewComer<Word>(_ target: Int32, pairs: PackedPairs<Word>) {
        if ends.comers[target] < 0 || isWaiting(ends.comers[target]) { return }
        (ends.offers[target], ends.comers[target]) = (-ChainEnds.closed, -1)
        for slot in pairs.column(Int(target)) {
            let fit = PackedPairs<Word>.fit(pairs.columns[slot])
            if weights.most(ofFit: pairs.tiers.most(from: fit)) <= ends.offers[target] { return }
            let team = Int32(truncatingIfNeeded: PackedPairs<Word>.index(pairs.columns[slot]))
            let weight = weights.weight(ofFit: fit, team: team, target: target)
            if weight > ends.offers[target], isWaiting(team) { (ends.offers[target], ends.comers[target]) = (weight, team) }
        }
    }
}
