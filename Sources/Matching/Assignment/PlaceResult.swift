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
        for company in 0..<layout.companyCount where companyPrice[company] > 0 {
            bound += companyPrice[company] * Int64(layout.companyCapacity[company])
        }
        for team in 0..<layout.teamCount { bound += profit[team] }
        return bound
    }

    /// Matches and prices, once they prove each other.
    func verdict() -> SolveOutcome {
        // Always so: every step keeps the invariants, and the last one leaves nothing to mend.
        precondition(weight == bound, "the solver ended at \(weight) with a proof of \(bound)")
        var placed = 0
        var totalFit: Int64 = 0
        var own = price.array()
        for target in 0..<Int32(layout.caseCount) { own[Int(target)] = ownPrice(target) }
        for team in 0..<layout.teamCount where caseOfTeam[team] >= 0 {
            placed += 1
            totalFit += profit[team] + price[caseOfTeam[team]] - rows.placementWeight
        }
        return .optimal(
            AssignmentSolution(
                caseOfTeam: caseOfTeam.array(), casePrices: own, companyPrices: companyPrice.array(), placed: placed, totalFit: totalFit))
    }
}
