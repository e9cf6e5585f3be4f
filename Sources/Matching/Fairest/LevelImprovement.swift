extension LevelNetwork {
    /// Leaves as few teams at a lack as the levels before allow: takes them off their cases, and brings all back by cheapest chains of moves,
    /// a pair of that lack costing 1 (primal-dual minimum-cost flow; Ford & Fulkerson 1962, many chains a search as Dinitz 1970).
    ///
    /// - Returns: prices that prove it; nil where the run was cancelled.
    mutating func improve(_ lack: Int32) -> LevelPrices? {
        var underway: [Int32] = []
        // A team with several such pairs stands there as often, and after its first time it is on its way.
        for team in teamsOfLack[lack] where caseOfTeam[team] >= 0 && lackOfTeam[team] == lack {
            rise(team)
            underway.append(team)
        }
        // One question a level at least: there may be ten thousand of them.
        if watch.isOver(after: layout.caseCount + layout.companyCount + underway.count) { return nil }
        search.clearPotentials()
        while !underway.isEmpty {
            guard let nearest = distances(from: underway, lack) else { return nil }
            search.lowerPotentials(to: nearest)
            underway.removeAll { bring($0, lack) }
            if watch.isOver { return nil }
        }
        return prices
    }

    // MARK: Distances

    /// How far the nearest place to be filled is from the teams; nil where the run was cancelled.
    private mutating func distances(from teams: [Int32], _ lack: Int32) -> Int64? {
        search.begin()
        for team in teams { search.relax(team, 0, depth: 0) }
        var distance: Int64 = 0
        while true {
            while let node = search.next(at: distance) {
                if watch.isOver(after: 1 + arcCount(node)) { return nil }
                if let target = target(of: node), holes(target) > 0 { return distance }
                reach(from: node, at: distance, lack)
            }
            // There is always a way: back to where the teams were.
            precondition(search.isOpen(beyond: distance), "a place to be filled cannot be reached")
            distance += 1
        }
    }

    /// About how many nodes lie one step behind a node.
    private func arcCount(_ node: Int32) -> Int {
        if node < layout.teamCount { return row(node).count }
        if let target = target(of: node) { return Int(taken[target]) }
        return node == root ? layout.companyCount + freeCases.count : node == without ? placeless.count : 0
    }

    private func target(of node: Int32) -> Int32? {
        let target = node - Int32(layout.teamCount)
        return target >= 0 && target < layout.caseCount ? target : nil
    }

    private mutating func reach(from node: Int32, at distance: Int64, _ lack: Int32) {
        let rest = distance + search.potential(node)
        let depth = search.depth(node) + 1
        if node < layout.teamCount {
            for pair in row(node) where cases[pair] != caseOfTeam[node] && isOpen(lacks[pair], at: lack) {
                let place = self.node(ofCase: cases[pair])
                search.relax(place, rest + (lacks[pair] == lack ? 1 : 0) - search.potential(place), depth: depth)
            }
            if mayGoWithout(node) { search.relax(without, rest - search.potential(without), depth: depth) }
        } else if let target = target(of: node) {
            let start = layout.seatStarts[target]
            for seat in start..<start + Int(taken[target]) { search.relax(seats[seat], distance, depth: depth) }
            let parent = parent(of: target)
            if takesMore(target) { search.relax(parent, rest - search.potential(parent), depth: depth) }
        } else if node == root {
            for company in 0..<Int32(layout.companyCount) where givesBack(company: company) {
                let place = self.node(ofCompany: company)
                search.relax(place, rest - search.potential(place), depth: depth)
            }
            for target in freeCases where givesBack(target) {
                let place = self.node(ofCase: target)
                search.relax(place, rest - search.potential(place), depth: depth)
            }
        } else if node == without {
            for team in placeless { search.relax(team, rest - search.potential(team), depth: depth) }
        } else {
            let company = node - self.node(ofCompany: 0)
            if takesMore(company: company) { search.relax(root, rest - search.potential(root), depth: depth) }
            for target in layout.cases(of: company) where givesBack(target) {
                let place = self.node(ofCase: target)
                search.relax(place, rest - search.potential(place), depth: depth)
            }
        }
    }

    // MARK: What may change

    @inline(__always)
    private func mayGoWithout(_ team: Int32) -> Bool { !isSettled[team] && waitingOfTeam[team] < 0 }
    @inline(__always)
    private func takesMore(_ target: Int32) -> Bool { !isSettled[node(ofCase: target)] && used[target] < layout.capacity[target] }
    @inline(__always)
    private func givesBack(_ target: Int32) -> Bool { !isSettled[node(ofCase: target)] && used[target] > 0 }
    @inline(__always)
    private func takesMore(company: Int32) -> Bool {
        !isSettled[node(ofCompany: company)] && companyUsed[company] < layout.companyCapacity[company]
    }
    @inline(__always)
    private func givesBack(company: Int32) -> Bool { !isSettled[node(ofCompany: company)] && companyUsed[company] > 0 }

    // MARK: Chains

    /// One step of a chain: the node, and of a team the pair by which it goes on.
    private struct Step {
        var node: Int32
        var pair = -1
    }

    /// Looks for a chain that costs nothing from a team to a place that is to be filled, and makes its moves.
    private mutating func bring(_ team: Int32, _ lack: Int32) -> Bool {
        var chain = [Step(node: team)]
        search.see(team)
        var arcs = search.arcs
        while let last = chain.last {
            if watch.isOver(after: 1 + search.arcs - arcs) { return false }
            arcs = search.arcs
            if let target = target(of: last.node), holes(target) > 0 {
                make(chain)
                for step in chain { search.forget(step.node) }
                return true
            }
            if let (next, pair) = nextStep(from: last.node, lack) {
                chain[chain.count - 1].pair = pair
                chain.append(Step(node: next))
                search.see(next)
            } else {
                chain.removeLast()
            }
        }
        return false
    }

    /// The next node that costs nothing and was not seen, with the pair that leads there.
    private mutating func nextStep(from node: Int32, _ lack: Int32) -> (Int32, Int)? {
        let own = search.potential(node)
        func isFree(_ next: Int32, _ cost: Int64 = 0) -> Bool { search.follows(next, node) && own + cost == search.potential(next) }
        if node < layout.teamCount {
            let row = row(node)
            while true {
                let arc = search.nextArc(node)
                guard arc < row.count else {
                    return arc == row.count && mayGoWithout(node) && isFree(without) ? (without, -1) : nil
                }
                let pair = row.lowerBound + arc
                guard cases[pair] != caseOfTeam[node], isOpen(lacks[pair], at: lack) else { continue }
                let place = self.node(ofCase: cases[pair])
                if isFree(place, lacks[pair] == lack ? 1 : 0) { return (place, pair) }
            }
        } else if let target = target(of: node) {
            while true {
                let arc = search.nextArc(node)
                guard arc < Int(taken[target]) else {
                    let parent = parent(of: target)
                    return arc == Int(taken[target]) && takesMore(target) && isFree(parent) ? (parent, -1) : nil
                }
                // The pair by which a team sits is tight.
                let team = seats[layout.seatStarts[target] + arc]
                if search.follows(team, node) { return (team, -1) }
            }
        } else if node == without {
            while true {
                let arc = search.nextArc(node)
                guard arc < placeless.count else { return nil }
                if isFree(placeless[arc]) { return (placeless[arc], -1) }
            }
        } else if node == root {
            while true {
                let arc = search.nextArc(node)
                if arc < layout.companyCount {
                    if givesBack(company: Int32(arc)), isFree(self.node(ofCompany: Int32(arc))) {
                        return (self.node(ofCompany: Int32(arc)), -1)
                    }
                } else {
                    guard arc - layout.companyCount < freeCases.count else { return nil }
                    let target = freeCases[arc - layout.companyCount]
                    if givesBack(target), isFree(self.node(ofCase: target)) { return (self.node(ofCase: target), -1) }
                }
            }
        } else {
            let company = node - self.node(ofCompany: 0)
            let own = layout.cases(of: company)
            while true {
                let arc = search.nextArc(node)
                guard arc < own.count else { return arc == own.count && takesMore(company: company) && isFree(root) ? (root, -1) : nil }
                if givesBack(own[arc]), isFree(self.node(ofCase: own[arc])) { return (self.node(ofCase: own[arc]), -1) }
            }
        }
    }

    /// Makes the moves of a chain: first everybody leaves, then everybody arrives.
    private mutating func make(_ chain: [Step]) {
        for step in chain where step.node < layout.teamCount && caseOfTeam[step.node] >= 0 { rise(step.node) }
        for (step, next) in zip(chain, chain.dropFirst()) {
            let (from, to) = (step.node, next.node)
            if from < layout.teamCount {
                if waitingOfTeam[from] >= 0 { stopWaiting(from) }
                if to == without { wait(from) } else { sit(from, by: step.pair) }
            } else if let target = target(of: from), to >= layout.teamCount {
                used[target] += 1
            } else if let target = target(of: to), from >= layout.teamCount {
                used[target] -= 1
            } else if to == root {
                companyUsed[from - node(ofCompany: 0)] += 1
            } else if from == root {
                companyUsed[to - node(ofCompany: 0)] -= 1
            }
        }
    }

    // MARK: Prices

    /// What the potentials say of the worth of places. A place that nobody uses costs nothing.
    private var prices: LevelPrices {
        var prices = LevelPrices(cases: [PlacePrice](), companies: [], placing: search.potential(root) - search.potential(without))
        for company in 0..<Int32(layout.companyCount) {
            let place = node(ofCompany: company)
            let price = search.potential(root) - search.potential(place)
            if price > 0 || price < 0 && isSettled[place] { prices.companies.append(PlacePrice(index: company, price: price)) }
        }
        for target in 0..<Int32(layout.caseCount) {
            let place = node(ofCase: target)
            let price = search.potential(parent(of: target)) - search.potential(place)
            if price > 0 || price < 0 && isSettled[place] { prices.cases.append(PlacePrice(index: target, price: price)) }
        }
        return prices
    }
}
