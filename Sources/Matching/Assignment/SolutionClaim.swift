extension ResultClaim {
    /// What a solution says of the instance it was computed from: the pins with their fits put back, teams in their order.
    package init(_ instance: Instance, _ solution: AssignmentSolution, placementWeight: Int64) {
        var caseOfTeam = solution.caseOfTeam
        var totalFit = solution.totalFit
        for pin in instance.pins {
            caseOfTeam[Int(pin.team)] = pin.target
            guard let fits = instance.fits else { continue }
            let row = fits.rowStarts[Int(pin.team)]..<fits.rowStarts[Int(pin.team) + 1]
            if let pair = row.first(where: { fits.cases[$0] == pin.target }) { totalFit += Int64(fits.fits[pair]) }
        }
        var (matches, unmatched): ([Instance.Pair], [Int32]) = ([], [])
        for (team, target) in caseOfTeam.enumerated() {
            if target >= 0 { matches.append(.init(team: Int32(team), target: target)) } else { unmatched.append(Int32(team)) }
        }
        self.init(
            policy: .bestTotal, matches: matches, unmatched: unmatched, placed: Int64(matches.count), totalFit: totalFit,
            prices: Prices(
                cases: solution.casePrices, companies: solution.companyPrices,
                placementWeight: instance.placement == .everyoneFirst ? placementWeight : nil))
    }
}
