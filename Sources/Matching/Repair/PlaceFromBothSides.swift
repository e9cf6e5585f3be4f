// The cheapest chain of moves found from both its ends: from the team that wants in, and back from wherever a team may be left without a
// case or a place is free (Pohl 1971). Where the nearest end is far, two small searches read much less than a large one.
//
// The prices follow both. Let `near` + `far` be the cost of the chain. Whatever is nearer to the team than `near` becomes dearer by the
// difference, as in the search from one side; all prices rise by `far`, but for what is nearer to an end than that: there by as much as the
// end is away. No pair gains more than its team then, and every move of the chain just as much.
extension PlaceNetwork {
    /// Gives a team without a case its due, as the search from one side does.
    mutating func place<Word>(_ newcomer: Int32, pairs: PackedPairs<Word>) {
        var chain = Chain(limit: profit[newcomer])
        if chain.limit == 0 { return }
        search.begin()
        back.begin()
        look(from: newcomer, at: risen + profit[newcomer], &chain, pairs)
        var lookedBack = false
        while true {
            chain.near = search.nearest()
            if chain.near == .max || chain.near + chain.far >= chain.limit { break }
            if search.settled.count == alone, back.settled.isEmpty {
                beginFromEnds(&chain)
                lookedBack = true
                if chain.far == .max || chain.near + chain.far >= chain.limit { break }
            }
            lookedBack = search.settled.count >= alone && back.settled.count < search.settled.count
            if lookedBack {
                lookBack(from: back.settle(), &chain, pairs)
                chain.far = back.nearest()
                if chain.far == .max { break }
            } else {
                lookAhead(from: search.settle(), &chain, pairs)
            }
        }
        // Whoever looked last left out what the other side's reach ruled out.
        let reach = lookedBack ? min(chain.near, chain.limit) : chain.limit - min(chain.far, chain.limit)
        lift(by: chain.limit - reach)
        raisePrices(to: reach)
        profit[newcomer] -= chain.limit
        if chain.meeting >= 0 {
            leave(from: chain.meeting)
            // A company's place serves the case that asked for it.
            let target = chain.meeting < layout.caseCount ? chain.meeting : search.cameBy[chain.meeting]
            come(to: target, newcomer)
            noteExit(target)
        }
        noteExits()
        for node in back.settled where node < layout.caseCount { noteExit(node) }
    }

    // MARK: From the team

    /// Every node to which one move from here leads.
    private mutating func lookAhead<Word>(from node: Int32, _ chain: inout Chain, _ pairs: PackedPairs<Word>) {
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
        askForRows(of: seats, pairs)
        for seat in seats {
            let team = self.seats[seat]
            look(from: team, at: distance + profit[team], &chain, pairs)
        }
    }

    /// Begins to read what the search needs of the teams on some seats, all at once: one after the other each would wait for memory.
    @inline(__always)
    private mutating func askForRows<Word>(of seats: Range<Int>, _ pairs: PackedPairs<Word>) {
        var sum = search.asked
        for seat in seats {
            let team = Int(self.seats[seat])
            // A team on a case has a pair at least.
            sum &+= Int64(truncatingIfNeeded: pairs.rows[pairs.rowStarts[team]]) &+ profit[team]
        }
        search.asked = sum
    }

    /// Every case that the team could move to.
    @inline(__always)
    private mutating func look<Word>(from team: Int32, at rest: Int64, _ chain: inout Chain, _ pairs: PackedPairs<Word>) {
        for slot in pairs.row(Int(team)) {
            let word = pairs.rows[slot]
            let fit = PackedPairs<Word>.fit(word)
            // Whatever stands further on is too far.
            if rest - weights.most(ofFit: pairs.tiers.most(from: fit)) + lowest >= chain.limit - chain.far { return }
            let target = Int32(truncatingIfNeeded: PackedPairs<Word>.index(word))
            advance(to: target, rest - weights.weight(ofFit: fit, team: team, target: target) + price[target], by: team, &chain)
        }
    }

    @inline(__always)
    private mutating func advance(to node: Int32, _ distance: Int64, by mover: Int32, _ chain: inout Chain) {
        if distance >= chain.limit - chain.far { return }
        search.relax(node, distance, by: mover)
        chain.meet(at: node, distance, min(back.reached(node), away(node)))
    }

    // MARK: From the ends

