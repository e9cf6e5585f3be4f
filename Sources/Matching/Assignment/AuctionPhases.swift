extension Auction {
    /// Opens a phase: every seat of a case costs what the case does, teams stay where that is within ε of their best, all others wait.
    mutating func begin(_ epsilon: Price) {
        // Reverse steps know nothing of companies: their prices go back by what the phase before may have bid too much.
        for company in 0..<Int32(layout.companyCount) {
            companyFloor[company] = max(0, share(of: company) - epsilonBefore)
            for target in layout.cases(of: company) { fall(target, to: max(companyFloor[company], price[target] - epsilonBefore)) }
        }
        epsilonBefore = epsilon
        for company in 0..<layout.companyCount { companyTaken[company] = 0 }
        waiting.removeAll(keepingCapacity: true)
        for team in 0..<Int32(layout.teamCount) where teams[team].target < 0 { waiting.append(team) }
        for target in 0..<Int32(layout.caseCount) { keepContent(target, epsilon) }
    }

    private mutating func keepContent(_ target: Int32, _ epsilon: Price) {
        let start = layout.seatStarts[target]
        let level = price[target]
        floor[target] = level
        let before = taken[target]
        taken[target] = 0
        for seat in start..<start + Int(before) {
            let team = seatTeams[seat]
            let own = teams[team].profit + seatPrices[seat] - level
            var wish = wish(team)
            // The bound may be too generous: look at the row before a team is sent to bid.
            if own < max(wish.best, teams[team].bound) - epsilon, teams[team].bound > wish.best { wish = self.wish(team) }
            if own >= wish.best - epsilon {
                teams[team].profit = own
                sit(team, at: level, on: target)
            } else {
                evict(team)
            }
        }
    }

    /// Lowers the price of a case with a free place, and lifts the bounds that rested on it.
    mutating func fall(_ target: Int32, to level: Price) {
        price[target] = level
        floor[target] = level
        let column = pairs.column(Int(target))
        work += column.count
        for slot in column {
            let team = Pairs.index(pairs.columns[slot])
            teams[team].bound = max(teams[team].bound, weight(pairs.columns[slot]) - level)
        }
    }
}
