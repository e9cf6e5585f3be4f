/// The first candidates: each team's best cases and each case's best teams by fit alone, over a range of teams.
struct CandidateScan: Sendable {
    /// How many cases each team brings.
    static let casesOfTeam = 10

    /// By team of the range.
    private(set) var edges: [[DenseEdges.Edge]] = []
    private(set) var shortlists: CaseShortlists
    /// Pairs of the range that are eligible; pinned teams are not counted.
    private(set) var eligible = 0

    /// - Returns: nil where cancelled.
    init?(_ book: FitBook, places: DensePlaces, limits: [Int], teams: Range<Int>, meter: DenseMeter, control: DenseControl) {
        shortlists = CaseShortlists(limits: limits)
        let scoring = DenseScoring(book)
        let sieve = LaneSieve()
        var top = TopLanes(limit: Self.casesOfTeam)
        var cancelled = false
        scoring.forEachBlock(of: teams) { block in
            if control.isCancelled() {
                cancelled = true
                return false
            }
            scan(block, places: places, sieve, &top)
            meter.add(block.count * block.caseCount)
            return true
        }
        if cancelled { return nil }
    }

    private mutating func scan(_ block: DenseScoring.Block, places: DensePlaces, _ sieve: borrowing LaneSieve, _ top: inout TopLanes) {
        // Of a pinned team, and of a lane without one, no fit is free.
        var floor = SIMD8<Int32>(repeating: .max)
        for lane in 0..<block.count where places.pinOfTeam[block.firstTeam + lane] < 0 { floor[lane] = -1 }
        let free = floor
        top.reset(floor: floor)
        var counts = SIMD8<Int32>.zero
        for cases in LaneSieve.walk(over: block) {
            sieve.sift(block, cases, least: free, floor: top.floor, caseFloors: shortlists.floors, counts: &counts)
            sieve.forEach(in: cases) { target, lane in
                let fit = block.fits[target][lane]
                // Either floor may have risen since.
                if fit > top.floor[lane] { top.take(.init(value: fit, target: Int32(target), fit: fit), lane: lane) }
                if fit > shortlists.floors[target] {
                    shortlists.take(.init(fit: fit, team: Int32(block.firstTeam + lane)), target: target)
                }
            }
        }
        for lane in 0..<block.count {
            eligible += Int(counts[lane])
            var row: [DenseEdges.Edge] = []
            top.forEach(lane: lane) { row.append(.init(target: $0.target, fit: $0.fit)) }
            edges.append(row)
        }
    }

    /// The candidates of all ranges together; of no use where it was to end before.
    static func merge(_ scans: [CandidateScan], caseCount: Int, watch: inout CancelWatch) -> [[DenseEdges.Edge]] {
        var edges = scans.flatMap(\.edges)
        let shortlists = scans.map(\.shortlists)
        for target in 0..<caseCount {
            if watch.isOver(after: shortlists.reduce(1) { $0 + 16 * $1.teams(of: target).count }) { break }
            for entry in CaseShortlists.best(of: shortlists, target: target) {
                edges[Int(entry.team)].append(.init(target: Int32(target), fit: entry.fit))
            }
        }
        return edges
    }
}
