/// Whether prices prove matches, looked at with `PriceChecker` and nothing of the solver.
struct RepairProof {
    let problem: AssignmentProblem
    /// Teams that take no part.
    let isAbsent: [Bool]

    init(_ problem: AssignmentProblem, absent: Set<Int32>) {
        self.problem = problem
        isAbsent = (0..<Int32(problem.teamCount)).map(absent.contains)
    }

    /// Capacities are kept, absent teams have no match, and no assignment of the others weighs more.
    ///
    /// - Parameter weight: of a team's pair; nil for fit and placement weight.
    func holds(matches: [Int32], prices: AssignmentPrices, weight: ((_ team: Int, _ pair: Int) -> Int64)? = nil) -> Bool {
        var watch = CancelWatch { false }
        return holds(matches: matches, prices: prices, weight: weight, &watch)
    }

    /// The same; false where it was to end before.
    func holds(
        matches: [Int32], prices: AssignmentPrices, weight: ((_ team: Int, _ pair: Int) -> Int64)? = nil, _ watch: inout CancelWatch
    ) -> Bool {
        guard matches.count == problem.teamCount, prices.cases.count == problem.caseCount,
            prices.companies.count == problem.companyCapacities.count, keepsCapacities(matches)
        else { return false }
        var checker = PriceChecker(
            capacities: problem.capacities, companyOfCase: problem.companyOfCase, companyCapacities: problem.companyCapacities,
            casePrices: prices.cases, companyPrices: prices.companies, teams: problem.teamCount)
        guard checker.placePrices.count == problem.caseCount else { return false }
        let placePrices = checker.placePrices
        var total: Int128 = 0
        for team in 0..<problem.teamCount {
            var best: Int64 = 0
            var held: Int64?
            if watch.isOver(after: 1 + problem.rowStarts[team + 1] - problem.rowStarts[team]) { return false }
            if !isAbsent[team] {
                for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] {
                    let worth = weight?(team, pair) ?? Int64(problem.edgeFits[pair]) + problem.placementWeight
                    best = max(best, worth - placePrices[Int(problem.edgeCases[pair])])
                    if problem.edgeCases[pair] == matches[team] { held = worth }
                }
            }
            if matches[team] >= 0 {
                guard let held else { return false }
                total += Int128(held)
            }
            checker.team(bestProfit: best)
        }
        return checker.firstBroken(total: total) == nil
    }

    /// Capacities are kept, absent teams have no match, and every match is a pair of the problem.
    func allows(_ matches: [Int32]) -> Bool {
        guard matches.count == problem.teamCount, keepsCapacities(matches) else { return false }
        return matches.indices.allSatisfy { team in
            matches[team] < 0
                || !isAbsent[team]
                    && (problem.rowStarts[team]..<problem.rowStarts[team + 1]).contains { problem.edgeCases[$0] == matches[team] }
        }
    }

    private func keepsCapacities(_ matches: [Int32]) -> Bool {
        var left = problem.capacities
        var companyLeft = problem.companyCapacities
        for target in matches where target >= 0 {
            guard target < problem.caseCount, left[Int(target)] > 0 else { return false }
            left[Int(target)] -= 1
            let company = Int(problem.companyOfCase[Int(target)])
            if company < 0 { continue }
            guard companyLeft[company] > 0 else { return false }
            companyLeft[company] -= 1
        }
        return true
    }
}

extension AssignmentProblem {
    /// The fit of each team's match; 0 where it has none.
    func fits(of matches: [Int32]) -> [Int32] {
        matches.indices.map { matches[$0] < 0 ? 0 : fit(of: $0, on: matches[$0]) }
    }

    /// The fit of a pair; 0 where there is none.
    func fit(of team: Int, on target: Int32) -> Int32 {
        (rowStarts[team]..<rowStarts[team + 1]).first { edgeCases[$0] == target }.map { edgeFits[$0] } ?? 0
    }

    /// The same without the pairs of some teams.
    package func without(_ teams: Set<Int32>) -> AssignmentProblem {
        var watch = CancelWatch { false }
        return without(teams, &watch)
    }

    /// The same, of no use where it was to end before.
    func without(_ teams: Set<Int32>, _ watch: inout CancelWatch) -> AssignmentProblem {
        if teams.isEmpty { return self }
        var rest = self
        (rest.rowStarts, rest.edgeCases, rest.edgeFits) = ([0], [], [])
        for team in 0..<teamCount {
            if watch.isOver(after: 1 + 2 * (rowStarts[team + 1] - rowStarts[team])) { return rest }
            if !teams.contains(Int32(team)) {
                rest.edgeCases += edgeCases[rowStarts[team]..<rowStarts[team + 1]]
                rest.edgeFits += edgeFits[rowStarts[team]..<rowStarts[team + 1]]
            }
            rest.rowStarts.append(rest.edgeCases.count)
        }
        return rest
    }
}
