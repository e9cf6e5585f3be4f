extension ResultClaim {
    /// What a solution says of the instance it was computed from: the pins with their fits put back, teams in their order.
    package init(_ instance: Instance, _ solution: AssignmentSolution, placementWeight: Int64) {
        self.init(.bestTotal, instance, caseOfTeam: solution.caseOfTeam)
        prices = Prices(
            cases: solution.casePrices, companies: solution.companyPrices,
            placementWeight: instance.placement == .everyoneFirst ? placementWeight : nil)
    }

    /// The same where cases run with a minimum of teams or not at all.
    package init(_ instance: Instance, _ solution: QuotaSearch.Solution, placementWeight: Int64) {
        self.init(.bestTotal, instance, caseOfTeam: solution.caseOfTeam)
        branches = solution.leaves.map {
            Branch(path: $0.path, cases: $0.cases.map(Self.stated), companies: $0.companies.map(Self.stated))
        }
        bound = solution.bound
        branchWeight = instance.placement == .everyoneFirst ? placementWeight : nil
    }

    private static func stated(_ price: PlacePrice) -> Level.Price { Level.Price(index: price.index, price: price.price) }

    /// The same of a stable solution.
    package init(_ instance: Instance, _ solution: StableSolution) {
        self.init(.stable, instance, caseOfTeam: solution.caseOfTeam)
        prices = Prices(cases: solution.casePrices, companies: solution.companyPrices, placementWeight: nil)
        sizeBound = Int64(solution.sizeBound)
    }

    /// The same of a fairest solution.
    package init(_ instance: Instance, _ solution: FairestSolution) {
        self.init(.fairest, instance, caseOfTeam: solution.caseOfTeam)
        levelsOn = instance.fairnessBasis
        levels = solution.levels.map { level in
            Level(
                level: level.level, teams: Int64(level.teams), placing: level.prices.placing, cases: level.prices.cases.map(Self.stated),
                companies: level.prices.companies.map(Self.stated))
        }
        fitPrices = solution.fit.map { FitPrices(cases: $0.cases.map(Self.stated), companies: $0.companies.map(Self.stated)) }
    }

    private init(_ policy: Instance.Policy, _ instance: Instance, caseOfTeam: [Int32]) {
        var caseOfTeam = caseOfTeam
        for pin in instance.pins { caseOfTeam[Int(pin.team)] = pin.target }
        var (matches, unmatched): ([Instance.Pair], [Int32]) = ([], [])
        var totalFit: Int64 = 0
        for (team, target) in caseOfTeam.enumerated() {
            guard target >= 0 else {
                unmatched.append(Int32(team))
                continue
            }
            matches.append(.init(team: Int32(team), target: target))
            guard let fits = instance.fits else { continue }
            let row = fits.rowStarts[team]..<fits.rowStarts[team + 1]
            if let pair = row.first(where: { fits.cases[$0] == target }) { totalFit += Int64(fits.fits[pair]) }
        }
        self.init(
            policy: policy, matches: matches, unmatched: unmatched, placed: Int64(matches.count), totalFit: totalFit, prices: nil)
    }

    /// How far the weight of the matches is from the bound that the branches prove; nil where there are none.
    package func gap(in instance: Instance) -> Int64? {
        guard let bound else { return nil }
        let pinned = Set(instance.pins.map(\.team))
        var weight: Int128 = 0
        for match in matches where !pinned.contains(match.team) {
            weight += Int128(branchWeight ?? 0)
            // Where rankings alone say who is eligible, every fit is 0.
            guard let fits = instance.fits else { continue }
            let row = fits.rowStarts[Int(match.team)]..<fits.rowStarts[Int(match.team) + 1]
            weight += Int128(row.first { fits.cases[$0] == match.target }.map { fits.fits[$0] } ?? 0)
        }
        return Int64(clamping: Int128(bound) - weight)
    }
}
