/// The fit, and on both sides of a pair more than all fits together for whoever has a place, or is full, in every optimum so far: nobody of
/// them can be left out for the sake of fit.
private struct SaturatingWeights: PairWeights {
    /// More than all fits together.
    let must: Int64
    /// What each team, and each case with its company, counts: 0, or once or twice `must`.
    let teams: [Int64]
    let targets: [Int64]

    @inline(__always)
    func weight(ofFit fit: Int32, team: Int32, target: Int32) -> Int64 { Int64(fit) + teams[Int(team)] + targets[Int(target)] }

    @inline(__always)
    func most(ofFit fit: Int32) -> Int64 { Int64(fit) + 3 * must }
}

// The last step of a chain whose levels are not fits: of the matchings that are alike to all levels one with the largest total fit. By
// complementary slackness these are the matchings that use only the pairs left and saturate all that is settled; what the saturated count
// beside their fit is the same in each of them, and taken off their prices again.
extension LevelNetwork {
    enum Largest {
        /// Matches, and prices that prove that none has more fit.
        case found([Int32], LevelPrices)
        case cancelled
        case refused(AssignmentDefect)
    }

    /// - Parameter problem: the one that the network was made of.
    mutating func largestFit(of problem: AssignmentProblem, _ control: SolverControl) -> Largest {
        var left = left(of: problem)
        if watch.look() { return .cancelled }
        let must = AssignmentProblem.everyoneFirstWeight(
            teams: problem.teamCount, places: Int(min(Int64(problem.teamCount), problem.capacities.reduce(0) { $0 + Int64($1) })))
        let (most, overflow) = (3 * must + Int64(AssignmentProblem.largestFit)).multipliedReportingOverflow(
            by: Int64(problem.teamCount) + 1)
        if overflow || most >= 1 << 60 { return .refused(.weightOutOfRange) }
        // Many of those who must have a place have one where as many as can be do.
        left.placementWeight = must
        switch BestTotal.solve(left, control: control) {
        case .optimal(let near): return largestFit(of: left, near: near, must, control) ?? .cancelled
        case .cancelled: return .cancelled
        case .refused(let defect): return .refused(defect)
        }
    }

    /// The pairs that some matching can use which is alike to the levels.
    private mutating func left(of problem: AssignmentProblem) -> AssignmentProblem {
        var left = problem
        (left.rowStarts, left.edgeCases, left.edgeFits) = ([0], [], [])
        for team in 0..<Int32(layout.teamCount) {
            var pair = problem.rowStarts[Int(team)]
            if watch.isOver(after: 1 + problem.rowStarts[Int(team) + 1] - pair) { break }
            // They stand in the order of the problem.
            for kept in row(team) {
                while problem.edgeCases[pair] != cases[kept] { pair += 1 }
                left.edgeCases.append(cases[kept])
                left.edgeFits.append(problem.edgeFits[pair])
            }
            left.rowStarts.append(left.edgeCases.count)
        }
        return left
    }

    private mutating func largestFit(
        of left: AssignmentProblem, near: AssignmentSolution, _ must: Int64, _ control: SolverControl
    ) -> Largest? {
        let caseShares = (0..<Int32(left.caseCount)).map { isSettled[node(ofCase: $0)] ? must : 0 }
        let companyShares = (0..<Int32(layout.companyCount)).map { isSettled[node(ofCompany: $0)] ? must : 0 }
        let teams = (0..<Int32(left.teamCount)).map { isSettled[$0] ? must : 0 }
        let targets = zip(caseShares, left.companyOfCase).map { share, company in
            share + (company < 0 ? 0 : companyShares[Int(company)])
        }
        func start(_ prices: [Int64], _ shares: [Int64]) -> [Int64] {
            zip(prices, shares).map { price, share in (price < must ? price : price - must) + share }
        }
        let prices = AssignmentPrices(cases: start(near.casePrices, caseShares), companies: start(near.companyPrices, companyShares))
        var watch = watch
        let places = PlaceLayout(left, watch: &watch)
        return left.withRows { rows in
            let pairs = PackedPairs<UInt64>(rows, layout: places, watch: &watch)
            if watch.look() { return nil }
            var network = PlaceNetwork(
                rows: rows, weights: SaturatingWeights(must: must, teams: teams, targets: targets), layout: places, watch: watch)
            let owed = network.begin(from: prices, matches: near.caseOfTeam, pairs: pairs)
            guard BestTotal.prove(&network, owed, pairs, control) else { return nil }
            // Always so, as for any best total.
            precondition(network.weight == network.bound, "the largest fit is not proven")
            return .found(
                network.caseOfTeam.array(),
                LevelPrices(
                    cases: zip(network.ownPrices, caseShares).map { $0 - $1 },
                    companies: zip(network.companyPrices, companyShares).map { $0 - $1 }, placing: 0))
        }
    }
}
