// The cheapest chain of moves found from both its ends (Pohl 1971): a search along the moves, from who wants in, and one against them, from
// where a place may be had. Where the nearest end is far, two small searches read much less than a large one.

/// The cheapest chain known so far, and how far both searches have come.
struct Chain {
    /// What it costs.
    var limit: Int64
    /// Where its two halves meet, −1 where there is no chain.
    var meeting: Int32 = -1
    /// Nothing that is left is nearer along the moves, or against them.
    var near: Int64 = 0
    var far: Int64 = 0
    /// Whether it lets a team in; else it fills a place.
    let letsIn: Bool

    init(limit: Int64, letsIn: Bool) { (self.limit, self.letsIn) = (limit, letsIn) }

    /// Whether no shorter one is left.
    var isCheapest: Bool { near == .max || far == .max || near + far >= limit }

    @inline(__always)
    mutating func meet(at node: Int32, _ ahead: Int64, _ behind: Int64) {
        // Neither is negative.
        if ahead < limit, behind < limit - ahead { (limit, meeting) = (ahead + behind, node) }
    }
}

extension PlaceNetwork {
    // MARK: Along the moves

    /// Every node to which one move from here leads.
    mutating func lookAhead<Word>(from node: Int32, _ chain: inout Chain, _ pairs: PackedPairs<Word>) {
        let (distance, caseCount) = (search.distance(node), Int32(layout.caseCount))
        if node >= caseCount {
            for target in layout.cases(of: node - caseCount) {
                advance(to: target, distance + ownPrice(target), by: Search.byCompany, &chain)
            }
            return
        }
        if layout.company[node] >= 0, hasFreePlace(node) { advance(to: caseCount + layout.company[node], distance, by: node, &chain) }
        let start = layout.seatStarts[node]
        let seats = start..<start + Int(taken[node])
        // All their rows at once: one after the other each would wait for memory.
        var asked = search.asked
        for seat in seats where mayMove(self.seats[seat], below: chain.limit - chain.far - distance) {
            // A team on a case has a pair at least.
            asked &+= Int64(truncatingIfNeeded: pairs.rows[pairs.rowStarts[Int(self.seats[seat])]])
        }
        search.asked = asked
        for seat in seats {
            let team = self.seats[seat]
            if mayMove(team, below: chain.limit - chain.far - distance) { look(from: team, at: distance + profit[team], &chain, pairs) }
        }
    }

    /// Whether a move of a team on a case may cost less than that, by what is known of it.
    @inline(__always)
    private func mayMove(_ team: Int32, below room: Int64) -> Bool { profit[team] - ends.others[team] - ends.sunk < room }

    /// Every case that the team could move to.
    @inline(__always)
    mutating func look<Word>(from team: Int32, at rest: Int64, _ chain: inout Chain, _ pairs: PackedPairs<Word>) {
        let own = caseOfTeam[team]
        var best = -ChainEnds.closed
        for slot in pairs.row(Int(team)) {
            let word = pairs.rows[slot]
            let fit = PackedPairs<Word>.fit(word)
            // Whatever stands further on is too far, and offers no more than what was seen.
            let most = weights.most(ofFit: pairs.tiers.most(from: fit)) - lowest
            if rest - most >= chain.limit - chain.far, most <= best || own < 0 { break }
            let target = Int32(truncatingIfNeeded: PackedPairs<Word>.index(word))
            if target == own { continue }
            let offer = weights.weight(ofFit: fit, team: team, target: target) - price[target]
            best = max(best, offer)
            advance(to: target, rest - offer, by: team, &chain)
        }
        if own >= 0 { ends.others[team] = best - ends.sunk }
    }

    @inline(__always)
    private mutating func advance(to node: Int32, _ distance: Int64, by mover: Int32, _ chain: inout Chain) {
        if distance >= chain.limit - chain.far { return }
        search.relax(node, distance, by: mover)
        let behind = back.reached(node)
        chain.meet(at: node, distance, chain.letsIn ? min(behind, exit(node)) : behind)
    }

    // MARK: Against the moves

