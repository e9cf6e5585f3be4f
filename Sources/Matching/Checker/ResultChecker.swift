/// Verifies a claimed `best-total` result against its instance: the definition of `interfaces.md`, read straight, in one linear pass.
/// Nothing here calls the solver or what feeds it.
package struct ResultChecker: Sendable {
    private let instance: Instance
    private let claim: ResultClaim
    private let acceptance: Acceptance

    package init(_ instance: Instance, _ claim: ResultClaim) {
        self.instance = instance
        self.claim = claim
        acceptance = Acceptance(instance)
    }

    /// The first broken condition; nil where the result is valid and optimal under the policy that it claims.
    package func firstBroken() -> BrokenCondition? {
        guard claim.policy == .bestTotal else { return .policyNotChecked(claim.policy) }
        var caseOfTeam = [Int32](repeating: -1, count: instance.teams.count)
        return brokenMatch(&caseOfTeam) ?? brokenCapacity() ?? brokenUnmatched(caseOfTeam) ?? brokenProof(caseOfTeam)
    }

    private func brokenMatch(_ caseOfTeam: inout [Int32]) -> BrokenCondition? {
        for match in claim.matches {
            guard match.team >= 0, match.team < instance.teams.count else { return .unknownTeam(match.team) }
            guard match.target >= 0, match.target < instance.cases.count else { return .unknownCase(match.target) }
            if caseOfTeam[Int(match.team)] >= 0 { return .teamMatchedTwice(team: match.team) }
            caseOfTeam[Int(match.team)] = match.target
            if acceptance.bans.contains(match) { return .banned(team: match.team, target: match.target) }
        }
        for pin in instance.pins where caseOfTeam[Int(pin.team)] != pin.target {
            return .pinIgnored(team: pin.team, target: pin.target)
        }
        return nil
    }

    private func brokenCapacity() -> BrokenCondition? {
        var matches = [Int](repeating: 0, count: instance.cases.count)
        var companyMatches = [Int](repeating: 0, count: instance.companies.count)
        for match in claim.matches {
            matches[Int(match.target)] += 1
            let company = instance.companyOfCase[Int(match.target)]
            if company >= 0 { companyMatches[Int(company)] += 1 }
        }
        for (index, capacity) in instance.capacities.enumerated() where matches[index] > capacity {
            return .overCapacity(.case(Int32(index)), matches: matches[index], capacity: capacity)
        }
        for (index, capacity) in instance.companyCapacities.enumerated() where companyMatches[index] > capacity {
            return .overCapacity(.company(Int32(index)), matches: companyMatches[index], capacity: capacity)
        }
        return nil
    }

    private func brokenUnmatched(_ caseOfTeam: [Int32]) -> BrokenCondition? {
        var listed = [Bool](repeating: false, count: instance.teams.count)
        for team in claim.unmatched {
            guard team >= 0, team < instance.teams.count else { return .unknownTeam(team) }
            if listed[Int(team)] { return .unmatchedTwice(team: team) }
            listed[Int(team)] = true
            if caseOfTeam[Int(team)] >= 0 { return .unmatchedHasMatch(team: team) }
        }
        for team in instance.teams.indices where caseOfTeam[team] < 0 && !listed[team] { return .unmatchedMissing(team: Int32(team)) }
        let counted = Int64(claim.matches.count)
        return claim.placed == counted ? nil : .placedDiffers(claimed: claim.placed, counted: counted)
    }

    /// Eligibility, totals, prices and the equation, in one pass over the pairs.
    private func brokenProof(_ caseOfTeam: [Int32]) -> BrokenCondition? {
        guard let prices = claim.prices else { return .pricesMissing }
        let left = PlacesLeft(instance)
        var weightOfPlacing: Int64 = 0
        switch instance.placement {
        case .fitFirst:
            if let weight = prices.placementWeight, weight != 0 { return .placementWeightUnasked(weight) }
        case .everyoneFirst:
            guard let weight = prices.placementWeight else { return .placementWeightMissing }
            let limit = 10_000 * Int64(min(left.teams, left.places))
            if weight <= limit || weight > PriceChecker.largestPrice { return .placementWeightTooSmall(weight, mustExceed: limit) }
            weightOfPlacing = weight
        }
        var checker = PriceChecker(
            capacities: left.capacities, companyOfCase: instance.companyOfCase, companyCapacities: left.companyCapacities,
            casePrices: prices.cases, companyPrices: prices.companies, teams: instance.teams.count)
        let pinned = Set(instance.pins.map(\.team))
        var (fits, weights): (Int128, Int128) = (0, 0)
        let placePrices = checker.placePrices
        for team in instance.teams.indices {
            let isPinned = pinned.contains(Int32(team))
            var (best, matchFit): (Int64, Int64?) = (0, nil)
            acceptance.forEachPair(of: team) { target, fit in
                if target == caseOfTeam[team] { matchFit = fit }
                // Broken prices leave none to compare with; the verdict names them.
                if !isPinned, !placePrices.isEmpty { best = max(best, fit + weightOfPlacing - placePrices[Int(target)]) }
            }
            checker.team(bestProfit: best)
            guard caseOfTeam[team] >= 0 else { continue }
            guard let matchFit else { return .notEligible(team: Int32(team), target: caseOfTeam[team]) }
            fits += Int128(matchFit)
            if !isPinned { weights += Int128(matchFit + weightOfPlacing) }
        }
        if Int128(claim.totalFit) != fits { return .totalFitDiffers(claimed: claim.totalFit, counted: Int64(fits)) }
        return checker.firstBroken(total: weights)
    }
}

/// Teams and places without those of the pins.
private struct PlacesLeft {
    var capacities: [Int32]
    var companyCapacities: [Int32]
    var teams: Int

    init(_ instance: Instance) {
        capacities = instance.capacities
        companyCapacities = instance.companyCapacities
        teams = instance.teams.count - instance.pins.count
        for pin in instance.pins {
            capacities[Int(pin.target)] -= 1
            let company = Int(instance.companyOfCase[Int(pin.target)])
            if company >= 0, companyCapacities[company] != Instance.unlimited { companyCapacities[company] -= 1 }
        }
    }

    var places: Int { capacities.reduce(0) { $0 + Int($1) } }
}
