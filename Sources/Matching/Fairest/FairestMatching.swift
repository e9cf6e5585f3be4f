/// The policy `fairest`: as many teams as possible have a case, and among all ways to do so the worst-served of them is served as well as can
/// be, then the next (leximin, Sen 1970; for matchings Huang, Kavitha, Mehlhorn and Michail, 2016). By rank, where there are fits too, it has
/// the largest total fit of all that are alike to this order; by fit all of them have the same.
///
/// For a given number of placed teams that is: as few as possible at the worst level, then at the next, and so on. One linear program a level,
/// each over the optima of those before it: by complementary slackness these are the matchings that use only pairs which are tight at the
/// prices so far, and that saturate every team and place with a price. So the prices of all levels together, in order, are the proof.
package enum FairestMatching {
    package enum Outcome: Equatable, Sendable {
        case fairest(FairestSolution)
        case cancelled
        case refused(AssignmentDefect)
    }

    /// Solves in O(levels in use · cases + pairs) where few teams have to move at each level and few places get a price; memory is linear in
    /// the pairs and in the prices that are not 0.
    package static func solve(
        _ instance: Instance, eligible: EligiblePairs, control: SolverControl = .uninterrupted
    ) -> Outcome {
        var watch = CancelWatch(control)
        var problem = AssignmentProblem(instance, eligible: eligible, watch: &watch)
        problem.placementWeight = 0
        let defect = problem.defect(&watch)
        if watch.isOver { return .cancelled }
        if let defect { return .refused(defect) }
        let lacks = PairLacks(problem, of: instance, watch: &watch)
        if watch.look() { return .cancelled }
        guard let start = start(problem, lacks, control) else { return .cancelled }
        guard let largest = LargestMatching.of(problem, near: start, control) else { return .cancelled }
        var network = LevelNetwork(problem, lacks: lacks, matches: largest.caseOfTeam, watch: watch)
        if network.watch.look() { return .cancelled }
        let placing = LevelPrices(cases: largest.casePrices, companies: largest.companyPrices, placing: 1)
        network.settle(placing, atLack: nil)
        var levels = [FairestSolution.Level(level: nil, teams: largest.placed, prices: placing)]
        for lack in stride(from: lacks.largest, through: 0, by: -1) where network.teamsByLack[lack] > 0 {
            guard let prices = lack == lacks.least ? network.priceSums.ofTheRest : network.improve(lack) else { return .cancelled }
            let teams = network.teamsByLack[lack]
            // Where nobody is left at the level nothing need be proven.
            if teams == 0 { continue }
            network.settle(prices, atLack: lack)
            levels.append(FairestSolution.Level(level: lacks.level(of: lack), teams: Int(teams), prices: prices))
        }
        if network.watch.look() { return .cancelled }
        guard instance.fairnessBasis == .rank, instance.fits != nil else {
            return .fairest(FairestSolution(caseOfTeam: network.matches, levels: levels))
        }
        switch network.largestFit(of: problem, control) {
        case .found(let matches, let prices): return .fairest(FairestSolution(caseOfTeam: matches, levels: levels, fit: prices))
        case .cancelled: return .cancelled
        case .refused(let defect): return .refused(defect)
        }
    }

    /// What a placed team counts beside its pair in the matches to start from: as much as 50 pairs can. No chain of 50 moves or fewer places
    /// one more then, so that they lack at most one team in 50 of those that can be placed (Hopcroft & Karp 1973), and bidding has prices to
    /// find that are small.
    private static let nearlyEveryone = 50 * Int64(AssignmentProblem.largestFit)

    /// Matches that place nearly as many teams as possible and are near the fairest, so that few teams have to move at each level: the best
    /// total where a pair counts the less the steeper its lack. Among pairs of one rank the better fit counts more.
    ///
    /// - Returns: nil where cancelled; nobody placed where such sums would not be exact.
    private static func start(_ problem: AssignmentProblem, _ lacks: PairLacks, _ control: SolverControl) -> [Int32]? {
        var skewed = problem
        let places = problem.capacities.reduce(Int64(0)) { $0 + Int64($1) }
        skewed.placementWeight = min(
            Self.nearlyEveryone,
            AssignmentProblem.everyoneFirstWeight(teams: problem.teamCount, places: Int(min(places, Int64(problem.teamCount)))))
        let worst = max(1, Int64(lacks.largest))
        var watch = CancelWatch(control)
        watch.forEach(in: skewed.edgeFits.indices, cost: 8) { pair in
            let part = Int64(lacks.lacks[pair]) * 1_000 / worst
            let (square, finer) = (part * part, Int64(problem.edgeFits[pair]) / 10)
            skewed.edgeFits[pair] = Int32(9_000 - 9_000 * (square * square) / 1_000_000_000_000 + finer)
        }
        if watch.isOver { return nil }
        switch BestTotal.solve(skewed, control: control) {
        case .optimal(let solution): return solution.caseOfTeam
        case .cancelled: return nil
        case .refused: return Array(repeating: -1, count: problem.teamCount)
        }
    }
}

/// A leximin matching and the prices that prove it.
package struct FairestSolution: Equatable, Sendable {
    /// The case of each team, −1 where it has none; of a pinned team −1.
    package var caseOfTeam: [Int32]
    /// First that no matching places more, then each level that teams are at, from the worst.
    package var levels: [Level]
    /// By rank, where there are fits: the prices which prove that none that is alike to the levels has a larger total fit.
    package var fit: LevelPrices?

    package init(caseOfTeam: [Int32], levels: [Level], fit: LevelPrices? = nil) {
        self.caseOfTeam = caseOfTeam
        self.levels = levels
        self.fit = fit
    }

    package struct Level: Equatable, Sendable {
        /// The fit or the rank; nil for the first, which counts placed teams.
        package var level: Int64?
        package var teams: Int
        package var prices: LevelPrices
    }

    package var placed: Int { levels.first?.teams ?? 0 }
}

/// Prices that prove one level: a place on a case costs its own price and its company's. There may be ten thousand levels, at each of which
/// few places have a price.
package struct LevelPrices: Equatable, Sendable {
    /// Those that are not 0, in the order of the places.
    package var cases: [PlacePrice]
    package var companies: [PlacePrice]
    /// What a placed team counts beside its level.
    package var placing: Int64

    /// - Parameters:
    ///   - cases: the price of every case, by position.
    ///   - companies: that of every company.
    init(cases: [Int64], companies: [Int64], placing: Int64) {
        (self.cases, self.companies, self.placing) = (PlacePrice.stated(cases), PlacePrice.stated(companies), placing)
    }

    init(cases: [PlacePrice], companies: [PlacePrice], placing: Int64) {
        (self.cases, self.companies, self.placing) = (cases, companies, placing)
    }
}
