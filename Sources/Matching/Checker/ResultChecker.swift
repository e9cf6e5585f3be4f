/// Verifies a claimed result against its instance: the definition of `interfaces.md`, read straight, in one linear pass.
/// Nothing here calls the solver or what feeds it.
package struct ResultChecker: Sendable {
    package enum Verdict: Equatable, Sendable {
        case valid
        case broken(BrokenCondition)
        case cancelled
    }

    private let instance: Instance
    private let claim: ResultClaim

    package init(_ instance: Instance, _ claim: ResultClaim) {
        self.instance = instance
        self.claim = claim
    }

    /// The first broken condition; nil where the result is valid and optimal under the policy that it claims.
    package func firstBroken() -> BrokenCondition? {
        var watch = CancelWatch { false }
        return firstBroken(&watch)
    }

    /// The same for a caller who may lose patience.
    ///
    /// - Parameter isCancelled: asked at least every few milliseconds.
    package func verdict(isCancelled: @escaping () -> Bool) -> Verdict {
        var watch = CancelWatch(isCancelled)
        let broken = firstBroken(&watch)
        return watch.isOver ? .cancelled : broken.map(Verdict.broken) ?? .valid
    }

    /// Of no meaning where it was to end before.
    private func firstBroken(_ watch: inout CancelWatch) -> BrokenCondition? {
        if instance.hasMinimums, claim.policy != .bestTotal { return .otherPolicy(claimed: claim.policy, asked: .bestTotal) }
        let acceptance = Acceptance(instance, &watch)
        if watch.look() { return nil }
        var caseOfTeam = [Int32](repeating: -1, count: instance.teams.count)
        if let broken = ClaimedMatches(instance, claim, bans: acceptance.bans).firstBroken(&caseOfTeam) { return broken }
        switch claim.policy {
        case .bestTotal:
            return instance.hasMinimums
                ? QuotaChecker(instance, claim, acceptance, caseOfTeam: caseOfTeam).firstBroken(&watch)
                : brokenProof(caseOfTeam, acceptance, &watch)
        case .stable: return StableChecker(instance, claim, acceptance, caseOfTeam: caseOfTeam).firstBroken(&watch)
        case .fairest:
            var checker = FairestChecker(instance, claim, acceptance, caseOfTeam: caseOfTeam, &watch)
            return checker.firstBroken(&watch)
        }
    }

    /// Eligibility, totals, prices and the equation, in one pass over the pairs.
    private func brokenProof(_ caseOfTeam: [Int32], _ acceptance: Acceptance, _ watch: inout CancelWatch) -> BrokenCondition? {
        guard let prices = claim.prices else { return .pricesMissing }
        let left = PlacesLeft(instance)
        if let broken = left.brokenWeight(prices.placementWeight, under: instance.placement) { return broken }
        let weightOfPlacing = prices.placementWeight ?? 0
        var checker = PriceChecker(
            capacities: left.capacities, companyOfCase: instance.companyOfCase, companyCapacities: left.companyCapacities,
            casePrices: prices.cases, companyPrices: prices.companies, teams: instance.teams.count)
        let pinned = Set(instance.pins.map(\.team))
        var (fits, weights): (Int128, Int128) = (0, 0)
        var loose: LooseEnd?
        let placePrices = checker.placePrices
        for team in instance.teams.indices {
            if watch.isOver(after: acceptance.work(of: team)) { return nil }
            let isPinned = pinned.contains(Int32(team))
            var (best, wants, matchFit): (Int64, Int32?, Int64?) = (0, nil, nil)
            acceptance.forEachPair(of: team) { target, fit in
                if target == caseOfTeam[team] { matchFit = fit }
                // Broken prices leave none to compare with; the verdict names them.
                guard !isPinned, !placePrices.isEmpty else { return }
                let profit = fit + weightOfPlacing - placePrices[Int(target)]
                if profit > best { (best, wants) = (profit, target) }
            }
            checker.team(bestProfit: best)
            guard caseOfTeam[team] >= 0 else {
                if best > 0 { loose = loose ?? .team(Int32(team), has: nil, wants: wants) }
                continue
            }
            guard let matchFit else { return .notEligible(team: Int32(team), target: caseOfTeam[team]) }
            fits += Int128(matchFit)
            guard !isPinned, !placePrices.isEmpty else { continue }
            let weight = matchFit + weightOfPlacing
            weights += Int128(weight)
            if best > weight - placePrices[Int(caseOfTeam[team])] {
                loose = loose ?? .team(Int32(team), has: caseOfTeam[team], wants: wants)
            }
        }
        if Int128(claim.totalFit) != fits { return .totalFitDiffers(claimed: claim.totalFit, counted: Int64(fits)) }
        return checker.firstBroken(total: weights)?.loose(at: loose ?? .freePlace(instance, claim))
    }
}
