internal import Scoring

/// Lets through those few pairs of a block of teams that a walk over its cases has to look at. Floors only rise, so that what does not
/// exceed the one at the beginning of a stretch of cases does not exceed a later one either.
struct LaneSieve: ~Copyable {
    /// Cases of a stretch.
    private static let stretch = 256

    /// By case of the stretch a byte, by team a bit of it.
    private let passed = Slab<UInt8>(repeating: 0, count: stretch)

    /// The stretches of a block's cases in the order of the walk. It begins elsewhere for each block, so that where all fits are equal not
    /// all teams have the same best.
    static func walk(over block: DenseScoring.Block) -> [Range<Int>] {
        guard block.caseCount > 0 else { return [] }
        let first = Int((UInt64(block.firstTeam) &* 0x9e37_79b9_7f4a_7c15) >> 33) % block.caseCount
        return stretches(of: first..<block.caseCount) + stretches(of: 0..<first)
    }

    private static func stretches(of cases: Range<Int>) -> [Range<Int>] {
        stride(from: cases.lowerBound, to: cases.upperBound, by: stretch).map { $0..<min($0 + stretch, cases.upperBound) }
    }

    /// Lets through what leaves more than the team's floor when the case's price is taken off its fit.
    func sift(_ block: DenseScoring.Block, _ cases: Range<Int>, prices: [Int32], floor: SIMD8<Int32>) {
        check(block, cases, byCase: prices)
        withUnsafePointer(to: floor) { floor in
            prices.withUnsafeBufferPointer { prices in
                guard let prices = prices.baseAddress else { return }
                vivier_above(
                    block.machine, block.fits + cases.lowerBound, prices + cases.lowerBound, cases.count, floor, passed.base)
            }
        }
    }

    /// Takes of each team what leaves most above its floor when the cases' prices are taken off the fits.
    ///
    /// - Parameter isWanted: asked of the few pairs that leave enough.
    @inline(__always)
    func take(
        from block: DenseScoring.Block, prices: [Int32], into top: inout TopLanes,
        where isWanted: (_ fit: Int32, _ target: Int, _ lane: Int) -> Bool = { _, _, _ in true }
    ) {
        for cases in Self.walk(over: block) {
            sift(block, cases, prices: prices, floor: top.floor)
            forEach(in: cases) { target, lane in
                let fit = block.fits[target][lane]
                let left = fit &- prices[target]
                // The floor may have risen since.
                guard left > top.floor[lane], isWanted(fit, target, lane) else { return }
                top.take(.init(value: left, target: Int32(target), fit: fit), lane: lane)
            }
        }
    }

    /// Lets through what exceeds `least` and either the team's floor or the case's.
    ///
    /// - Parameter counts: is raised by how many fits of each team exceed `least`.
    func sift(
        _ block: DenseScoring.Block, _ cases: Range<Int>, least: SIMD8<Int32>, floor: SIMD8<Int32>, caseFloors: [Int32],
        counts: inout SIMD8<Int32>
    ) {
        check(block, cases, byCase: caseFloors)
        withUnsafePointer(to: least) { least in
            withUnsafePointer(to: floor) { floor in
                caseFloors.withUnsafeBufferPointer { caseFloors in
                    guard let caseFloors = caseFloors.baseAddress else { return }
                    vivier_wanted(
                        block.machine, block.fits + cases.lowerBound, caseFloors + cases.lowerBound, cases.count, floor, least, &counts,
                        passed.base)
                }
            }
        }
    }

    private func check(_ block: DenseScoring.Block, _ cases: Range<Int>, byCase: [Int32]) {
        assert(cases.lowerBound >= 0 && cases.upperBound <= block.caseCount && cases.count <= Self.stretch)
        assert(byCase.count == block.caseCount)
    }

    /// What passed, by case, then by team.
    @inline(__always)
    func forEach(in cases: Range<Int>, _ body: (_ target: Int, _ lane: Int) -> Void) {
        var step = 0
        while step < cases.count {
            var lanes = passed[step]
            while lanes != 0 {
                body(cases.lowerBound + step, lanes.trailingZeroBitCount)
                lanes &= lanes &- 1
            }
            step += 1
        }
    }
}
