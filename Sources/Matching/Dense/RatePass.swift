/// Holds every pair of a range of teams against the prices of several rates, and keeps those that leave more than their team's floor.
struct RatePass: Sendable {
    /// By team of the range: at each rate the pairs that leave most, at most `limit` of them.
    private(set) var additions: [[DenseEdges.Edge]] = []
    /// Some team has as many pairs at a rate as are kept, so that there may be more.
    private(set) var isFull = false

    /// - Parameter held: by team a case whose pair is kept too where it is eligible, −1 for none.
    /// - Returns: nil where cancelled.
    init?(
        _ book: FitBook, _ rates: [PriceRate], limit: Int, held: [Int32]?, teams: Range<Int>, meter: DenseMeter, control: DenseControl
    ) {
        let scoring = DenseScoring(book)
        let sieve = LaneSieve()
        var top = TopLanes(limit: limit)
        var cancelled = false
        scoring.forEachBlock(of: teams) { block in
            if control.isCancelled() {
                cancelled = true
                return false
            }
            additions += (0..<block.count).map { lane in
                guard let target = held?[block.firstTeam + lane], target >= 0, block.fits[Int(target)][lane] >= 0 else { return [] }
                return [.init(target: target, fit: block.fits[Int(target)][lane])]
            }
            for rate in rates {
                if let narrow = rate.narrow { look(block, rate, narrow, sieve, &top) } else { lookWide(block, rate, limit) }
            }
            meter.add(block.count * block.caseCount)
            return true
        }
        if cancelled { return nil }
    }

    private mutating func look(
        _ block: DenseScoring.Block, _ rate: PriceRate, _ narrow: [Int32], _ sieve: borrowing LaneSieve, _ top: inout TopLanes
    ) {
        var floor = SIMD8<Int32>(repeating: .max)
        for lane in 0..<block.count { floor[lane] = rate.narrowFloors[block.firstTeam + lane] }
        top.reset(floor: floor)
        sieve.take(from: block, prices: narrow, into: &top) { fit, target, lane in
            isAbove(fit, target, team: block.firstTeam + lane, rate)
        }
        for lane in 0..<block.count {
            let index = additions.count - block.count + lane
            top.forEach(lane: lane) { additions[index].append(.init(target: $0.target, fit: $0.fit)) }
            if top.isFull(lane: lane) { isFull = true }
        }
    }

    /// The same with prices beyond 32 bits, pair by pair.
    private mutating func lookWide(_ block: DenseScoring.Block, _ rate: PriceRate, _ limit: Int) {
        for lane in 0..<block.count {
            let team = block.firstTeam + lane
            var found: [(left: Int64, edge: DenseEdges.Edge)] = []
            for target in 0..<block.caseCount {
                let fit = block.fits[target][lane]
                guard isAbove(fit, target, team: team, rate), let left = rate.left(of: fit, on: target) else { continue }
                found.append((left, .init(target: Int32(target), fit: fit)))
            }
            found.sort { ($1.left, $0.edge.target) < ($0.left, $1.edge.target) }
            additions[additions.count - block.count + lane] += found.prefix(limit).map(\.edge)
            if found.count >= limit { isFull = true }
        }
    }

    private func isAbove(_ fit: Int32, _ target: Int, team: Int, _ rate: PriceRate) -> Bool {
        guard fit >= 0, let floor = rate.floors[team], let left = rate.left(of: fit, on: target) else { return false }
        return left > floor
    }
}
