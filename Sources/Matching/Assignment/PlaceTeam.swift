/// Where the cheapest chain of moves ends.
private enum End {
    /// A team stays without a case.
    case without(Int32)
    /// A phantom gives up its place on the case.
    case phantom(Int32)
    /// The case has a free place, and so has its company.
    case free(Int32)
    /// The case has a free place, and a phantom of its company gives up its own.
    case companyPhantom(Int32)
}

extension PlaceNetwork {
    /// Gives a team without a case its due: the cheapest chain of moves that lets it in, or leaves somebody without a case, is taken,
    /// and prices rise by just enough to make every match tight again. Dijkstra over cases and companies from the team.
    mutating func place(_ newcomer: Int32) {
        var limit = profit[newcomer]
        if limit == 0 { return }
        var end = End.without(newcomer)
        search.begin()
        reach(from: newcomer, at: risen, below: limit)
        findEnd(&end, below: &limit)
        if watch.isOver { return }
        raisePrices(to: limit)
        profit[newcomer] -= limit
        follow(end, newcomer)
        noteExits()
    }

    /// Sends one team away from a company that holds one more than it may: the cheapest chain of moves by which one of its cases loses a
    /// team. Prices rise as for a team that is placed.
    mutating func expel(from company: Int32) {
        var limit = Int64.max
        // Overfull, so that a team sits there and may at worst go without: the search always finds an end.
        var end = End.without(-1)
        search.begin()
        search.relax(Int32(layout.caseCount) + company, 0, by: -1)
        findEnd(&end, below: &limit)
        if watch.isOver { return }
        raisePrices(to: limit)
        follow(end, -1)
        noteExits()
    }

    /// The nearest end of a chain that the search has begun, where it is nearer than `limit`.
    private mutating func findEnd(_ end: inout End, below limit: inout Int64) {
        search: while let node = search.next(below: limit) {
            if watch.isOver(after: 1) { return }
            let distance = search.distance(node)
            if node >= layout.caseCount {
                for target in layout.cases(of: node - Int32(layout.caseCount)) {
                    let reached = distance + ownPrice(target)
                    if reached < limit { search.relax(target, reached, by: Search.byCompany) }
                }
                continue
            }
            if phantoms[node] > 0 { (limit, end) = (distance, .phantom(node)); break }
            if hasFreePlace(node) {
                let company = layout.company[node]
                if company < 0 || companyTaken[company] + companyPhantoms[company] < layout.companyCapacity[company] {
                    (limit, end) = (distance, .free(node))
                    break search
                }
                if companyPhantoms[company] > 0 { (limit, end) = (distance, .companyPhantom(node)); break }
                search.relax(Int32(layout.caseCount) + company, distance, by: node)
            }
            let start = layout.seatStarts[node]
            for seat in start..<start + Int(taken[node]) {
                let team = seats[seat]
                let without = distance + profit[team] - risen
                if without < limit { (limit, end) = (without, .without(team)) }
                reach(from: team, at: distance, below: limit)
                if watch.isOver(after: 1 + rows.pairs(of: Int(team)).count) { return }
            }
        }
    }

    /// Every case that the team could move to.
    @inline(__always)
    private mutating func reach(from team: Int32, at distance: Int64, below limit: Int64) {
        let rest = distance + profit[team]
        for pair in rows.pairs(of: Int(team)) {
            // Whatever stands further on is as far away as the limit at least.
            if let tiers = rows.tiers, rest - weights.most(ofFit: tiers.most(from: rows.fits[pair])) + lowest >= limit { return }
            let target = rows.cases[pair]
            let reached = rest - weight(pair, of: team) + price[target]
            if reached < limit { search.relax(target, reached, by: team) }
        }
    }

    mutating func raisePrices(to limit: Int64) {
        for node in search.settled {
            let rise = limit - search.distance(node)
            if rise <= 0 { continue }
            if node >= layout.caseCount {
                companyPrice[node - Int32(layout.caseCount)] += rise
                continue
            }
            price[node] += rise
            let start = layout.seatStarts[node]
            for seat in start..<start + Int(taken[node]) {
                profit[seats[seat]] -= rise
                poorest = min(poorest, profit[seats[seat]])
            }
        }
    }

    /// Makes the moves of the chain from its end, so that each place is left before it is taken.
    ///
    /// - Parameter newcomer: −1 where a company sends a team away.
    private mutating func follow(_ end: End, _ newcomer: Int32) {
        var target: Int32
        switch end {
        case .without(let team):
            if team == newcomer { return }
            target = caseOfTeam[team]
            unseat(team)
            noteWaiting(team)
        case .phantom(let place):
            target = place
            addPhantoms(-1, to: target)
        case .free(let place):
            target = place
        case .companyPhantom(let place):
            target = place
            companyPhantoms[layout.company[target]] -= 1
        }
        come(to: target)
    }

    /// The moves of the chain up to a case that has been left.
    mutating func come(to place: Int32) {
        var target = place
        while true {
            var team = search.cameBy[target]
            if team == Search.byCompany {
                // The company's place freed here serves another of its cases.
                target = search.cameBy[Int32(layout.caseCount) + layout.company[target]]
                if target < 0 { return }
                team = search.cameBy[target]
            }
            // Nobody comes.
            if team < 0 { return }
            let left = caseOfTeam[team]
            if left >= 0 { unseat(team) }
            seat(team, on: target)
            if left < 0 { return }
            target = left
        }
    }
}
