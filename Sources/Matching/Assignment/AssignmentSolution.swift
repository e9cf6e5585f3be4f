/// A proven optimum: the matches, and the integer prices under which nobody could do better.
///
/// Σ capacity · case price + Σ capacity · company price + Σ over teams of max(0, best of weight − case price − company price)
/// equals the sum of the weights of the matches, where weight = fit + placement weight.
package struct AssignmentSolution: Equatable, Sendable {
    /// The case of each team, −1 where it has none.
    package var caseOfTeam: [Int32]
    /// The price of a place on each case, ≥ 0; 0 where a place is free.
    package var casePrices: [Int64]
    /// The price of a place with each company, ≥ 0; 0 where a place is free or the company states no capacity.
    package var companyPrices: [Int64]
    /// How many teams have a case.
    package var placed: Int
    /// The sum of the fits of the matches, without placement weight.
    package var totalFit: Int64
}

/// How a run of a solver ended.
package enum SolveOutcome: Equatable, Sendable {
    case optimal(AssignmentSolution)
    case cancelled
    case refused(AssignmentDefect)
}

/// Prices to start from, of any origin: of a neighbouring problem, of a run before a change, or all 0.
package struct AssignmentPrices: Equatable, Sendable {
    /// The own price of a place on each case, its company's not counted.
    package var cases: [Int64]
    /// The price of a place with each company.
    package var companies: [Int64]

    package init(cases: [Int64], companies: [Int64] = []) {
        self.cases = cases
        self.companies = companies
    }

    /// All prices 0.
    package static func zero(for problem: AssignmentProblem) -> AssignmentPrices {
        AssignmentPrices(
            cases: Array(repeating: 0, count: problem.caseCount), companies: Array(repeating: 0, count: problem.companyCapacities.count))
    }
}

extension AssignmentSolution {
    /// The prices, to start a neighbouring problem from.
    package var prices: AssignmentPrices { AssignmentPrices(cases: casePrices, companies: companyPrices) }
}
