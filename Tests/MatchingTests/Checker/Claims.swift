import Matching

extension ResultClaim {
    /// The claim of the solver's own answer.
    init?(solving instance: Instance) {
        let problem = AssignmentProblem(instance, eligible: EligiblePairs(instance))
        guard let solution = BestTotal.solve(problem).solution else { return nil }
        self = ResultClaim(instance, solution, placementWeight: problem.placementWeight)
    }

    /// Changes one thing, perhaps to the same effect.
    mutating func mutate(_ dice: inout Dice, _ instance: Instance) {
        func team() -> Int32 { instance.teams.isEmpty ? 0 : Int32(dice.roll(0...instance.teams.count - 1)) }
        func target() -> Int32 { instance.cases.isEmpty ? 0 : Int32(dice.roll(0...instance.cases.count - 1)) }
        switch dice.roll(0...12) {
        case 0: if !matches.isEmpty { matches[dice.roll(0...matches.count - 1)].target = target() }
        case 1: if matches.count > 1 { (matches[0].target, matches[1].target) = (matches[1].target, matches[0].target) }
        case 2: if let match = matches.popLast() { unmatched.append(match.team) }
        case 3: if let match = matches.first { matches.append(match) }
        case 4: placed += dice.chance(50) ? 1 : -1
        case 5: totalFit += dice.chance(50) ? 1 : -1
        case 6: if !instance.cases.isEmpty { prices?.cases[Int(target())] += dice.chance(50) ? 1 : -1 }
        case 7:
            if !instance.companies.isEmpty { prices?.companies[dice.roll(0...instance.companies.count - 1)] += dice.chance(50) ? 1 : -1 }
        case 8: prices?.placementWeight = dice.chance(50) ? nil : Int64(dice.roll(0...100_000))
        case 9: if !unmatched.isEmpty { unmatched.removeLast() } else { unmatched.append(team()) }
        case 10:
            matches.append(Instance.Pair(team: team(), target: target()))
            unmatched.removeAll { [matches] in $0 == matches.last?.team }
            placed += 1
        case 11: sizeBound? += dice.chance(50) ? 1 : -1
        default:
            if let match = matches.popLast() { unmatched.append(match.team); placed -= 1 }
        }
    }
}

/// Whether a claim keeps every word of the definition, written out on its own and without regard to cost.
func holds(_ claim: ResultClaim, in instance: Instance) -> Bool {
    guard let prices = claim.prices, claim.placed == claim.matches.count else { return false }
    guard claim.matches.allSatisfy({ instance.cases.indices.contains(Int($0.target)) }) else { return false }
    let teams = claim.matches.map(\.team) + claim.unmatched
    guard teams.sorted() == instance.teams.indices.map(Int32.init) else { return false }
    guard instance.pins.allSatisfy(claim.matches.contains) else { return false }
    func fit(_ team: Int32, _ target: Int32) -> Int64? {
        let ranking = instance.teamRankings[Int(team)]?.flatMap { $0 }
        let caseRanking = instance.caseRankings[Int(target)]?.flatMap { $0 }
        let company = Int(instance.companyOfCase[Int(target)])
        let companyRanking = company < 0 ? nil : instance.companyRankings[company]?.flatMap { $0 }
        guard ranking?.contains(target) ?? true, caseRanking?.contains(team) ?? true, companyRanking?.contains(team) ?? true,
            !instance.bans.contains(.init(team: team, target: target))
        else { return nil }
        guard let fits = instance.fits else { return ranking == nil && caseRanking == nil && companyRanking == nil ? nil : 0 }
        let row = fits.rowStarts[Int(team)]..<fits.rowStarts[Int(team) + 1]
        return row.first { fits.cases[$0] == target }.map { Int64(fits.fits[$0]) }
    }
    var (capacities, companyCapacities) = (instance.capacities.map(Int64.init), instance.companyCapacities.map(Int64.init))
    func take(_ pair: Instance.Pair) {
        capacities[Int(pair.target)] -= 1
        let company = Int(instance.companyOfCase[Int(pair.target)])
        if company >= 0, instance.companyCapacities[company] != Instance.unlimited { companyCapacities[company] -= 1 }
    }
    instance.pins.forEach(take)
    let (left, companiesLeft) = (capacities, companyCapacities)
    let open = claim.matches.filter { !instance.pins.contains($0) }
    open.forEach(take)
    guard capacities.allSatisfy({ $0 >= 0 }), companyCapacities.allSatisfy({ $0 >= 0 }) else { return false }
    let pairFits = claim.matches.map { fit($0.team, $0.target) }
    guard !pairFits.contains(nil), pairFits.reduce(0, { $0 + ($1 ?? 0) }) == claim.totalFit else { return false }

    let limit = 10_000 * min(Int64(instance.teams.count - instance.pins.count), left.reduce(0, +))
    let isStable = instance.policy == .stable
    let weight = isStable ? 1 : prices.placementWeight ?? 0
    guard isStable || (instance.placement == .fitFirst ? weight == 0 : prices.placementWeight != nil && weight > limit) else {
        return false
    }
    guard (prices.cases + prices.companies).allSatisfy({ $0 >= 0 }) else { return false }
    guard zip(prices.companies, instance.companyCapacities).allSatisfy({ $0 == 0 || $1 != Instance.unlimited }) else { return false }
    var bound = zip(prices.cases, left).reduce(Int64(0)) { $0 + $1.0 * $1.1 }
    bound += zip(prices.companies, companiesLeft).reduce(Int64(0)) { $0 + $1.0 * $1.1 }
    for team in instance.teams.indices.map(Int32.init) where !instance.pins.contains(where: { $0.team == team }) {
        let profits = instance.cases.indices.map(Int32.init).compactMap { target -> Int64? in
            let company = Int(instance.companyOfCase[Int(target)])
            return fit(team, target).map {
                (isStable ? 0 : $0) + weight - prices.cases[Int(target)] - (company < 0 ? 0 : prices.companies[company])
            }
        }
        bound += max(0, profits.max() ?? 0)
    }
    if isStable {
        var matching = [Int32](repeating: -1, count: instance.teams.count)
        for match in claim.matches { matching[Int(match.team)] = match.target }
        return bound == claim.sizeBound && StableOracle(instance).isStable(matching)
    }
    return bound == open.reduce(Int64(0)) { $0 + (fit($1.team, $1.target) ?? 0) + weight }
}
