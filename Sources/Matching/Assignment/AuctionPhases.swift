extension Auction {
    /// Before the first phase: nobody can afford a place, and prices come down to where teams do. Only where no company's capacity binds,
    /// since reverse steps know nothing of companies.
    func startFromTheTop(_ level: Price) {
        for target in 0..<layout.caseCount where layout.capacity[target] > 0 { price[target] = level }
    }

    /// Opens a phase: every seat of a case costs what the case does, teams stay where that is within ε of their best, all others wait.
    ///
    /// - Returns: false where the run was cancelled.
    mutating func begin(_ epsilon: Price, _ watch: inout CancelWatch) -> Bool {
        // Reverse steps know nothing of companies: their prices go back by what the phase before may have bid too much.
        for company in 0..<Int32(layout.companyCount) {
            companyFloor[company] = max(0, share(of: company) - epsilonBefore)
            for target in layout.cases(of: company) { fall(target, to: max(companyFloor[company], price[target] - epsilonBefore)) }
        }
        epsilonBefore = epsilon
        findLowest()
        for company in 0..<layout.companyCount { companyTaken[company] = 0 }
        for target in 0..<layout.caseCount {
            floor[target] = price[target]
            taken[target] = 0
        }
        waitingCount = 0
        next = 0
        for team in 0..<Int32(layout.teamCount) {
            let before = work
            keepIfContent(team, epsilon)
            if watch.isOver(after: 1 + work - before) { return false }
        }
        return true
    }

    private mutating func keepIfContent(_ team: Int32, _ epsilon: Price) {
        let target = targetOf[team]
        if target < 0 { return wait(team) }
        var best: Price = 0
        var own: Price = .min
        let row = pairs.row(Int(team))
        var pair = row.lowerBound
        while pair < row.upperBound {
            let word = pairs.rows[pair]
            if own > .min, most(from: word) &- lowest <= best { break }
            pair &+= 1
            let value = value(word)
            if Pairs.index(word) == target { own = value }
            best = max(best, value)
        }
        work &+= pair &- row.lowerBound
        if own >= best &- epsilon {
            profit[team] = own
            sit(team, at: price[target], on: target)
        } else {
            evict(team)
        }
    }

    /// Lowers the price of a case with a free place.
    @inline(__always)
    mutating func fall(_ target: Int32, to level: Price) {
        price[target] = level
        floor[target] = level
        lowest = min(lowest, level)
    }

    /// Finds the lowest price anew, after prices rose.
    mutating func findLowest() {
        var least = Price.max
        for target in 0..<layout.caseCount { least = min(least, price[target]) }
        lowest = least
    }
}
