/// A proven optimum over every eligible pair, pins included, with the prices that prove it.
package struct DenseSolution: Equatable, Sendable {
    /// The case of each team, −1 where it has none.
    package var caseOfTeam: [Int32]
    /// The points of each team's match, 0 where it has none. A pin that passes a closed gate counts with its points.
    package var fitOfTeam: [Int32]
    /// Pins that pass closed gates, with those gates.
    package var overrides: [Override]
    /// The price of a place on each case and with each company, ≥ 0.
    package var prices: AssignmentPrices
    /// What placing a team counts beside its fit: 0 under `fit-first`.
    package var placementWeight: Int64
    /// The most that any eligible pair leaves to each team above its price, at least 0; 0 for a pinned team.
    package var profits: [Int64]
    /// How many teams have a case, and the sum of their fits.
    package var placed: Int
    package var totalFit: Int64

    /// Pairs that are eligible, those of pinned teams not counted; all of them stand behind the proof.
    package var eligiblePairs: Int
    /// How often all pairs were priced, and how many pairs the sparse problem held in the end.
    package var rounds: Int
    package var edges: Int

    /// A pin against the gates that it passes.
    package struct Override: Equatable, Sendable {
        package var pin: Instance.Pair
        package var failures: [GateFailure]
    }
}

/// How a run over all pairs ended.
package enum DenseOutcome: Equatable, Sendable {
    case optimal(DenseSolution)
    case cancelled
    /// The sparse problem leaves the ranges in which sums are exact.
    case refused(AssignmentDefect)
}

extension DenseSolution {
    /// The result as it is written and verified.
    package func claim(_ problem: FitProblem) -> ResultClaim {
        var (matches, unmatched): ([Instance.Pair], [Int32]) = ([], [])
        for (team, target) in caseOfTeam.enumerated() {
            if target >= 0 { matches.append(.init(team: Int32(team), target: target)) } else { unmatched.append(Int32(team)) }
        }
        return ResultClaim(
            policy: .bestTotal, matches: matches, unmatched: unmatched, placed: Int64(placed), totalFit: totalFit,
            prices: .init(
                cases: prices.cases, companies: prices.companies,
                placementWeight: problem.placement == .everyoneFirst ? placementWeight : nil))
    }
}
