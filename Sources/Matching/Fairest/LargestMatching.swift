/// Each placed team counts 1.
private struct CountingWeights: PairWeights {
    @inline(__always)
    func weight(ofFit fit: Int32, team: Int32, target: Int32) -> Int64 { 1 }

    @inline(__always)
    func most(ofFit fit: Int32) -> Int64 { 1 }
}

/// Matches that place as many teams as can be, and prices of 0 and 1 that prove it: found from matches that place nearly as many, in a search
/// for each team that they lack and one for all the others.
enum LargestMatching {
    /// - Parameter matches: the case of each team, −1 for none, under all capacities.
    /// - Returns: nil where the run was cancelled.
    static func of(_ problem: AssignmentProblem, near matches: [Int32], _ control: SolverControl) -> AssignmentSolution? {
        var watch = CancelWatch(control)
        let layout = PlaceLayout(problem, watch: &watch)
        return problem.withRows { rows in
            if max(problem.teamCount, problem.caseCount) < PackedPairs<UInt32>.indexLimit {
                let pairs = PackedPairs<UInt32>(rows, layout: layout, watch: &watch)
                return watch.isOver ? nil : of(problem, near: matches, rows, pairs, layout, control)
            }
            let pairs = PackedPairs<UInt64>(rows, layout: layout, watch: &watch)
            return watch.isOver ? nil : of(problem, near: matches, rows, pairs, layout, control)
        }
    }

    private static func of<Word>(
        _ problem: AssignmentProblem, near matches: [Int32], _ rows: PairRows, _ pairs: PackedPairs<Word>, _ layout: PlaceLayout,
        _ control: SolverControl
    ) -> AssignmentSolution? {
        var network = PlaceNetwork(rows: rows, weights: CountingWeights(), layout: layout, watch: CancelWatch(control))
        // At no prices all matches stand, and all others are owed a place.
        let owed = network.begin(from: .zero(for: problem), matches: matches, pairs: pairs)
        guard BestTotal.prove(&network, owed, pairs, control) else { return nil }
        // Always so, as for any best total.
        precondition(network.weight == network.bound, "the largest number is not proven")
        let found = network.caseOfTeam.array()
        return AssignmentSolution(
            caseOfTeam: found, casePrices: network.ownPrices, companyPrices: network.companyPrices, placed: found.count { $0 >= 0 },
            totalFit: problem.fits(of: found).reduce(0) { $0 + Int64($1) })
    }
}
