/// The policy `best-total` over every eligible pair at the price of a few: column generation for the assignment
/// (Dantzig & Wolfe 1960; Ford & Fulkerson 1958).
///
/// A sparse problem of each team's and each case's best pairs is solved to optimality; then *all* pairs are priced with its prices, and
/// those that would be worth more than what their team has join it, until there are none. The last prices then prove the assignment
/// optimal over all pairs. Every round adds a pair for every team that is not yet content, so that it ends; three to five rounds suffice.
package enum DenseBestTotal {
    package static func solve(_ book: FitBook, control: DenseControl = DenseControl()) -> DenseOutcome {
        var run = DenseRun(book, control)
        return run.solve()
    }
}

private struct DenseRun {
    let book: FitBook
    let control: DenseControl
    let places: DensePlaces
    var edges: DenseEdges
    var bound = Int64.max
    var watch: CancelWatch

    init(_ book: FitBook, _ control: DenseControl) {
        self.book = book
        self.control = control
        watch = CancelWatch(control.isCancelled)
        places = DensePlaces(book.problem)
        edges = DenseEdges(teams: book.teamCount)
    }

    mutating func solve() -> DenseOutcome {
        guard let eligible = findCandidates() else { return .cancelled }
        var solution: AssignmentSolution?
        var round = 0
        while true {
            round += 1
            let problem = AssignmentProblem(
                capacities: places.capacities, companyOfCase: places.companyOfCase, companyCapacities: places.companyCapacities,
                rowStarts: edges.rowStarts, edgeCases: edges.cases, edgeFits: edges.fits, placementWeight: places.placementWeight)
            let next: AssignmentSolution
            switch BestTotal.solve(
                problem, startingPrices: solution?.prices, matches: solution?.caseOfTeam,
                control: SolverControl(isCancelled: control.isCancelled))
            {
            case .optimal(let found): next = found
            case .cancelled: return .cancelled
            case .refused(let defect): return .refused(defect)
            }
            solution = next
            guard let passes = price(next, round: round) else { return .cancelled }
            if passes.allSatisfy({ $0.additions.allSatisfy(\.isEmpty) }) {
                return .optimal(finish(next, profits: passes.flatMap(\.profits), eligible: eligible, rounds: round))
            }
            edges.add(passes.flatMap(\.additions), watch: &watch)
            if watch.look() { return .cancelled }
        }
    }

    /// - Returns: how many pairs are eligible; nil where cancelled.
    private mutating func findCandidates() -> Int? {
        let meter = meter(round: 0, best: nil)
        let (book, places, control, limits) = (book, places, control, places.shortlistLimits)
        let scans = control.map(teams: book.teamCount) { teams in
            CandidateScan(book, places: places, limits: limits, teams: teams, meter: meter, control: control)
        }
        let found = scans.compactMap(\.self)
        guard found.count == scans.count else { return nil }
        edges.add(CandidateScan.merge(found, caseCount: book.caseCount, watch: &watch), watch: &watch)
        if watch.look() { return nil }
        return found.reduce(0) { $0 + $1.eligible }
    }

    /// - Returns: nil where cancelled.
    private mutating func price(_ solution: AssignmentSolution, round: Int) -> [PricingPass]? {
        let meter = meter(round: round, best: solution)
        let placePrices = places.placePrices(solution.prices)
        let prices = PricingPass.Prices(places: placePrices, profits: profits(placePrices), placementWeight: places.placementWeight)
        let (book, places, control) = (book, places, control)
        let passes = control.map(teams: book.teamCount) { teams in
            PricingPass(book, places: places, prices: prices, teams: teams, meter: meter, control: control)
        }
        let done = passes.compactMap(\.self)
        guard done.count == passes.count else { return nil }
        bound = min(bound, places.worth(solution.prices) + done.reduce(0) { $0 + $1.profits.reduce(0, +) })
        return done
    }

    /// What the pairs of the sparse problem leave to each team.
    private func profits(_ placePrices: [Int64]) -> [Int64] {
        (0..<book.teamCount).map { team in
            (edges.rowStarts[team]..<edges.rowStarts[team + 1]).reduce(0) { best, pair in
                max(best, Int64(edges.fits[pair]) + places.placementWeight - placePrices[Int(edges.cases[pair])])
            }
        }
    }

    private func meter(round: Int, best: AssignmentSolution?) -> DenseMeter {
        DenseMeter(
            control,
            DenseProgress(
                round: round, pairsScored: 0, pairs: book.teamCount * book.caseCount,
                bestTotal: best.map { $0.totalFit + Int64($0.placed) * places.placementWeight }, provenBound: bound == .max ? nil : bound))
    }

    private func finish(_ sparse: AssignmentSolution, profits: [Int64], eligible: Int, rounds: Int) -> DenseSolution {
        var solution = DenseSolution(
            caseOfTeam: sparse.caseOfTeam, fitOfTeam: Array(repeating: 0, count: book.teamCount), overrides: [], prices: sparse.prices,
            placementWeight: places.placementWeight, profits: profits, placed: sparse.placed, totalFit: sparse.totalFit,
            eligiblePairs: eligible, rounds: rounds, edges: edges.cases.count)
        for team in 0..<book.teamCount where sparse.caseOfTeam[team] >= 0 {
            for pair in edges.rowStarts[team]..<edges.rowStarts[team + 1] where edges.cases[pair] == sparse.caseOfTeam[team] {
                solution.fitOfTeam[team] = edges.fits[pair]
            }
        }
        for pin in book.problem.pins {
            let found = book.explanation(team: Int(pin.team), target: Int(pin.target))
            solution.caseOfTeam[Int(pin.team)] = pin.target
            solution.fitOfTeam[Int(pin.team)] = found.points
            solution.placed += 1
            solution.totalFit += Int64(found.points)
            if !found.isEligible { solution.overrides.append(.init(pin: pin, failures: found.failures)) }
        }
        return solution
    }
}
