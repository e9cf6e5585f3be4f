/// The pairs of a problem as bare memory, for the time of `withRows`.
struct PairRows {
    let starts: UnsafePointer<Int>
    let cases: UnsafePointer<Int32>
    let fits: UnsafePointer<Int32>
    let placementWeight: Int64
    /// Where the pairs of each team stand by these tiers, the best first.
    var tiers: FitTiers?

    @inline(__always)
    func pairs(of team: Int) -> Range<Int> {
        Range(uncheckedBounds: (starts[team], starts[team + 1]))
    }

    /// Whether more than 64 different fits stand among the first few thousand pairs.
    func hasManyFits(teams: Int) -> Bool {
        var seen = [Bool](repeating: false, count: Int(AssignmentProblem.largestFit) + 1)
        var count = 0
        for pair in 0..<min(starts[teams], 4096) where !seen[Int(fits[pair])] {
            seen[Int(fits[pair])] = true
            count += 1
        }
        return count > 64
    }

    /// The largest number of which all fits, and the placement weight, are multiples; 1 where all are 0.
    func grain(teams: Int) -> Int64 {
        let seen = Slab<Bool>(repeating: false, count: Int(AssignmentProblem.largestFit) + 1)
        for pair in 0..<starts[teams] { seen[fits[pair]] = true }
        var grain = placementWeight
        for fit in 1..<Int64(seen.count) where seen[Int(fit)] && grain != 1 {
            var rest = fit
            while rest != 0 { (grain, rest) = (rest, grain % rest) }
        }
        return max(1, grain)
    }
}

/// What a pair counts in a total.
protocol PairWeights {
    func weight(ofFit fit: Int32, team: Int32, target: Int32) -> Int64
    /// No pair of this fit or less weighs more.
    func most(ofFit fit: Int32) -> Int64
}

/// The fit, and what placing a team counts beside it.
struct FitWeights: PairWeights {
    let placementWeight: Int64

    @inline(__always)
    func weight(ofFit fit: Int32, team: Int32, target: Int32) -> Int64 { Int64(fit) + placementWeight }

    @inline(__always)
    func most(ofFit fit: Int32) -> Int64 { Int64(fit) + placementWeight }
}

extension AssignmentProblem {
    /// Lends the pairs; the pointers must not outlive the call.
    func withRows<Result>(_ body: (PairRows) -> Result) -> Result {
        // One more element each, so that the memory exists even where there are no pairs at all.
        let empty: [Int32] = [0]
        return rowStarts.withUnsafeBufferPointer { starts in
            (edgeCases.isEmpty ? empty : edgeCases).withUnsafeBufferPointer { cases in
                (edgeFits.isEmpty ? empty : edgeFits).withUnsafeBufferPointer { fits in
                    guard let starts = starts.baseAddress, let cases = cases.baseAddress, let fits = fits.baseAddress else {
                        preconditionFailure("an array that is not empty has an address")
                    }
                    return body(PairRows(starts: starts, cases: cases, fits: fits, placementWeight: placementWeight))
                }
            }
        }
    }
}
