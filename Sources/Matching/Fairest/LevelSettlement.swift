// Between levels: of the pairs those are kept that an optimum so far can use. A level concerns few teams: those with a pair of its lack, those
// whom a place with a price concerns, and where a placed team counts something beside its level those who may go without. All others gain
// the same from each of their pairs, and keep them all.
extension LevelNetwork {
    /// Keeps of the pairs those that an optimum of this level can use, and marks who has a place, or is full, in all of them.
    ///
    /// - Parameter lack: of the level; nil for the first, the number of teams.
    mutating func settle(_ prices: LevelPrices, atLack lack: Int32?) {
        levelCount += 1
        let priced = spread(prices)
        if let lack {
            isListed[lack] = true
            priceSums.add(prices)
            for open in lack..<worked { keepTight(of: teamsOfLack[open], prices.placing, lack) }
            worked = lack
            for target in priced { keepTight(of: teamsOfCase[target], prices.placing, lack) }
            if prices.placing != 0 { keepTightOfUnsettled(prices.placing, lack) }
        } else {
            unsettled = Array(0..<Int32(layout.teamCount))
            keepTightOfUnsettled(prices.placing, nil)
        }
        for target in priced { placePrice[target] = 0 }
        for entry in prices.cases where entry.price > 0 { isSettled[node(ofCase: entry.index)] = true }
        for entry in prices.companies where entry.price > 0 { isSettled[node(ofCompany: entry.index)] = true }
    }

    /// Notes what places cost.
    ///
    /// - Returns: the cases that may cost something, or less than nothing; some more than once.
    private func spread(_ prices: LevelPrices) -> [Int32] {
        var priced: [Int32] = []
        for entry in prices.companies {
            for target in layout.cases(of: entry.index) {
                placePrice[target] += entry.price
                priced.append(target)
            }
        }
        for entry in prices.cases {
            placePrice[entry.index] += entry.price
            priced.append(entry.index)
        }
        return priced
    }

    private mutating func keepTight(of teams: UnsafeBufferPointer<Int32>, _ placing: Int64, _ lack: Int32?) {
        for team in teams {
            if watch.isOver(after: 1) { return }
            keepTight(of: team, placing, lack)
        }
    }

    private mutating func keepTightOfUnsettled(_ placing: Int64, _ lack: Int32?) {
        var left = 0
        for index in unsettled.indices {
            let team = unsettled[index]
            if watch.isOver(after: 1) { return }
            keepTight(of: team, placing, lack)
            if isSettled[team] || row(team).isEmpty { continue }
            unsettled[left] = team
            left += 1
        }
        unsettled.removeLast(unsettled.count - left)
    }

    /// Keeps of a team's pairs those that gain it most, at each level once.
    private mutating func keepTight(of team: Int32, _ placing: Int64, _ lack: Int32?) {
        if keptAt[team] == levelCount { return }
        keptAt[team] = levelCount
        let pairs = row(team)
        if watch.isOver(after: 2 * pairs.count) { return }
        var profit: Int64 = isSettled[team] ? .min : 0
        for pair in pairs where isOpen(lacks[pair], at: lack) {
            profit = max(profit, worth(lacks[pair], at: lack, placing) - placePrice[cases[pair]])
        }
        var end = pairs.lowerBound
        for pair in pairs where isOpen(lacks[pair], at: lack) {
            guard worth(lacks[pair], at: lack, placing) - placePrice[cases[pair]] == profit else { continue }
            (cases[end], lacks[end]) = (cases[pair], lacks[pair])
            end += 1
        }
        rowEnds[team] = end
        if profit > 0 { isSettled[team] = true }
    }

    @inline(__always)
    private func worth(_ lack: Int32, at level: Int32?, _ placing: Int64) -> Int64 { placing - (lack == level ? 1 : 0) }

    /// Whether pairs of a lack may still be used when those of `level` are in work.
    @inline(__always)
    func isOpen(_ lack: Int32, at level: Int32?) -> Bool {
        guard let level else { return true }
        return lack <= level || isListed[lack]
    }
}

/// Teams by a number that their pairs have, flat: each list ascending, a team as often as pairs of it have the number.
struct TeamLists: ~Copyable {
    private let starts: Slab<Int>
    private let teams: Slab<Int32>

    /// - Parameters:
    ///   - keys: of each pair, below `count`.
    ///   - watch: where it is to end before, the lists are of no use.
    init(keys: borrowing Slab<Int32>, count: Int, rowStarts: [Int], watch: inout CancelWatch) {
        // Counted two places on, so that filling leaves each start where it belongs.
        starts = Slab(repeating: 0, count: count + 2)
        teams = Slab(uninitialized: keys.count)
        let (starts, base) = (starts.base, keys.base)
        watch.forEach(in: 0..<keys.count) { starts[Int(base[$0]) + 2] += 1 }
        if watch.isOver { return }
        for key in stride(from: 2, to: count + 2, by: 1) { starts[key] += starts[key - 1] }
        for team in 0..<max(0, rowStarts.count - 1) {
            if watch.isOver(after: 1 + rowStarts[team + 1] - rowStarts[team]) { return }
            for pair in rowStarts[team]..<rowStarts[team + 1] {
                let slot = Int(keys[pair]) + 1
                teams[starts[slot]] = Int32(team)
                starts[slot] += 1
            }
        }
    }

    subscript(key: Int32) -> UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(start: teams.base + starts[key], count: starts[key + 1] - starts[key])
    }
}
