extension FitBook {
    /// The best eligible teams of every case, best first, of equal fits the earlier one; nil where the caller gives up. Linear in the pairs.
    package func bestTeams(ofEach most: Int, isCancelled: () -> Bool) -> [[(team: Int32, fit: Int32)]]? {
        var shortlists = CaseShortlists(limits: Array(repeating: min(most, teamCount), count: caseCount))
        var isWhole = true
        DenseScoring(self).forEachBlock(of: 0..<teamCount) { block in
            for target in 0..<block.caseCount {
                for lane in 0..<block.count {
                    let fit = block.fits[target][lane]
                    guard fit >= 0, fit > shortlists.floors[target] else { continue }
                    shortlists.take(.init(fit: fit, team: Int32(block.firstTeam + lane)), target: target)
                }
            }
            isWhole = !isCancelled()
            return isWhole
        }
        guard isWhole else { return nil }
        return (0..<caseCount).map { target in
            shortlists.teams(of: target).sorted { $1.isWorse(than: $0) }.map { ($0.team, $0.fit) }
        }
    }
}
