/// Bidding for places with ε-scaling, forward and reverse (Bertsekas 1979; Bertsekas & Castañón 1989 and 1992, cases being classes of
/// equal seats). It brings prices near the optimal ones; what it leaves is only where the exact method starts, so nothing proved rests on it.
///
/// Forward: a team without a case bids for its best one, as much as its second best leaves it, and ε more; the cheapest team of a full
/// case, or of a full company, must go and bid again. Reverse: a case with a free place lowers its price until a team prefers to come.
/// Weights are multiplied by `scale`, so that ε can be a fraction of a unit of fit.
///
/// Rows and columns stand by fit, the best first: a look for the best ends where no fit further on could beat what was found.
struct Auction<Price: FixedWidthInteger & SignedInteger & BitwiseCopyable, Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>:
    ~Copyable
{
    typealias Pairs = PackedPairs<Word>

    let layout: PlaceLayout
    let pairs: Pairs
    let tiers: FitTiers
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
    let seats: Slab<Seat>

    /// The case of each team, −1 for none.
    let targetOf: Slab<Int32>
    /// Which of its case's seats it sits on; kept while reverse.
    let seatOf: Slab<Int32>
    /// Weight less price paid; 0 without a case.
    let profit: Slab<Price>
    /// No case costs less.
    var lowest: Price = 0

    /// Teams that have yet to bid, in a ring: the first at `next`, `waitingCount` of them.
    let waiting: Slab<Int32>
    var waitingCount = 0
    var next = 0
    /// Nothing but the trace of what was asked for early.
    var asked: Word = 0
    /// ε of the phase before.
    var epsilonBefore: Price = 0
    /// Pairs read, the measure of time, and how many there may be before somebody is asked whether to go on.
    var work = 0
    var nextLook = 0

    init(_ rows: PairRows, _ pairs: Pairs, layout: PlaceLayout, scale: Price) {
        self.layout = layout
        self.scale = scale
        placementWeight = Price(rows.placementWeight) * scale
        self.pairs = pairs
        tiers = pairs.tiers
        price = Slab(repeating: 0, count: layout.caseCount + 1)
        floor = Slab(repeating: 0, count: layout.caseCount)
        companyFloor = Slab(repeating: 0, count: layout.companyCount)
        taken = Slab(repeating: 0, count: layout.caseCount)
        companyTaken = Slab(repeating: 0, count: layout.companyCount)
        let seats = layout.seatStarts[layout.caseCount]
        self.seats = Slab(repeating: Seat(), count: seats)
        waiting = Slab(repeating: 0, count: layout.teamCount)
        targetOf = Slab(repeating: -1, count: layout.teamCount)
        seatOf = Slab(repeating: -1, count: layout.teamCount)
        profit = Slab(repeating: 0, count: layout.teamCount)
        price[layout.caseCount] = .max / 2
    }

    @inline(__always)
    func weight(_ word: Word) -> Price { Price(truncatingIfNeeded: Pairs.fit(word)) &* scale &+ placementWeight }

    /// What no pair further on in the row or column weighs more than.
    @inline(__always)
    func most(from word: Word) -> Price {
        Price(truncatingIfNeeded: tiers.most(from: Pairs.fit(word))) &* scale &+ placementWeight
    }

    @inline(__always)
    func value(_ word: Word) -> Price { weight(word) &- price[Pairs.index(word)] }

    /// A place taken, with what is paid for it.
    struct Seat: BitwiseCopyable {
        var price: Price = 0
        var team: Int32 = -1
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
        var wish = Wish()
        let row = pairs.row(Int(team))
        var pair = row.lowerBound
        while pair < row.upperBound {
            let word = pairs.rows[pair]
            if most(from: word) &- lowest <= wish.second { break }
            pair &+= 1
            let value = value(word)
            if value > wish.second {
                if value > wish.best {
                    (wish.second, wish.best) = (wish.best, value)
                    wish.target = Int32(truncatingIfNeeded: Pairs.index(word))
                } else {
                    wish.second = value
                }
            }
        }
        work &+= 2 &+ pair &- row.lowerBound
        return wish
    }

    /// False where more than `limit` pairs were read, or the run was cancelled.
    mutating func mayGoOn(_ limit: Int, _ control: SolverControl) -> Bool {
        nextLook = work &+ 20_000
        return work <= limit && !control.isCancelled()
    }

    /// Begins to read the row of a team that bids soon: rows are spread over memory, which has answered by then.
    @inline(__always)
    private mutating func askForRow(of team: Int32) {
        let start = pairs.rowStarts[Int(team)]
        if start < pairs.rows.count { asked &+= pairs.rows[start] }
    }

    /// Lets the waiting teams bid until each has a place or wants none at the prices.
    ///
    /// - Returns: false where more than `limit` pairs were read, or the run was cancelled.
    mutating func bid(_ epsilon: Price, limit: Int, control: SolverControl) -> Bool {
        while waitingCount > 0 {
            waitingCount &-= 1
            let team = waiting[next]
            next &+= 1
            if next == layout.teamCount { next = 0 }
            if next &+ 3 < layout.teamCount { askForRow(of: waiting[next &+ 3]) }
            if work >= nextLook, !mayGoOn(limit, control) { return false }
            let wish = wish(team)
            if wish.target < 0 {
                profit[team] = 0
                continue
            }
            take(wish.target, for: team, at: price[wish.target] &+ (wish.best &- wish.second) &+ epsilon, profit: wish.second &- epsilon)
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
            wait(team)
            return
        }
        targetOf[team] = target
        profit[team] = gain
        if taken[target] == capacity {
            let start = layout.seatStarts[target]
            evict(seats[start].team)
            replaceCheapest(start, Int(capacity), offer, team)
        } else {
            if company >= 0, companyTaken[company] == layout.companyCapacity[company], !evictCheapest(of: company) {
                // The company takes nobody at all.
                targetOf[team] = -1
                floor[target] = offer
                price[target] = offer
                wait(team)
                return
            }
            sit(team, at: offer, on: target)
        }
        if company < 0 {
            if taken[target] == capacity { price[target] = seats[layout.seatStarts[target]].price }
        } else {
            reprice(company)
        }
    }

    @inline(__always)
    mutating func evict(_ team: Int32) {
        targetOf[team] = -1
        wait(team)
    }

    @inline(__always)
    mutating func wait(_ team: Int32) {
        var last = next &+ waitingCount
        if last >= layout.teamCount { last &-= layout.teamCount }
        waiting[last] = team
        waitingCount &+= 1
    }
}
