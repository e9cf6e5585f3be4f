/// The policy `best-total`: no other assignment under the capacities of teams, cases and companies has a larger total weight.
///
/// The answer depends on the problem's values and order alone: not on the machine, the build or the number of threads. Where several
/// assignments are optimal, the order of teams, cases and pairs in the problem decides; a team whom a free place gains nothing still gets it.
package enum BestTotal {
    /// Solves to proven optimality.
    ///
    /// - Parameters:
    ///   - start: prices near the optimal ones, from a neighbouring problem, make it faster; they never change what is optimal.
    ///   - matches: the case of each team in that neighbouring problem, −1 for none; kept as far as they agree with the prices.
    /// - Returns: `optimal` with integer prices that prove it, `cancelled`, or `refused` with what is wrong with the problem.
    package static func solve(
        _ problem: AssignmentProblem, startingPrices start: AssignmentPrices? = nil, matches: [Int32]? = nil,
        control: SolverControl = .uninterrupted
    ) -> SolveOutcome {
        var watch = CancelWatch(control)
        let defect = problem.defect(&watch)
        if watch.isOver { return .cancelled }
        if let defect { return .refused(defect) }
        if let start, start.cases.count != problem.caseCount || start.companies.count != problem.companyCapacities.count {
            return .refused(.arraysDisagree)
        }
        if let matches, matches.count != problem.teamCount { return .refused(.arraysDisagree) }
        let layout = PlaceLayout(problem, watch: &watch)
        return problem.withRows { rows in
            // Indices that fit beside a fit in 32 bits halve the memory to read.
            if max(problem.teamCount, problem.caseCount) < PackedPairs<UInt32>.indexLimit {
                let pairs = PackedPairs<UInt32>(rows, layout: layout, watch: &watch)
                return watch.isOver ? .cancelled : solve(problem, rows, pairs, layout, start, matches, control)
            }
            let pairs = PackedPairs<UInt64>(rows, layout: layout, watch: &watch)
            return watch.isOver ? .cancelled : solve(problem, rows, pairs, layout, start, matches, control)
        }
    }

    private static func solve<Word>(
        _ problem: AssignmentProblem, _ rows: PairRows, _ pairs: PackedPairs<Word>, _ layout: PlaceLayout,
        _ start: AssignmentPrices?, _ matches: [Int32]?, _ control: SolverControl
    ) -> SolveOutcome {
        let weights = FitWeights(placementWeight: problem.placementWeight)
        if let start {
            var network = PlaceNetwork(rows: rows, weights: weights, layout: layout, watch: CancelWatch(control))
            let owed = network.begin(from: start, matches: matches, pairs: pairs)
            // Far from the optimum bidding is the faster way.
            if owed.count + network.phantomTotal <= 50 + problem.teamCount / 50 {
                return prove(&network, owed, pairs, control) ? network.verdict() : .cancelled
            }
        }
        guard let outcome = Bidding.run(problem, rows, pairs, layout, control) else { return .cancelled }
        var network = PlaceNetwork(rows: rows, weights: weights, layout: layout, watch: CancelWatch(control))
        let owed = network.begin(from: outcome.prices, matches: outcome.matches, pairs: pairs)
        return prove(&network, owed, pairs, control) ? network.verdict() : .cancelled
    }

    /// Mends what is not yet optimal, one shortest path at a time.
    ///
    /// - Returns: false where the run was cancelled.
    static func prove<Word, Weights>(
        _ network: inout PlaceNetwork<Weights>, _ owed: [Int32], _ pairs: PackedPairs<Word>, _ control: SolverControl
    ) -> Bool {
        let steps = owed.count + network.phantomTotal
        var done = 0
        func mayGoOn(_ network: borrowing PlaceNetwork<Weights>) -> Bool {
            if done & 1023 == 0, let progress = control.progress {
                let (weight, bound) = (network.weight, network.bound)
                progress(.init(phase: .proving, done: done, ahead: steps - done, bestTotal: weight, provenBound: bound))
            }
            done += 1
            return !network.watch.isOver && !control.isCancelled()
        }
        for team in owed {
            guard mayGoOn(network) else { return false }
            network.place(team)
        }
        for node in network.nodesWithPhantoms {
            while network.phantomCount(node) > 0 {
                guard mayGoOn(network) else { return false }
                network.vacate(node, pairs: pairs)
            }
        }
        network.seatTheIndifferent()
        return !network.watch.isOver
    }
}
