extension PlaceNetwork {
    /// Whether phantoms still hold places.
    var hasPhantoms: Bool {
        (0..<Int32(layout.caseCount + layout.companyCount)).contains { phantomCount($0) > 0 }
    }

    /// The phantoms of a case, or of a company behind the cases.
    func phantomCount(_ node: Int32) -> Int32 {
        node < layout.caseCount ? phantoms[node] : companyPhantoms[node - Int32(layout.caseCount)]
    }

    /// Matches and prices as they stand.
    func solution() -> AssignmentSolution {
        var placed = 0
        var totalFit: Int64 = 0
        for team in 0..<layout.teamCount where caseOfTeam[team] >= 0 {
            placed += 1
            for pair in rows.pairs(of: team) where rows.cases[pair] == caseOfTeam[team] { totalFit += Int64(rows.fits[pair]) }
        }
        var own = price.array()
        for target in 0..<Int32(layout.caseCount) { own[Int(target)] = ownPrice(target) }
        return AssignmentSolution(
            caseOfTeam: caseOfTeam.array(), casePrices: own, companyPrices: companyPrice.array(), placed: placed, totalFit: totalFit)
    }
}
