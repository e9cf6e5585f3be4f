extension PlaceNetwork {
    /// The phantoms of a case, or of a company behind the cases.
    func phantomCount(_ node: Int32) -> Int32 {
        node < layout.caseCount ? phantoms[node] : companyPhantoms[node - Int32(layout.caseCount)]
    }

    /// The cases, and companies behind them, where phantoms hold places.
    var nodesWithPhantoms: [Int32] {
        (0..<Int32(layout.caseCount + layout.companyCount)).filter { phantomCount($0) > 0 }
    }

    /// How many phantoms there are.
    var phantomTotal: Int { nodesWithPhantoms.reduce(0) { $0 + Int(phantomCount($1)) } }

    /// The weight of the matches.
    var weight: Int64 {
        var weight: Int64 = 0
        for team in 0..<layout.teamCount where caseOfTeam[team] >= 0 { weight += profit[team] + price[caseOfTeam[team]] }
        return weight
    }

    /// What no assignment can exceed, by the prices as they stand.
    var bound: Int64 {
        var bound: Int64 = 0
        for target in 0..<Int32(layout.caseCount) { bound += ownPrice(target) * Int64(layout.capacity[target]) }
        for (company, price) in companyPrices.enumerated() where price > 0 { bound += price * Int64(layout.companyCapacity[company]) }
        for team in 0..<layout.teamCount { bound += profit[team] - (caseOfTeam[team] < 0 ? 0 : risen) }
        return bound
    }

    /// The own price of every case.
    var ownPrices: [Int64] { (0..<Int32(layout.caseCount)).map { ownPrice($0) } }

    /// The price of every company.
    var companyPrices: [Int64] {
        (0..<Int32(layout.companyCount)).map { layout.cases(of: $0).isEmpty ? 0 : price(ofCompany: $0) }
    }
}

extension PlaceNetwork where Weights == FitWeights {
    /// Matches and prices, once they prove each other.
    func verdict() -> SolveOutcome {
        // Always so: every step keeps the invariants, and the last one leaves nothing to mend.
        precondition(weight == bound, "the solver ended at \(weight) with a proof of \(bound)")
        return .optimal(solution)
    }

    /// Matches and prices as they stand.
    var solution: AssignmentSolution {
        var placed = 0
        var totalFit: Int64 = 0
        for team in 0..<layout.teamCount where caseOfTeam[team] >= 0 {
            placed += 1
            totalFit += profit[team] + price[caseOfTeam[team]] - weights.placementWeight
        }
        return AssignmentSolution(
            caseOfTeam: caseOfTeam.array(), casePrices: ownPrices, companyPrices: companyPrices, placed: placed, totalFit: totalFit)
    }
}