    /// Begins wherever a chain may end, but for what is too far.
    private mutating func beginFromEnds(_ chain: inout Chain) {
        let room = chain.limit - chain.near
        for node in 0..<Int32(layout.caseCount + layout.companyCount) {
            let away = away(node)
            if away < room { back.relax(node, away, by: -1) }
        }
        chain.far = back.nearest()
    }

    /// Every node from which one move, of a team or of a company's place, leads here.
    private mutating func lookBack<Word>(from node: Int32, _ chain: inout Chain, _ pairs: PackedPairs<Word>) {
        let (distance, caseCount) = (back.distance(node), Int32(layout.caseCount))
        if node >= caseCount {
            for target in layout.cases(of: node - caseCount) where hasFreePlace(target) {
                retreat(to: target, distance, by: Search.byCompany, towards: node, &chain)
            }
            return
        }
        let company = layout.company[node]
        if company >= 0 { retreat(to: caseCount + company, distance + ownPrice(node), by: Search.byCompany, towards: node, &chain) }
        let rest = distance + price[node]
        for slot in pairs.column(Int(node)) {
            let word = pairs.columns[slot]
            let fit = PackedPairs<Word>.fit(word)
            let room = chain.limit - chain.near
            // No profit is negative.
            if rest + risen - weights.most(ofFit: pairs.tiers.most(from: fit)) >= room { break }
            let team = Int32(truncatingIfNeeded: PackedPairs<Word>.index(word))
            let reached = rest + profit[team] - weights.weight(ofFit: fit, team: team, target: node)
            if reached >= room { continue }
            let left = caseOfTeam[team]
            if left >= 0, left != node { retreat(to: left, reached, by: team, towards: node, &chain) }
        }
    }

    @inline(__always)
    private mutating func retreat(to node: Int32, _ distance: Int64, by mover: Int32, towards target: Int32, _ chain: inout Chain) {
        if distance >= chain.limit - chain.near { return }
        back.relax(node, distance, by: mover, towards: target)
        chain.meet(at: node, search.reached(node), distance)
    }

    // MARK: Afterwards

    /// All prices rise by as much, but for those nearer to an end.
    private mutating func lift(by rise: Int64) {
        risen += rise
        for node in back.settled {
            let less = rise - back.distance(node)
            if less <= 0 { continue }
            if node >= layout.caseCount {
                companyPrice[node - Int32(layout.caseCount)] -= less
                continue
            }
            price[node] -= less
            lowest = min(lowest, price[node])
            let start = layout.seatStarts[node]
            for seat in start..<start + Int(taken[node]) { profit[seats[seat]] += less }
        }
    }

    /// Makes the moves from a node to the end of the chain, the last one first.
    private func leave(from meeting: Int32) {
        var moves: [(team: Int32, target: Int32)] = []
        var node = meeting
        while back.reached(node) != .max, back.cameBy[node] != -1 {
            if back.cameBy[node] != Search.byCompany { moves.append((back.cameBy[node], back.towards[node])) }
            node = back.towards[node]
        }
        makeRoom(on: node)
        for move in moves.reversed() {
            unseat(move.team)
            seat(move.team, on: move.target)
        }
    }

    /// Ends a chain.
    private func makeRoom(on node: Int32) {
        if node >= layout.caseCount {
            let company = node - Int32(layout.caseCount)
            if companyTaken[company] + companyPhantoms[company] == layout.companyCapacity[company] { companyPhantoms[company] -= 1 }
        } else if phantoms[node] > 0 {
            addPhantoms(-1, to: node)
        } else if layout.company[node] >= 0 || !hasFreePlace(node) {
            let start = layout.seatStarts[node]
            let poorest = (start..<start + Int(taken[node])).min { profit[seats[$0]] < profit[seats[$1]] }
            if let poorest { unseat(seats[poorest]) }
        }
    }
}

/// The cheapest chain known so far, and how far both searches have come.
private struct Chain {
    /// What it costs; at first, that the team stays without a case.
    var limit: Int64
    /// Where its two halves meet, −1 where the team stays without a case.
    var meeting: Int32 = -1
    /// Nothing that is left is nearer to the team, or to an end.
    var near: Int64 = 0
    var far: Int64 = 0

    init(limit: Int64) { self.limit = limit }

    @inline(__always)
    mutating func meet(at node: Int32, _ ahead: Int64, _ behind: Int64) {
        // Neither is negative, and the limit is finite.
        if ahead < limit, behind < limit - ahead { (limit, meeting) = (ahead + behind, node) }
    }
}
