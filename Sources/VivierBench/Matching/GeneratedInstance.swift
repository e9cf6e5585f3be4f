import Matching

/// A seeded instance of a given size: each team names `candidates` different cases, places suffice for about all teams.
struct GeneratedInstance {
    /// How the fits are drawn.
    enum Shape: String, CaseIterable {
        /// Any whole number from 0 to 10000.
        case uniform
        /// All 5000: nothing but the places decides.
        case equal
        /// 2000 or 8000.
        case twoTier = "two-tier"
    }

    var teams: Int
    var cases: Int
    var candidates: Int
    var seed: UInt64
    var shape: Shape

    /// The instance; the same values give the same instance on every machine.
    func instance() -> Instance {
        var dice = Dice(seed: seed)
        var instance = Instance()
        instance.teams = (0..<teams).map { "t\($0)" }
        instance.cases = (0..<cases).map { "c\($0)" }
        instance.companyOfCase = Array(repeating: -1, count: cases)
        instance.seed = seed
        // From 1 to 2 · mean − 1, so that the mean is that of teams a case.
        let mean = max(1, (teams + cases / 2) / max(1, cases))
        instance.capacities = (0..<cases).map { _ in Int32(1 + dice.below(UInt32(2 * mean - 1))) }
        var fits = FitTable(rowStarts: [0], cases: [], fits: [])
        var namedBy = [Int](repeating: -1, count: cases)
        for team in 0..<teams {
            for _ in 0..<min(candidates, cases) {
                var target: Int
                repeat { target = Int(dice.below(UInt32(cases))) } while namedBy[target] == team
                namedBy[target] = team
                fits.cases.append(Int32(target))
                switch shape {
                case .uniform: fits.fits.append(Int32(dice.below(10_001)))
                case .equal: fits.fits.append(5000)
                case .twoTier: fits.fits.append(dice.below(2) == 0 ? 2000 : 8000)
                }
            }
            fits.rowStarts.append(fits.cases.count)
        }
        instance.fits = fits
        return instance
    }
}

/// SplitMix64 (Steele, Lea & Flood 2014).
private struct Dice {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// A number from 0 to `bound` − 1; the bias of a bound below 2³² is below 2⁻³².
    mutating func below(_ bound: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: ((next() >> 32) * UInt64(bound)) >> 32)
    }
}
