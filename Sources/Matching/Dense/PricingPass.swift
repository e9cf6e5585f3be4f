/// Holds every pair of a range of teams against prices: which would be worth more to a team than what it has, and what each team could
/// reach at most.
struct PricingPass: Sendable {
    /// How many pairs each team adds at most; the next pass finds the others, if they still are worth more.
    static let additionsOfTeam = 8

    /// By team of the range: the most that any eligible pair leaves above its price, at least 0; 0 for a pinned team.
    private(set) var profits: [Int64] = []
    /// By team of the range: pairs worth more than the team's profit so far, best first.
    private(set) var additions: [[DenseEdges.Edge]] = []

    /// Prices and profits of the sparse problem.
    struct Prices: Sendable {
        /// The whole price of a place on each case.
        let places: [Int64]
        /// What the pairs of the sparse problem leave to each team.
        let profits: [Int64]
        let placementWeight: Int64
        /// The same in 32 bits, where they all fit.
        let narrow: [Int32]?

        init(places: [Int64], profits: [Int64], placementWeight: Int64) {
            self.places = places
            self.profits = profits
            self.placementWeight = placementWeight
            let fits = placementWeight < 1 << 29 && places.allSatisfy { $0 < 1 << 30 } && profits.allSatisfy { $0 < 1 << 30 }
            narrow = fits ? places.map { Int32($0) } : nil
        }
    }

    /// - Returns: nil where cancelled.
    init?(_ book: FitBook, places: DensePlaces, prices: Prices, teams: Range<Int>, meter: DenseMeter, control: DenseControl) {
        let scoring = DenseScoring(book)
        let sieve = LaneSieve()
        var top = TopLanes(limit: Self.additionsOfTeam)
        var cancelled = false
        scoring.forEachBlock(of: teams) { block in
            if control.isCancelled() {
                cancelled = true
                return false
            }
            if let narrow = prices.narrow {
                price(block, places, prices, narrow, sieve, &top)
            } else {
                priceWide(block, places, prices)
            }
            meter.add(block.count * block.caseCount)
            return true
        }
        if cancelled { return nil }
    }

    private mutating func price(
        _ block: DenseScoring.Block, _ places: DensePlaces, _ prices: Prices, _ narrow: [Int32], _ sieve: borrowing LaneSieve,
        _ top: inout TopLanes
    ) {
        // A pinned team's lane has a floor that nothing exceeds, as has a lane without a team.
        var floor = SIMD8<Int32>(repeating: .max)
        for lane in 0..<block.count where places.pinOfTeam[block.firstTeam + lane] < 0 {
            floor[lane] = Int32(prices.profits[block.firstTeam + lane] - prices.placementWeight)
        }
        top.reset(floor: floor)
        sieve.take(from: block, prices: narrow, into: &top)
        for lane in 0..<block.count {
            var row: [DenseEdges.Edge] = []
            top.forEach(lane: lane) { row.append(.init(target: $0.target, fit: $0.fit)) }
            let best = top.best(lane: lane).map { Int64($0.value) + prices.placementWeight }
            finish(row, best: best, team: block.firstTeam + lane, prices)
        }
    }

    /// The same with prices beyond 32 bits, pair by pair.
    private mutating func priceWide(_ block: DenseScoring.Block, _ places: DensePlaces, _ prices: Prices) {
        for lane in 0..<block.count {
            let team = block.firstTeam + lane
            var better: [(left: Int64, edge: DenseEdges.Edge)] = []
            for target in 0..<block.caseCount where places.pinOfTeam[team] < 0 {
                let fit = block.fits[target][lane]
                let left = Int64(fit) + prices.placementWeight - prices.places[target]
                if fit >= 0, left > prices.profits[team] { better.append((left, .init(target: Int32(target), fit: fit))) }
            }
            better.sort { ($1.left, $0.edge.target) < ($0.left, $1.edge.target) }
            finish(better.prefix(Self.additionsOfTeam).map(\.edge), best: better.first?.left, team: team, prices)
        }
    }

    private mutating func finish(_ row: [DenseEdges.Edge], best: Int64?, team: Int, _ prices: Prices) {
        profits.append(max(0, best ?? prices.profits[team]))
        additions.append(row)
    }
}
