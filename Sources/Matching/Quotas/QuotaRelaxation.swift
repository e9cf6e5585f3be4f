/// The best that a branch can reach, with prices that prove it: an assignment in which open cases have their minimum, closed ones nobody, and
/// those of which nothing is decided any number.
///
/// A case that must fill its minimum becomes two: one with so many places, each worth a bonus larger than all weight there can be, and one
/// with the rest. An optimum fills the first if anything can. The two prices, the bonus taken off the first, make one price, which below the
/// minimum may be negative: a lower bound in a linear program has a dual free in sign.
struct QuotaRelaxation: Sendable {
    /// The case of each team, −1 for none.
    var caseOfTeam: [Int32]
    /// Of every case, free in sign where it is open; 0 where it is closed.
    var casePrices: [Int64]
    var companyPrices: [Int64]
    /// What the prices prove that nothing in the branch exceeds; far below 0 where the minimums cannot be met.
    var bound: Int64
    /// Whether every open case has its minimum.
    var isFeasible: Bool

    /// - Returns: nil where cancelled.
    init?(_ quota: LowerQuotaProblem, _ states: [CaseState], control: SolverControl) {
        var watch = CancelWatch(control)
        let (problem, count) = (quota.problem, Int32(quota.problem.caseCount))
        var doubled = problem
        doubled.capacities = problem.capacities.indices.map { index in
            switch states[index] {
            case .undecided: problem.capacities[index]
            case .open: problem.capacities[index] - quota.minimums[index]
            case .closed: 0
            }
        }
        doubled.capacities += quota.minimums.indices.map { states[$0] == .open ? quota.minimums[$0] : 0 }
        doubled.companyOfCase += problem.companyOfCase
        (doubled.rowStarts, doubled.edgeCases, doubled.edgeFits) = ([0], [], [])
        for team in 0..<problem.teamCount {
            if watch.isOver(after: 1 + 4 * (problem.rowStarts[team + 1] - problem.rowStarts[team])) { return nil }
            for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] {
                let target = problem.edgeCases[pair]
                if states[Int(target)] == .closed { continue }
                doubled.edgeCases.append(target)
                doubled.edgeFits.append(problem.edgeFits[pair])
                guard states[Int(target)] == .open, quota.minimums[Int(target)] > 0 else { continue }
                doubled.edgeCases.append(target + count)
                doubled.edgeFits.append(problem.edgeFits[pair])
            }
            doubled.rowStarts.append(doubled.edgeCases.count)
        }
        let bonus = Self.bonus(of: problem)
        let ground = ChangingGround(doubled, inTiers: false, watch: &watch)
        if watch.look() { return nil }
        var network = PlaceNetwork(
            rows: ground.rows, weights: MinimumWeights(placementWeight: problem.placementWeight, bonus: bonus, firstMinimum: count),
            layout: ground.layout, watch: watch)
        network.restore(
            matches: Array(repeating: -1, count: problem.teamCount), fits: Array(repeating: 0, count: problem.teamCount),
            absent: Array(repeating: true, count: problem.teamCount), prices: .zero(for: doubled))
        for team in 0..<Int32(problem.teamCount) {
            if control.isCancelled() { return nil }
            network.add(team, on: ground)
        }
        if network.watch.look() { return nil }
        let prices = network.ownPrices
        let (matches, ofCompanies) = (network.caseOfTeam.array().map { $0 >= count ? $0 - count : $0 }, network.companyPrices)
        let ofCases: [Int64] = states.indices.map { index in
            switch states[index] {
            case .closed: 0
            case .undecided: prices[index]
            case .open:
                quota.minimums[index] == 0
                    ? prices[index]
                    : problem.capacities[index] == quota.minimums[index]
                        ? prices[index + Int(count)] - bonus
                        : min(prices[index], prices[index + Int(count)] - bonus)
            }
        }
        var filled = [Int32](repeating: 0, count: Int(count))
        for target in matches where target >= 0 { filled[Int(target)] += 1 }
        (caseOfTeam, casePrices, companyPrices) = (matches, ofCases, ofCompanies)
        isFeasible = states.indices.allSatisfy { states[$0] != .open || filled[$0] >= quota.minimums[$0] }
        guard let bound = Self.bound(quota, states, ofCases, ofCompanies, &watch) else { return nil }
        self.bound = bound
    }

    /// More than all matches together can weigh.
    private static func bonus(of problem: AssignmentProblem) -> Int64 {
        (problem.placementWeight + Int64(AssignmentProblem.largestFit)) * Int64(problem.teamCount) + 1
    }

    /// Whether all sums stay within 64 bits: prices add up along a path of at most all teams, each by a weight with the bonus.
    static func isExact(_ problem: AssignmentProblem) -> Bool {
        let most = Int64(problem.teamCount) + 1
        let (weight, first) = (problem.placementWeight &+ Int64(AssignmentProblem.largestFit)).multipliedReportingOverflow(by: most)
        let (sum, second) = weight.multipliedReportingOverflow(by: most)
        return !first && !second && sum < 1 << 59
    }

    /// In 128 bits: a minimum that cannot be met counts a bonus for each of its places, far below 0. There the bound may as well be higher.
    private static func bound(
        _ quota: LowerQuotaProblem, _ states: [CaseState], _ casePrices: [Int64], _ companyPrices: [Int64], _ watch: inout CancelWatch
    ) -> Int64? {
        let problem = quota.problem
        var bound: Int128 = 0
        for (index, price) in casePrices.enumerated() {
            bound += Int128(price) * Int128(price < 0 ? quota.minimums[index] : problem.capacities[index])
        }
        for (index, price) in companyPrices.enumerated() where price > 0 {
            bound += Int128(price) * Int128(problem.companyCapacities[index])
        }
        for team in 0..<problem.teamCount {
            if watch.isOver(after: 1 + problem.rowStarts[team + 1] - problem.rowStarts[team]) { return nil }
            var best: Int64 = 0
            for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] {
                let target = Int(problem.edgeCases[pair])
                if states[target] == .closed { continue }
                let company = Int(problem.companyOfCase[target])
                let price = casePrices[target] + (company < 0 ? 0 : companyPrices[company])
                best = max(best, Int64(problem.edgeFits[pair]) + problem.placementWeight - price)
            }
            bound += Int128(best)
        }
        return Int64(clamping: bound)
    }
}

/// Fit and placement weight, and a bonus for the places that a minimum asks for.
private struct MinimumWeights: PairWeights {
    let placementWeight: Int64
    let bonus: Int64
    /// The cases from here on stand for minimums.
    let firstMinimum: Int32

    @inline(__always)
    func weight(ofFit fit: Int32, team: Int32, target: Int32) -> Int64 {
        Int64(fit) + placementWeight + (target >= firstMinimum ? bonus : 0)
    }

    @inline(__always)
    func most(ofFit fit: Int32) -> Int64 { Int64(fit) + placementWeight + max(0, bonus) }
}
