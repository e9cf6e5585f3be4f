import API
import Formats
import Matching

/// What it would cost everybody to give a team a case that a best-total run did not give it.
extension RunPair {
    /// - Parameters:
    ///   - found: why the pair fits as it does.
    ///   - mostSolved: up to so many eligible pairs the cost is found by optimising again; above, the prices bound it.
    func cost(of found: FitExplanation, mostSolved: Int) async throws -> Explanation.Cost? {
        guard result.policy == .bestTotal, let fit = found.fit else { return nil }
        if isMatched { return Explanation.Cost(fitLost: 0, placedLost: 0, exact: true) }
        // What was settled before the run is not a matter of its optimum: no price speaks of it.
        if snapshot.problem.pins.contains(where: { $0.team == Int32(team) }) { return nil }
        let isSolved = run.eligible <= mostSolved
        guard let prices = result.prices else {
            // Where cases have minimums no prices speak of the whole.
            guard isSolved, run.certificate.gap ?? 0 == 0 else { return nil }
            return try await MatchingEngine.costWithMinimums(snapshot, result, team: team, target: target)
        }
        guard DensePlaces(snapshot.problem).hasPlace(target) else { return nil }
        guard isSolved else { return try bound(fit: fit, prices) }
        let forced = try await MatchingEngine.forced(snapshot, result, team: team, target: target)
        return forced.map { Explanation.Cost(fitLost: Int($0.fitLost(fit: fit)), placedLost: $0.placedLost, exact: true) }
    }

    /// The pair's reduced cost: what the team gets now by the prices, less what this pair would leave it. So much at least is lost of
    /// total fit + weight × teams placed, where the weight counts a placed team for more than all fits together.
    private func bound(fit: Int32, _ prices: ResultClaim.Prices) throws -> Explanation.Cost {
        func price(_ target: Int) -> Int64 {
            let company = snapshot.problem.cases[target].company
            return prices.cases[target] + (company >= 0 ? prices.companies[Int(company)] : 0)
        }
        let weight = prices.placementWeight ?? 0
        var profit: Int64 = 0
        if let now = result.matches.first(where: { $0.team == Int32(team) }) {
            let points = try MatchingEngine.book(of: snapshot).explanation(team: team, target: Int(now.target)).points
            profit = Int64(points) + weight - price(Int(now.target))
        }
        let lost = max(0, profit - (Int64(fit) + weight - price(target)))
        guard weight > 0 else { return Explanation.Cost(fitLost: Int(lost), placedLost: nil, exact: false) }
        // No more than all of the total fit can be lost; the rest are teams.
        let teams = lost > result.totalFit ? (lost - result.totalFit + weight - 1) / weight : 0
        return Explanation.Cost(fitLost: Int(lost - teams * weight), placedLost: Int(teams), exact: false)
    }
}
