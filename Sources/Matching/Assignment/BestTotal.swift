/// The policy `best-total`: no other assignment under the capacities of teams, cases and companies has a larger total weight.
///
/// The answer depends on the problem's values and order alone: not on the machine, the build or the number of threads. Where several
/// assignments are optimal, the order of teams, cases and pairs in the problem decides.
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
        if let defect = problem.defect() { return .refused(defect) }
        let zero = AssignmentPrices(
            cases: Array(repeating: 0, count: problem.caseCount), companies: Array(repeating: 0, count: problem.companyCapacities.count))
        if let start, start.cases.count != problem.caseCount || start.companies.count > problem.companyCapacities.count {
            return .refused(.arraysDisagree)
        }
        if let matches, matches.count != problem.teamCount { return .refused(.arraysDisagree) }
        var from = start ?? zero
        from.companies += Array(repeating: 0, count: problem.companyCapacities.count - from.companies.count)
        return problem.withRows { rows in
            prove(problem, rows, from: from, matches: matches, control)
        }
    }

    private static func prove(
        _ problem: AssignmentProblem, _ rows: PairRows, from start: AssignmentPrices, matches: [Int32]?, _ control: SolverControl
    ) -> SolveOutcome {
        var network = PlaceNetwork(rows: rows, layout: PlaceLayout(problem))
        let owed = network.begin(from: start, matches: matches)
        for (done, team) in owed.enumerated() {
            if done & 63 == 0, control.isCancelled() { return .cancelled }
            network.place(team)
        }
        if network.hasPhantoms {
            let columns = CaseColumns(rows: rows, layout: network.layout)
            for node in 0..<Int32(problem.caseCount + problem.companyCapacities.count) {
                while network.phantomCount(node) > 0 {
                    if control.isCancelled() { return .cancelled }
                    network.vacate(node, columns: columns)
                }
            }
        }
        return .optimal(network.solution())
    }
}