    /// Every node from which one move, of a team or of a company's place, leads here.
    mutating func lookBack<Word>(from node: Int32, _ chain: inout Chain, _ pairs: PackedPairs<Word>) {
        let (distance, caseCount) = (back.distance(node), Int32(layout.caseCount))
        if node >= caseCount {
            for target in layout.cases(of: node - caseCount) where hasFreePlace(target) {
                retreat(to: target, distance, by: Search.byCompany, towards: node, &chain, pairs)
            }
            return
        }
        let company = layout.company[node]
        if company >= 0 {
            retreat(to: caseCount + company, distance + ownPrice(node), by: Search.byCompany, towards: node, &chain, pairs)
        }
        let rest = distance + price[node]
        // No profit is negative.
        let least = max(poorest, risen)
        for slot in pairs.column(Int(node)) {
            let word = pairs.columns[slot]
            let fit = PackedPairs<Word>.fit(word)
            let room = chain.limit - chain.near
            if rest + least - weights.most(ofFit: pairs.tiers.most(from: fit)) >= room { break }
            let team = Int32(truncatingIfNeeded: PackedPairs<Word>.index(word))
            let reached = rest + profit[team] - weights.weight(ofFit: fit, team: team, target: node)
            if reached >= room { continue }
            let left = caseOfTeam[team]
            if left >= 0, left != node { retreat(to: left, reached, by: team, towards: node, &chain, pairs) }
        }
    }

    @inline(__always)
    mutating func retreat<Word>(
        to node: Int32, _ distance: Int64, by mover: Int32, towards target: Int32, _ chain: inout Chain, _ pairs: PackedPairs<Word>
    ) {
        if distance >= chain.limit - chain.near { return }
        back.relax(node, distance, by: mover, towards: target)
        if !chain.letsIn { enter(node, before: chain.limit - distance, pairs) }
        chain.meet(at: node, search.reached(node), distance)
    }

    /// Begins the search along the moves also where a place of the node is filled from outside, if that costs less than `room`.
    @inline(__always)
    mutating func enter<Word>(_ node: Int32, before room: Int64, _ pairs: PackedPairs<Word>) {
        // Where nobody waits it costs more than that.
        let room = min(room, ChainEnds.closed)
        if entrance(node) >= room { return }
        if node >= layout.caseCount { return search.relax(node, entrance(node), by: -1) }
        renewComer(node, pairs: pairs)
        let cost = entrance(node)
        if cost >= room { return }
        let staysFree = layout.company[node] < 0 && cost == ownPrice(node)
        search.relax(node, cost, by: staysFree ? -1 : ends.comers[node])
    }

    // MARK: Afterwards

    /// The moves from a node on, as the search against them found them, the first one first, and where they end.
    func moves(from meeting: Int32) -> (moves: [(team: Int32, target: Int32)], end: Int32) {
        var moves: [(team: Int32, target: Int32)] = []
        var node = meeting
        while back.reached(node) != .max, back.cameBy[node] != -1 {
            if back.cameBy[node] != Search.byCompany { moves.append((back.cameBy[node], back.towards[node])) }
            node = back.towards[node]
        }
        return (moves, node)
    }

    /// Makes moves, the last one first, so that each place is left before it is taken.
    mutating func make(_ moves: [(team: Int32, target: Int32)]) {
        for move in moves.reversed() {
            unseat(move.team)
            seat(move.team, on: move.target)
        }
    }

    /// What the search against the moves has reached within `limit` becomes cheaper by the difference.
    mutating func lowerPricesBack(to limit: Int64) {
        if limit <= 0 { return }
        ends.sunk += limit
        for node in back.settled { lowerPrice(of: node, by: limit - back.distance(node)) }
    }

    /// The ends of all cases that either search has settled, or where both met: nothing else has changed.
    func noteEnds(of chain: Chain) {
        noteExits()
        for node in back.settled where node < layout.caseCount { noteExit(node) }
        if chain.meeting >= 0, chain.meeting < layout.caseCount { noteExit(chain.meeting) }
    }
}
