// Changes of an optimal network, each of which leaves it optimal: no phantom, and every team that takes part has its due. They cost a few
// shortest paths, which read what lies nearer than the end they find.
extension PlaceNetwork {
    /// The profit of a team that takes no part: more than any case can offer, so that nothing draws it; small enough that the sum with two
    /// prices fits 64 bits.
    static var absent: Int64 { 1 << 62 }

    /// Puts every team where it was, at prices that are to be proven.
    ///
    /// - Parameters:
    ///   - fits: that of each team's match; of a team without one it does not count.
    ///   - absent: teams that take no part; they have no match.
    ///   - scale: how much larger weights are now than those that the prices belong to.
    mutating func restore(matches: [Int32], fits: [Int32], absent: [Bool], prices: AssignmentPrices, scale: Int64 = 1) {
        // Only where there is no place at all can a proven price be higher, and there it says no more than this.
        let highest = rows.placementWeight + Int64(AssignmentProblem.largestFit)
        risen = 0
        for company in 0..<layout.companyCount {
            (companyTaken[company], companyPrice[company]) = (0, min(prices.companies[company], highest) * scale)
        }
        for target in 0..<layout.caseCount {
            let company = layout.company[target]
            taken[target] = 0
            price[target] = min(prices.cases[target], highest) * scale + (company < 0 ? 0 : companyPrice[company])
        }
        (lowest, poorest) = (price.least ?? 0, 0)
        for team in 0..<Int32(layout.teamCount) {
            let target = matches[Int(team)]
            caseOfTeam[team] = -1
            profit[team] = absent[Int(team)] ? Self.absent : 0
            if target < 0 { continue }
            seat(team, on: target)
            profit[team] = weights.weight(ofFit: fits[Int(team)], team: team, target: target) - price[target]
        }
        noteAllEnds()
    }

    /// A team takes no part any more; its place, if it has one, is filled as well as it can be.
    mutating func remove(_ team: Int32, on ground: ChangingGround) {
        let target = caseOfTeam[team]
        if target >= 0 { unseat(team) }
        profit[team] = Self.absent
        guard target >= 0 else { return }
        noteExit(target)
        let company = layout.company[target]
        if ownPrice(target) > 0 {
            addPhantoms(1, to: target)
            ground.vacate(target, in: &self)
        } else if company >= 0, price(ofCompany: company) > 0 {
            companyPhantoms[company] += 1
            ground.vacate(Int32(layout.caseCount) + company, in: &self)
        }
    }

    /// A team that took no part takes part.
    mutating func add(_ team: Int32, on ground: ChangingGround) {
        profit[team] = bestProfit(Int(team))
        if profit[team] > 0 {
            ground.place(team, in: &self)
        } else if sitDown(team) {
            noteExit(caseOfTeam[team])
        } else {
            noteWaiting(team)
        }
    }

    /// Another number of places of a case, at most as many as there are seats for.
    mutating func setPlaces(of target: Int32, to places: Int32, on ground: ChangingGround) {
        if places < layout.capacity[target] { takePlaces(of: target, downTo: places, on: ground) }
        while places > layout.capacity[target], !watch.isOver { addPlace(to: target, on: ground) }
    }

    /// The teams that lose their seats are placed again from the start.
    private mutating func takePlaces(of target: Int32, downTo places: Int32, on ground: ChangingGround) {
        let company = layout.company[target]
        var displaced: [Int32] = []
        while taken[target] > places {
            let team = seats[layout.seatStarts[target] + Int(taken[target]) - 1]
            unseat(team)
            if company >= 0, price(ofCompany: company) > 0 { companyPhantoms[company] += 1 }
            displaced.append(team)
        }
        layout.capacity[target] = places
        noteExit(target)
        for team in displaced { ground.place(team, in: &self) }
        if company >= 0 { ground.vacate(Int32(layout.caseCount) + company, in: &self) }
    }

    private mutating func addPlace(to target: Int32, on ground: ChangingGround) {
        layout.capacity[target] += 1
        noteExit(target)
        guard ownPrice(target) > 0 else { return }
        let company = layout.company[target]
        let isFull = company >= 0 && companyTaken[company] == layout.companyCapacity[company]
        // With a place more of its company too the phantom can sit; the company then gives the loan back.
        if isFull { layout.companyCapacity[company] += 1 }
        addPhantoms(1, to: target)
        ground.vacate(target, in: &self)
        if isFull { takePlace(ofCompany: company) }
    }

    /// Another number of teams that a company takes over all its cases; of one that states no capacity nothing changes.
    mutating func setPlaces(ofCompany company: Int32, to places: Int32, on ground: ChangingGround) {
        while layout.companyCapacity[company] > places, !watch.isOver { takePlace(ofCompany: company) }
        let added = places - layout.companyCapacity[company]
        guard added > 0 else { return }
        layout.companyCapacity[company] = places
        if price(ofCompany: company) > 0 { companyPhantoms[company] += added }
        ground.vacate(Int32(layout.caseCount) + company, in: &self)
    }

    private mutating func takePlace(ofCompany company: Int32) {
        layout.companyCapacity[company] -= 1
        if companyTaken[company] > layout.companyCapacity[company] { expel(from: company) }
    }
}
