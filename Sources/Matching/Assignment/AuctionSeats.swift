extension Auction {
    /// Puts a team on the cheapest seat of a heap of `count`, at its offer.
    func replaceCheapest(_ start: Int, _ count: Int, _ offer: Price, _ team: Int32) {
        var hole = 0
        while true {
            var child = 2 &* hole &+ 1
            guard child < count else { break }
            if child &+ 1 < count, seats[start &+ child &+ 1].price < seats[start &+ child].price { child &+= 1 }
            guard seats[start &+ child].price < offer else { break }
            seats[start &+ hole] = seats[start &+ child]
            hole = child
        }
        seats[start &+ hole] = Seat(price: offer, team: team)
    }

    /// Puts a team on a free seat.
    func sit(_ team: Int32, at offer: Price, on target: Int32) {
        let start = layout.seatStarts[target]
        var hole = Int(taken[target])
        while hole > 0 {
            let parent = (hole &- 1) >> 1
            guard offer < seats[start &+ parent].price else { break }
            seats[start &+ hole] = seats[start &+ parent]
            hole = parent
        }
        seats[start &+ hole] = Seat(price: offer, team: team)
        taken[target] &+= 1
        let company = layout.company[target]
        if company >= 0 { companyTaken[company] += 1 }
    }

    // MARK: Companies

    /// The case of a company whose cheapest seat is the cheapest of all; −1 where nobody sits.
    private func cheapestCase(of company: Int32) -> Int32 {
        var cheapest: Int32 = -1
        for target in layout.cases(of: company) where taken[target] > 0 {
            if cheapest < 0 || seats[layout.seatStarts[target]].price < seats[layout.seatStarts[cheapest]].price { cheapest = target }
        }
        return cheapest
    }

    /// Sends the cheapest team of a company away; false where it has none.
    mutating func evictCheapest(of company: Int32) -> Bool {
        let target = cheapestCase(of: company)
        guard target >= 0 else { return false }
        let start = layout.seatStarts[target]
        evict(seats[start].team)
        taken[target] -= 1
        companyTaken[company] -= 1
        let last = start + Int(taken[target])
        if last > start { replaceCheapest(start, Int(taken[target]), seats[last].price, seats[last].team) }
        return true
    }

    /// What a place of a company costs: its cheapest seat where it is full.
    func share(of company: Int32) -> Price {
        guard companyTaken[company] == layout.companyCapacity[company] else { return companyFloor[company] }
        let target = cheapestCase(of: company)
        return target < 0 ? companyFloor[company] : max(companyFloor[company], seats[layout.seatStarts[target]].price)
    }

    /// Brings the prices of all cases of a company up to date.
    mutating func reprice(_ company: Int32) {
        let share = share(of: company)
        for target in layout.cases(of: company) {
            let isFull = taken[target] == layout.capacity[target] && taken[target] > 0
            price[target] = max(price[target], isFull ? seats[layout.seatStarts[target]].price : max(floor[target], share))
        }
        work += layout.cases(of: company).count
    }
}
