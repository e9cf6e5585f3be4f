/// Bidding for places with ε-scaling, forward and reverse (Bertsekas 1979; Bertsekas & Castañón 1989 and 1992, cases being classes of
/// equal seats). It brings prices near the optimal ones; what it leaves is only where the exact method starts, so nothing proved rests on it.
///
/// Forward: a team without a case bids for its best one, as much as its second best leaves it, and ε more; the cheapest team of a full
/// case, or of a full company, must go and bid again. Reverse: a case with a free place lowers its price until a team prefers to come.
/// Weights are multiplied by `scale`, so that ε can be a fraction of a unit of fit.
///
/// A team remembers its best few pairs and a bound on all others. The bound holds while prices rise; where a price falls it is lifted.
/// So most bids read four pairs instead of the whole row.
struct Auction<Price: FixedWidthInteger & SignedInteger & BitwiseCopyable, Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>:
    ~Copyable
{
    typealias Pairs = PackedPairs<Word>
    static var favourites: Int { 4 }

    let layout: PlaceLayout
    let pairs: Pairs
    let scale: Price
    let placementWeight: Price

    /// What a team pays for a place now, its company's share included; behind the last case one that nobody can afford.
    let price: Slab<Price>
    /// What a free place of the case, or of the company, costs.
    let floor: Slab<Price>
    let companyFloor: Slab<Price>
    let taken: Slab<Int32>
    let companyTaken: Slab<Int32>
    /// The seats of a case: while forward a heap by price, the cheapest first.
    let seatPrices: Slab<Price>
    let seatTeams: Slab<Int32>

    let teams: Slab<Team>
    /// The best pairs of each team when its row was last read.
    let best: Slab<Word>

    var waiting: [Int32] = []
    /// ε of the phase before.
    var epsilonBefore: Price = 0
    /// Pairs read, the measure of time.
    var work = 0

    init(_ rows: PairRows, _ pairs: Pairs, layout: PlaceLayout, scale: Price) {
        self.layout = layout
        self.scale = scale
        placementWeight = Price(rows.placementWeight) * scale
        self.pairs = pairs
        price = Slab(repeating: 0, count: layout.caseCount + 1)
        floor = Slab(repeating: 0, count: layout.caseCount)
        companyFloor = Slab(repeating: 0, count: layout.companyCount)
        taken = Slab(repeating: 0, count: layout.caseCount)
        companyTaken = Slab(repeating: 0, count: layout.companyCount)
        let seats = layout.seatStarts[layout.caseCount]
        seatPrices = Slab(repeating: 0, count: seats)
        seatTeams = Slab(repeating: -1, count: seats)
        teams = Slab(repeating: Team(), count: layout.teamCount)
        best = Slab(repeating: Word(truncatingIfNeeded: layout.caseCount) << Word(Pairs.fitBits), count: layout.teamCount * Self.favourites)
        price[layout.caseCount] = .max / 2
    }

    @inline(__always)
    func weight(_ word: Word) -> Price { Price(truncatingIfNeeded: Pairs.fit(word)) &* scale &+ placementWeight }

    @inline(__always)
    func value(_ word: Word) -> Price { weight(word) &- price[Pairs.index(word)] }

    /// What is read together of a team, in one line of memory.
    struct Team: BitwiseCopyable {
        /// −1 for none.
        var target: Int32 = -1
        /// Which of its case's seats it sits on; kept while reverse.
        var seat: Int32 = -1
        /// Weight less price paid; 0 without a case.
        var profit: Price = 0
        /// What no pair but the remembered best ones offers more than.
        var bound: Price = .max
    }

    // MARK: Forward

    /// What a team would gain from its best case and from the second best, at least 0; the case is −1 where none gains anything.
    struct Wish {
        var target: Int32 = -1
        var best: Price = 0
        var second: Price = 0
    }

    @inline(__always)
    mutating func wish(_ team: Int32) -> Wish {
        let remembered = remembered(team)
        if remembered.best >= teams[team].bound { return remembered }
        readRow(team)
        return self.remembered(team)
    }

    @inline(__always)
    private mutating func remembered(_ team: Int32) -> Wish {
        var wish = Wish()
        work += Self.favourites
        for slot in Int(team) * Self.favourites..<(Int(team) + 1) * Self.favourites {
            let value = value(best[slot])
            if value > wish.second {
                if value > wish.best {
                    (wish.second, wish.best) = (wish.best, value)
                    wish.target = Int32(truncatingIfNeeded: Pairs.index(best[slot]))
                } else {
                    wish.second = value
                }
            }
        }
        wish.second = min(max(wish.second, teams[team].bound), wish.best)
        return wish
    }

    /// Finds the best few pairs of a team, and the bound on the others.
    @inline(never)
    private mutating func readRow(_ team: Int32) {
        let row = pairs.row(Int(team))
        work += row.count
        let first = Int(team) * Self.favourites
        let nobody = Word(truncatingIfNeeded: layout.caseCount) << Word(Pairs.fitBits)
        for slot in first..<first + Self.favourites { best[slot] = nobody }
        // Only what gains more than all remembered ones but the last can change them.
        var least: Price = 0
        var limit: Price = 0
        for pair in row {
            let word = pairs.rows[pair]
            let value = value(word)
            if value <= least {
                limit = max(limit, value)
                continue
            }
            limit = max(limit, least)
            var slot = first + Self.favourites - 1
            while slot > first, self.value(best[slot - 1]) < value {
                best[slot] = best[slot - 1]
                slot -= 1
            }
            best[slot] = word
            least = max(0, self.value(best[first + Self.favourites - 1]))
        }
        teams[team].bound = limit
    }

    /// Lets the waiting teams bid until each has a place or wants none at the prices.
    ///
    /// - Returns: false where more than `limit` pairs were read, or the run was cancelled.
    mutating func bid(_ epsilon: Price, limit: Int, control: SolverControl) -> Bool {
        var bids = 0
        while let team = waiting.popLast() {
            bids += 1
            if bids & 1023 == 0, work > limit || control.isCancelled() { return false }
            let wish = wish(team)
            if wish.target < 0 {
                teams[team].profit = 0
                continue
            }
            take(wish.target, for: team, at: price[wish.target] + (wish.best - wish.second) + epsilon, profit: wish.second - epsilon)
        }
        return true
    }

    @inline(__always)
    private mutating func take(_ target: Int32, for team: Int32, at offer: Price, profit gain: Price) {
        let company = layout.company[target]
        let capacity = layout.capacity[target]
        if capacity == 0 {
            // No places at all: the price rises until nobody asks.
            price[target] = offer
            waiting.append(team)
            return
        }
        teams[team].target = target
        teams[team].profit = gain
        if taken[target] == capacity {
            let start = layout.seatStarts[target]
            evict(seatTeams[start])
            replaceCheapest(start, Int(capacity), offer, team)
        } else {
            if company >= 0, companyTaken[company] == layout.companyCapacity[company], !evictCheapest(of: company) {
                // The company takes nobody at all.
                teams[team].target = -1
                floor[target] = offer
                price[target] = offer
                waiting.append(team)
                return
            }
            sit(team, at: offer, on: target)
        }
        if company < 0 {
            if taken[target] == capacity { price[target] = seatPrices[layout.seatStarts[target]] }
        } else {
            reprice(company)
        }
    }

    @inline(__always)
    mutating func evict(_ team: Int32) {
        teams[team].target = -1
        waiting.append(team)
    }
}
