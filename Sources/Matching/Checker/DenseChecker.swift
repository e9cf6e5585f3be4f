/// Verifies a claimed `best-total` result against the values that fits are computed from: capacities, pins, gates, totals, and the equation
/// of the prices over every eligible pair, in one streaming pass. Fits come from `DenseScoring`, which defines them; nothing here calls
/// the solver or what feeds it.
package struct DenseChecker: Sendable {
    package enum Verdict: Equatable, Sendable {
        case valid
        case broken(BrokenCondition)
        case cancelled
    }

    private let book: FitBook
    private let claim: ResultClaim
    /// The problem without its fits, in the form that claims are read against.
    private let instance: Instance

    package init(_ book: FitBook, _ claim: ResultClaim) {
        self.book = book
        self.claim = claim
        instance = Instance(placesOf: book.problem)
    }

    /// - Parameter control: spreads the teams over threads; the verdict is the same for any number.
    package func verdict(control: DenseControl = DenseControl()) -> Verdict {
        guard claim.policy == .bestTotal else { return .broken(.otherPolicy(claimed: claim.policy, asked: .bestTotal)) }
        var caseOfTeam = [Int32](repeating: -1, count: book.teamCount)
        if let broken = ClaimedMatches(instance, claim, bans: Set(instance.bans)).firstBroken(&caseOfTeam) { return .broken(broken) }
        guard let prices = claim.prices else { return .broken(.pricesMissing) }
        let left = PlacesLeft(instance)
        if let broken = left.brokenWeight(prices.placementWeight, under: instance.placement) { return .broken(broken) }
        var checker = PriceChecker(
            capacities: left.capacities, companyOfCase: instance.companyOfCase, companyCapacities: left.companyCapacities,
            casePrices: prices.cases, companyPrices: prices.companies, teams: book.teamCount)
        let (book, pinned, placePrices) = (book, Set(instance.pins.map(\.team)), checker.placePrices)
        // Broken prices leave none to compare with; the verdict names them.
        if placePrices.count == book.caseCount || book.caseCount == 0 {
            let matches = caseOfTeam
            let sums = control.map(teams: book.teamCount) { teams in
                DenseSums(
                    book, teams: teams, caseOfTeam: matches, pinned: pinned, placePrices: placePrices, weight: prices.placementWeight ?? 0,
                    isCancelled: control.isCancelled)
            }
            if sums.contains(where: \.isCancelled) { return .cancelled }
            if let broken = sums.lazy.compactMap(\.broken).first { return .broken(broken) }
            let fits = sums.reduce(0) { $0 + $1.fits }
            if claim.totalFit != fits { return .broken(.totalFitDiffers(claimed: claim.totalFit, counted: fits)) }
            for (part, teams) in zip(sums, sums.map(\.teams)) { checker.teams(teams, profits: part.profits) }
            guard let broken = checker.firstBroken(total: sums.reduce(0) { $0 + $1.weights }) else { return .valid }
            let loose = sums.lazy.compactMap(\.looseTeam).first.map { team in
                looseEnd(of: team, has: matches[team], placePrices, weight: prices.placementWeight ?? 0)
            }
            return .broken(broken.loose(at: loose ?? .freePlace(instance, claim)))
        }
        return checker.firstBroken(total: 0).map(Verdict.broken) ?? .valid
    }

    /// What a team would rather have than what it has, −1 for nothing.
    private func looseEnd(of team: Int, has: Int32, _ placePrices: [Int64], weight: Int64) -> LooseEnd {
        var (best, wants): (Int64, Int32?) = (0, nil)
        for found in book.explanations(team: team, targets: 0..<book.caseCount) {
            guard let fit = found.fit else { continue }
            let profit = Int64(fit) + weight - placePrices[Int(found.target)]
            if profit > best { (best, wants) = (profit, found.target) }
        }
        return .team(Int32(team), has: has < 0 ? nil : has, wants: wants)
    }
}

/// What a range of teams contributes to both sides of the equation.
private struct DenseSums: Sendable {
    let teams: Int
    private(set) var profits: Int128 = 0
    private(set) var fits: Int64 = 0
    private(set) var weights: Int128 = 0
    private(set) var broken: BrokenCondition?
    /// The first team that would rather have something else at the prices.
    private(set) var looseTeam: Int?
    private(set) var isCancelled = false

    init(
        _ book: FitBook, teams: Range<Int>, caseOfTeam: [Int32], pinned: Set<Int32>, placePrices: [Int64], weight: Int64,
        isCancelled: @Sendable () -> Bool
    ) {
        self.teams = teams.count
        DenseScoring(book).forEachBlock(of: teams) { block in
            if isCancelled() {
                self.isCancelled = true
                return false
            }
            let zero = SIMD8<Int64>.zero
            var best = zero
            for target in 0..<block.caseCount {
                let fit = SIMD8<Int64>(truncatingIfNeeded: block.fits[target])
                let left = fit &+ SIMD8<Int64>(repeating: weight &- placePrices[target])
                best.replace(with: left, where: (fit .>= zero) .& (left .> best))
            }
            for lane in 0..<block.count {
                let team = block.firstTeam + lane
                let isPinned = pinned.contains(Int32(team))
                if !isPinned { profits += Int128(best[lane]) }
                let target = caseOfTeam[team]
                guard target >= 0 else {
                    if !isPinned, best[lane] > 0 { looseTeam = looseTeam ?? team }
                    continue
                }
                var fit = block.fits[Int(target)][lane]
                // A pin may pass closed gates, all but the firm ones, which the book has refused already.
                if fit < 0, isPinned { fit = book.explanation(team: team, target: Int(target)).points }
                guard fit >= 0 else {
                    broken = .notEligible(team: Int32(team), target: target)
                    return false
                }
                fits += Int64(fit)
                if isPinned { continue }
                weights += Int128(Int64(fit) + weight)
                if best[lane] > Int64(fit) + weight - placePrices[Int(target)] { looseTeam = looseTeam ?? team }
            }
            return true
        }
    }
}
