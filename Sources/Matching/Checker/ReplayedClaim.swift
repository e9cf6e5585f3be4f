extension ResultClaim {
    /// Whether this result, of the same input as an earlier engine's, is exactly as good by what its policy promises: where several are,
    /// each engine chooses one of them.
    package func isAsGood(as earlier: ResultClaim) -> Bool {
        guard policy == earlier.policy, placementWeight == earlier.placementWeight else { return false }
        switch policy {
        case .bestTotal:
            return totalFit == earlier.totalFit && (placementWeight == nil || placed == earlier.placed) && bound == earlier.bound
        case .stable:
            return matches == earlier.matches && sizeBound == earlier.sizeBound
        case .fairest:
            // Before the fourth engine none of those alike to the levels had to have the largest total fit.
            return placed == earlier.placed && levels.map(Self.counts) == earlier.levels.map(Self.counts)
                && (earlier.fitPrices == nil || totalFit == earlier.totalFit)
        }
    }

    private static func counts(_ levels: [Level]) -> [[Int64?]] { levels.map { [$0.level, $0.teams] } }
}
