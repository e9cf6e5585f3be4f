/// The state of the exact method: matches, places taken, and integer prices that are always dual feasible.
///
/// Primal-dual method of successive shortest paths on the laminar network team → case → company → everyone
/// (Kuhn 1955; Edmonds & Karp 1972; Ahuja, Magnanti & Orlin, *Network Flows*, ch. 9 and 12). What always holds:
/// - `profit[t] ≥ weight − price[c]` for every pair, with equality for a match; profits, company prices and
///   `price[c] − companyPrice[k]` are ≥ 0;
/// - a case with a free place costs no more than its company, a company with a free place costs nothing. So that the search can start
///   from any prices, such places are first held by *phantoms*: imaginary teams that are worth exactly the price.
///
/// A solution is optimal when no phantom is left and every team without a case has profit 0.
struct PlaceNetwork<Weights: PairWeights>: ~Copyable {
    let rows: PairRows
    /// What a pair counts; it changes only together with prices, profits and matches.
    var weights: Weights
    let layout: PlaceLayout

    let caseOfTeam: Slab<Int32>
    /// Which of its case's seats a team sits on.
    let seatOfTeam: Slab<Int32>
    let seats: Slab<Int32>
    /// Teams on a case, and phantoms.
    let taken: Slab<Int32>
    let phantoms: Slab<Int32>
    /// Teams and phantoms on all cases of a company, and phantoms of the company itself.
    let companyTaken: Slab<Int32>
    let companyPhantoms: Slab<Int32>

    /// The whole price of a place: the case's own and its company's; `risen` less than it is, as that of a company is.
    let price: Slab<Int64>
    let companyPrice: Slab<Int64>
    /// That of a team on a case is `risen` more than it is, so that all sums along its pairs are what they are.
    let profit: Slab<Int64>

    /// How far all prices have risen together, and the profits of all teams on a case fallen.
    var risen: Int64 = 0

    /// No case costs less, and no team on a case has a smaller profit; both as they are stored.
    var lowest: Int64 = 0
    var poorest: Int64 = 0

    /// Where it is to end in the middle of a search, what the network holds is of no use any more.
    var watch: CancelWatch

    var search: Search
    /// How many cases a search settles before another one begins from the ends that a chain may have; `Int.max` where none does.
    let alone: Int
    /// Where chains are looked for from both their sides, the search against the moves.
    var back: Search
    /// What is known of each case's ends; nothing where chains are looked for from one side only.
    var ends: ChainEnds

    /// All prices 0 and nobody placed.
    init(rows: PairRows, weights: Weights, layout: PlaceLayout, lookingBackAfter alone: Int = .max, watch: CancelWatch) {
        self.watch = watch
        caseOfTeam = Slab(repeating: -1, count: layout.teamCount)
        seatOfTeam = Slab(repeating: -1, count: layout.teamCount)
        seats = Slab(repeating: -1, count: layout.seatStarts[layout.caseCount])
        taken = Slab(repeating: 0, count: layout.caseCount)
        phantoms = Slab(repeating: 0, count: layout.caseCount)
        companyTaken = Slab(repeating: 0, count: layout.companyCount)
        companyPhantoms = Slab(repeating: 0, count: layout.companyCount)
        price = Slab(repeating: 0, count: layout.caseCount)
        companyPrice = Slab(repeating: 0, count: layout.companyCount)
        profit = Slab(repeating: 0, count: layout.teamCount)
        search = Search(nodes: layout.caseCount + layout.companyCount)
        self.alone = alone
        back = Search(nodes: alone < .max ? layout.caseCount + layout.companyCount : 0)
        ends = alone < .max ? ChainEnds(cases: layout.caseCount, teams: layout.teamCount) : ChainEnds(cases: 0, teams: 0)
        self.rows = rows
        self.weights = weights
        self.layout = layout
    }

    /// The case's own price, without its company's.
    @inline(__always)
    func ownPrice(_ target: Int32) -> Int64 {
        let company = layout.company[target]
        return company < 0 ? price[target] + risen : price[target] - companyPrice[company]
    }

    /// What a place costs of a company whose capacity can bind.
    @inline(__always)
    func price(ofCompany company: Int32) -> Int64 { companyPrice[company] + risen }

    /// Whether the case itself has a place that neither a team nor a phantom holds.
    @inline(__always)
    func hasFreePlace(_ target: Int32) -> Bool { taken[target] + phantoms[target] < layout.capacity[target] }

    /// Seats a team that has no case. The place must be free.
    mutating func seat(_ team: Int32, on target: Int32) {
        let seat = taken[target]
        assert(caseOfTeam[team] < 0 && hasFreePlace(target))
        caseOfTeam[team] = target
        profit[team] += risen
        poorest = min(poorest, profit[team])
        seatOfTeam[team] = seat
        seats[layout.seatStarts[target] + Int(seat)] = team
        if alone < .max { ends.others[team] = ChainEnds.closed }
        taken[target] = seat + 1
        let company = layout.company[target]
        if company >= 0 { companyTaken[company] += 1 }
    }

    /// Takes a team off its case; the last of the case's teams gets its seat.
    func unseat(_ team: Int32) {
        let target = caseOfTeam[team]
        let start = layout.seatStarts[target]
        let last = taken[target] - 1
        let mover = seats[start + Int(last)]
        seats[start + Int(seatOfTeam[team])] = mover
        seatOfTeam[mover] = seatOfTeam[team]
        taken[target] = last
        caseOfTeam[team] = -1
        profit[team] -= risen
        let company = layout.company[target]
        if company >= 0 { companyTaken[company] -= 1 }
    }

    func addPhantoms(_ count: Int32, to target: Int32) {
        phantoms[target] += count
        let company = layout.company[target]
        if company >= 0 { companyTaken[company] += count }
    }

    /// The most that any case offers the team above its price, and not less than 0.
    func bestProfit(_ team: Int) -> Int64 {
        var best: Int64 = 0
        for pair in rows.pairs(of: team) { best = max(best, weight(pair, of: Int32(team)) - price[rows.cases[pair]] - risen) }
        return best
    }

    @inline(__always)
    func weight(_ pair: Int, of team: Int32) -> Int64 {
        weights.weight(ofFit: rows.fits[pair], team: team, target: rows.cases[pair])
    }
}
