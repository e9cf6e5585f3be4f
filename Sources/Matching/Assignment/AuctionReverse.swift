extension Auction {
    private typealias Offer = (gain: Price, team: Int32)

    /// Lets cases with a free place that costs something lower their price until teams come, or it costs nothing.
    ///
    /// - Returns: false where more than `limit` pairs were read, or the run was cancelled.
    mutating func fillCostlyPlaces(_ epsilon: Price, limit: Int, control: SolverControl) -> Bool {
        var open: [Int32] = []
        let isOpen = Slab<Bool>(repeating: false, count: layout.caseCount)
        for target in 0..<Int32(layout.caseCount) {
            let start = layout.seatStarts[target]
            for seat in 0..<taken[target] { seatOf[seats[start + Int(seat)].team] = seat }
            // A free place that only its company's capacity closes is left to the exact method.
            if taken[target] < layout.capacity[target], price[target] > 0, layout.company[target] < 0 {
                open.append(target)
                isOpen[target] = true
            }
        }
        var offers: [Offer] = []
        while let target = open.popLast() {
            if work >= nextLook, !mayGoOn(limit, control) { return false }
            isOpen[target] = false
            if let later = open.last { askForColumn(of: later) }
            let free = Int(layout.capacity[target] - taken[target])
            guard gather(&offers, for: target, most: free + 1, control) else { return false }
            let level = offers.count > free ? max(0, offers[free].gain - epsilon) : 0
            cheapen(target, to: level)
            for offer in offers.prefix(free) where offer.gain >= level + epsilon {
                let left = targetOf[offer.team]
                if left >= 0 {
                    leave(offer.team, left)
                    if price[left] > 0, !isOpen[left], layout.company[left] < 0 {
                        isOpen[left] = true
                        open.append(left)
                    }
                }
                join(offer.team, target, at: level, profit: profit[offer.team] + offer.gain - level)
            }
            if level > 0, taken[target] < layout.capacity[target] {
                isOpen[target] = true
                open.append(target)
            }
        }
        return true
    }

    /// Begins to read the column of a case that lowers its price soon.
    @inline(__always)
    private mutating func askForColumn(of target: Int32) {
        let start = pairs.column(Int(target)).lowerBound
        if start < pairs.columns.count { asked &+= pairs.columns[start] }
    }

    /// The teams not on the case that would pay the most to come without losing, best first.
    ///
    /// - Returns: false where the run was cancelled.
    private mutating func gather(_ offers: inout [Offer], for target: Int32, most: Int, _ control: SolverControl) -> Bool {
        offers.removeAll(keepingCapacity: true)
        let column = pairs.column(Int(target))
        var least: Price = 0
        work &+= 2
        for slot in column {
            let word = pairs.columns[slot]
            // No team is worse off than by ε.
            if self.most(from: word) &+ epsilonBefore <= least { break }
            work &+= 1
            let team = Int32(truncatingIfNeeded: Pairs.index(word))
            let gain = weight(word) &- profit[team]
            if gain <= least || targetOf[team] == target { continue }
            // A few are kept in order; many are sorted once.
            if most > 32 {
                offers.append((gain, team))
                continue
            }
            if offers.count < most { offers.append((gain, team)) }
            var place = offers.count - 1
            while place > 0, offers[place - 1].gain < gain {
                offers[place] = offers[place - 1]
                place -= 1
            }
            offers[place] = (gain, team)
            if offers.count == most { least = offers[most - 1].gain }
        }
        if most > 32 {
            guard sort(&offers, control) else { return false }
            offers.removeLast(max(0, offers.count - most))
        }
        return true
    }

    private struct Ended: Error {}

    /// Sorts offers, the best first; they may be as many as there are teams.
    ///
    /// - Returns: false where the run was cancelled.
    private func sort(_ offers: inout [Offer], _ control: SolverControl) -> Bool {
        var watch = CancelWatch(control)
        do {
            try offers.sort { one, other in
                if watch.isOver(after: 1) { throw Ended() }
                return one.gain > other.gain || (one.gain == other.gain && one.team < other.team)
            }
            return true
        } catch {
            return false
        }
    }

    /// Lowers the price of a case to a level, for the teams on it too.
    private mutating func cheapen(_ target: Int32, to level: Price) {
        let start = layout.seatStarts[target]
        for seat in start..<start + Int(taken[target]) where seats[seat].price > level {
            profit[seats[seat].team] += seats[seat].price - level
            seats[seat].price = level
        }
        fall(target, to: level)
    }

    /// Takes a team off its case, whose price stays what it was.
    private mutating func leave(_ team: Int32, _ target: Int32) {
        let start = layout.seatStarts[target]
        if taken[target] == layout.capacity[target] {
            var cheapest = seats[start].price
            for seat in start..<start + Int(taken[target]) { cheapest = min(cheapest, seats[seat].price) }
            floor[target] = cheapest
            price[target] = cheapest
            lowest = min(lowest, cheapest)
        }
        let company = layout.company[target]
        if company >= 0 {
            companyFloor[company] = share(of: company)
            companyTaken[company] -= 1
        }
        taken[target] -= 1
        let last = start + Int(taken[target])
        let seat = start + Int(seatOf[team])
        seats[seat] = seats[last]
        seatOf[seats[last].team] = seatOf[team]
    }

    private func join(_ team: Int32, _ target: Int32, at level: Price, profit gain: Price) {
        let seat = layout.seatStarts[target] + Int(taken[target])
        seats[seat] = Seat(price: level, team: team)
        seatOf[team] = taken[target]
        targetOf[team] = target
        profit[team] = gain
        taken[target] += 1
    }
}
