/// A pair that did not come about, beside what did.
package struct DenseAlternative: Equatable, Sendable {
    package var team: Int32
    package var target: Int32
    package var fit: Int32
    /// The whole price of a place on the case, its company's included.
    package var price: Int64
    /// What forcing the pair would cost everyone at least, in points of fit; 0 for a match, and for what would do as well.
    package var cost: Int64
}

extension DenseSolution {
    /// The whole price of a place on a case: what one more is worth at most, and one less costs at least.
    package func placePrice(of target: Int, in problem: FitProblem) -> Int64 {
        let company = Int(problem.cases[target].company)
        return prices.cases[target] + (company < 0 ? 0 : prices.companies[company])
    }

    /// The cost of forcing an eligible pair: its reduced cost, which by duality no assignment that holds the pair can undercut. Under
    /// `everyone-first` a team that would lose its place counts `placementWeight`. Nil for a pinned team.
    package func alternative(team: Int, target: Int, fit: Int32, in problem: FitProblem) -> DenseAlternative? {
        if problem.pins.contains(where: { $0.team == team }) { return nil }
        let price = placePrice(of: target, in: problem)
        return DenseAlternative(
            team: Int32(team), target: Int32(target), fit: fit, price: price, cost: profits[team] + price - Int64(fit) - placementWeight)
    }

    /// The eligible cases of a team that would cost everyone least; of equal cost the better fit first. One row of pairs is scored.
    package func alternatives(of team: Int, in book: FitBook, count: Int) -> [DenseAlternative] {
        var found: [DenseAlternative] = []
        DenseScoring(book).forEachBlock(of: team..<team + 1) { block in
            for target in 0..<block.caseCount where block.fits[target][0] >= 0 {
                if let pair = alternative(team: team, target: target, fit: block.fits[target][0], in: book.problem) { found.append(pair) }
            }
            return true
        }
        return Array(found.sorted { ($0.cost, -$0.fit, $0.target) < ($1.cost, -$1.fit, $1.target) }.prefix(count))
    }

    /// The cases of which one more place would be worth most, with that worth; those worth nothing are left out.
    package func scarcestCases(in problem: FitProblem, count: Int) -> [(target: Int, price: Int64)] {
        let priced = problem.cases.indices.map { (target: $0, price: placePrice(of: $0, in: problem)) }.filter { $0.price > 0 }
        return Array(priced.sorted { ($1.price, $0.target) < ($0.price, $1.target) }.prefix(count))
    }
}
