extension PlaceNetwork {
    /// Takes over prices and matches from elsewhere as far as they agree, holds places that cost too much with phantoms, seats whom it
    /// can, and returns the teams that are still owed a place.
    ///
    /// - Parameters:
    ///   - start: prices of any origin; negative ones count as 0.
    ///   - matches: the case of each team, −1 for none; those that break a capacity, or are not tight at the prices, are dropped.
    ///   - pairs: the same pairs in the order of their tiers, in which the best are soon found.
    /// - Returns: something of no use where it is to end.
    mutating func begin<Word>(from start: AssignmentPrices, matches: [Int32]?, pairs: PackedPairs<Word>) -> [Int32] {
        setPrices(start)
        if let matches { takeOver(matches) }
        holdCostlyPlaces()
        findProfits(pairs)
        var owed: [Int32] = []
        for team in 0..<Int32(layout.teamCount) where caseOfTeam[team] < 0 && profit[team] > 0 {
            if watch.isOver(after: 1 + rows.pairs(of: Int(team)).count) { break }
            if !sitDown(team) { owed.append(team) }
        }
        return owed
    }

    /// Seats teams that gain nothing by a place but find one free: the total stays what it is, and more are placed.
    mutating func seatTheIndifferent() {
        for team in 0..<Int32(layout.teamCount) where caseOfTeam[team] < 0 {
            if watch.isOver(after: 1 + rows.pairs(of: Int(team)).count) { return }
            _ = sitDown(team)
        }
    }

    private func setPrices(_ start: AssignmentPrices) {
        for company in 0..<layout.companyCount where layout.companyStarts[company] < layout.companyStarts[company + 1] {
            companyPrice[company] = max(0, start.companies[company])
        }
        for target in 0..<layout.caseCount {
            let company = layout.company[target]
            price[target] = max(0, start.cases[target]) + (company < 0 ? 0 : companyPrice[company])
        }
    }

    private mutating func takeOver(_ matches: [Int32]) {
        for team in 0..<layout.teamCount where matches[team] >= 0 {
            let target = matches[team]
            let company = layout.company[target]
            if watch.isOver(after: 1 + rows.pairs(of: team).count) { return }
            guard rows.pairs(of: team).contains(where: { rows.cases[$0] == target }), hasFreePlace(target),
                company < 0 || companyTaken[company] < layout.companyCapacity[company]
            else { continue }
            seat(Int32(team), on: target)
        }
    }

    /// A free place may not have a price: phantoms hold as many as the company's capacity allows, and the price of the others falls.
    private func holdCostlyPlaces() {
        for target in 0..<Int32(layout.caseCount) where hasFreePlace(target) && ownPrice(target) > 0 {
            let free = layout.capacity[target] - taken[target]
            let company = layout.company[target]
            if company < 0 || free <= layout.companyCapacity[company] - companyTaken[company] {
                addPhantoms(free, to: target)
            } else {
                price[target] = companyPrice[company]
            }
        }
        for company in 0..<layout.companyCount where companyPrice[company] > 0 {
            companyPhantoms[company] = layout.companyCapacity[company] - companyTaken[company]
        }
    }

    /// What each team gains at most at the prices; a team that sits where it gains less is sent away.
    private mutating func findProfits<Word>(_ pairs: PackedPairs<Word>) {
        let lowest = price.least ?? 0
        for team in 0..<Int32(layout.teamCount) {
            let target = caseOfTeam[team]
            var best: Int64 = 0
            var own: Int64?
            if watch.isOver(after: 1 + pairs.row(Int(team)).count) { return }
            for pair in pairs.row(Int(team)) {
                let word = pairs.rows[pair]
                let fit = PackedPairs<Word>.fit(word)
                if target < 0 || own != nil, weights.most(ofFit: pairs.tiers.most(from: fit)) - lowest <= best { break }
                let other = Int32(truncatingIfNeeded: PackedPairs<Word>.index(word))
                let value = weights.weight(ofFit: fit, team: team, target: other) - price[other]
                best = max(best, value)
                if other == target { own = value }
            }
            profit[team] = best
            if target >= 0, own != best { drop(team) }
        }
    }

    /// Takes a team off a case that is not its best, and lets a phantom hold the place if it has a price.
    private func drop(_ team: Int32) {
        let target = caseOfTeam[team]
        unseat(team)
        let company = layout.company[target]
        if ownPrice(target) > 0 {
            addPhantoms(1, to: target)
        } else if company >= 0, companyPrice[company] > 0 {
            companyPhantoms[company] += 1
        }
    }

    /// Seats a team on a case that is its best and has a place, or a phantom in it; false where there is none.
    mutating func sitDown(_ team: Int32) -> Bool {
        for pair in rows.pairs(of: Int(team)) {
            let target = rows.cases[pair]
            guard weight(pair, of: team) - price[target] - risen == profit[team] else { continue }
            let company = layout.company[target]
            if phantoms[target] > 0 {
                addPhantoms(-1, to: target)
            } else if !hasFreePlace(target) {
                continue
            } else if company >= 0, companyTaken[company] + companyPhantoms[company] == layout.companyCapacity[company] {
                if companyPhantoms[company] == 0 { continue }
                companyPhantoms[company] -= 1
            }
            seat(team, on: target)
            return true
        }
        return false
    }
}
