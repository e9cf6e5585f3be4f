extension FitBook {
    /// How many teams pass every gate of each case; nil where the caller gives up. Linear in the pairs.
    package func eligibleCounts(isCancelled: () -> Bool) -> [Int]? {
        var counts = [SIMD8<Int32>](repeating: .zero, count: caseCount)
        var isWhole = true
        let zero = SIMD8<Int32>.zero
        DenseScoring(self).forEachBlock(of: 0..<teamCount) { block in
            for target in 0..<block.caseCount { counts[target] &-= unsafeBitCast(block.fits[target] .>= zero, to: SIMD8<Int32>.self) }
            isWhole = !isCancelled()
            return isWhole
        }
        return isWhole ? counts.map { lanes in (0..<8).reduce(0) { $0 + Int(lanes[$1]) } } : nil
    }
}
