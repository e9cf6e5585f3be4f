/// The policy `fairest`: as many teams as possible have a case, and among all ways to do so the worst-served of them is served as well as can
/// be, then the next (leximin, Sen 1970; for matchings Huang, Kavitha, Mehlhorn and Michail, 2016).
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

    /// Solves in O(levels in use · pairs) where few teams have to move at each level; memory is linear in the pairs.
    package static func solve(
        _ instance: Instance, eligible: EligiblePairs, control: SolverControl = .uninterrupted
    ) -> Outcome {
        var problem = AssignmentProblem(instance, eligible: eligible)
        problem.placementWeight = 0
        if let defect = problem.defect() { return .refused(defect) }
        let largest: AssignmentSolution
        switch SizeBound.of(problem, control: control) {
        case .optimal(let solution): largest = solution
        case .cancelled: return .cancelled
        case .refused(let defect): return .refused(defect)
        }
        let lacks = PairLacks(problem, of: instance)
        var network = LevelNetwork(problem, lacks: lacks, matches: largest.caseOfTeam)
        let placing = LevelPrices(cases: largest.casePrices, companies: largest.companyPrices, placing: 1)
        network.settle(placing, atLack: nil)
        var levels = [FairestSolution.Level(level: nil, teams: largest.placed, prices: placing)]
        for lack in stride(from: lacks.largest, through: 0, by: -1) where network.teamsByLack[lack] > 0 {
            guard let prices = network.improve(lack, control) else { return .cancelled }
            let teams = network.teamsByLack[lack]
            // Where nobody is left at the level nothing need be proven.
            if teams == 0 { continue }
            network.settle(prices, atLack: lack)
            levels.append(FairestSolution.Level(level: lacks.level(of: lack), teams: Int(teams), prices: prices))
        }
        return .fairest(FairestSolution(caseOfTeam: network.matches, levels: levels))
    }
}

/// A leximin matching and the prices that prove it.
package struct FairestSolution: Equatable, Sendable {
    /// The case of each team, −1 where it has none; of a pinned team −1.
    package var caseOfTeam: [Int32]
    /// First that no matching places more, then each level that teams are at, from the worst.
    package var levels: [Level]

    package init(caseOfTeam: [Int32], levels: [Level]) {
        self.caseOfTeam = caseOfTeam
        self.levels = levels
    }

    package struct Level: Equatable, Sendable {
        /// The fit or the rank; nil for the first, which counts placed teams.
        package var level: Int64?
        package var teams: Int
        package var prices: LevelPrices
    }

    package var placed: Int { levels.first?.teams ?? 0 }
}

/// Prices that prove one level, by the dense index of cases and companies: a place on a case costs its own price and its company's.
package struct LevelPrices: Equatable, Sendable {
    package var cases: [Int64]
    package var companies: [Int64]
    /// What a placed team counts beside its level.
    package var placing: Int64
}
