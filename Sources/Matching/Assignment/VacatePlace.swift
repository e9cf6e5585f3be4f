/// What becomes of a place given up.
private enum Filling {
    /// The place stays free, at price 0.
    case caseEmpty(Int32)
    case companyEmpty(Int32)
    /// A team that had no case joins.
    case joins(Int32, Int32)
}

extension PlaceNetwork {
    /// Takes one phantom off a case, or off a company (`node` − number of cases): the best chain of moves fills the place, or prices
    /// fall until a place may stay free. Dijkstra over cases and companies towards the place.
    /// No team without a case may have a profit: first `place` them all.
    mutating func vacate<Word>(_ node: Int32, pairs: PackedPairs<Word>) {
        var limit = Int64.max
        var end = Filling.companyEmpty(node)
        let caseCount = Int32(layout.caseCount)
        if node < caseCount { addPhantoms(-1, to: node) } else { companyPhantoms[node - caseCount] -= 1 }
        search.begin()
        search.relax(node, 0, by: -1)
        while let node = search.next(below: limit) {
            if watch.isOver(after: 1 + (node < caseCount ? pairs.column(Int(node)).count : 0)) { return }
            let distance = search.distance(node)
            if node >= caseCount {
                let company = node - caseCount
                let own = price(ofCompany: company)
                if distance + own < limit { (limit, end) = (distance + own, .companyEmpty(node)) }
                for target in layout.cases(of: company) where hasFreePlace(target) {
                    search.relax(target, distance, by: Search.byCompany, towards: node)
                }
                continue
            }
            let own = ownPrice(node)
            let company = layout.company[node]
            if company >= 0 {
                search.relax(caseCount + company, distance + own, by: Search.byCompany, towards: node)
            } else if distance + own < limit {
                (limit, end) = (distance + own, .caseEmpty(node))
            }
            let rest = distance + price[node]
            for slot in pairs.column(Int(node)) {
                let word = pairs.columns[slot]
                // No profit is negative.
                if rest + risen - weights.most(ofFit: pairs.tiers.most(from: PackedPairs<Word>.fit(word))) >= limit { break }
                let team = Int32(truncatingIfNeeded: PackedPairs<Word>.index(word))
                let left = caseOfTeam[team]
                let kept = left < 0 ? profit[team] + risen : profit[team]
                let reached = rest + kept - weights.weight(ofFit: PackedPairs<Word>.fit(word), team: team, target: node)
                if reached >= limit || left == node { continue }
                if left < 0 { (limit, end) = (reached, .joins(team, node)) } else { search.relax(left, reached, by: team, towards: node) }
            }
        }
        lowerPrices(to: limit)
        fill(from: end)
        noteExits()
    }

    private mutating func lowerPrices(to limit: Int64) {
        for node in search.settled { lowerPrice(of: node, by: limit - search.distance(node)) }
    }

    /// Makes a case or a company cheaper, where the difference is one, for those who are there too.
    @inline(__always)
    mutating func lowerPrice(of node: Int32, by fall: Int64) {
        if fall <= 0 { return }
        if node >= layout.caseCount {
            companyPrice[node - Int32(layout.caseCount)] -= fall
            return
        }
        price[node] -= fall
        lowest = min(lowest, price[node])
        let start = layout.seatStarts[node]
        for seat in start..<start + Int(taken[node]) { profit[seats[seat]] += fall }
    }

    /// Makes the moves of the chain: noted from its end, made from the freed place on, so that each place is left before it is taken.
    private mutating func fill(from end: Filling) {
        var moves: [(team: Int32, target: Int32)] = []
        var node: Int32
        switch end {
        case .caseEmpty(let place), .companyEmpty(let place): node = place
        case .joins(let team, let target):
            moves.append((team, target))
            node = target
        }
        while search.cameBy[node] != -1 {
            if search.cameBy[node] != Search.byCompany { moves.append((search.cameBy[node], search.towards[node])) }
            node = search.towards[node]
        }
        for move in moves.reversed() {
            if caseOfTeam[move.team] >= 0 { unseat(move.team) }
            seat(move.team, on: move.target)
        }
    }
}
