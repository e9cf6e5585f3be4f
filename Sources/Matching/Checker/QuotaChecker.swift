/// Checks a result whose cases run with a minimum of teams or not at all: every case keeps its minimum, the branches are all ways to decide
/// which cases run, and the prices of each prove that nothing in it exceeds the stated bound. Shares nothing with the search.
///
/// In a branch a closed case has no pair; an open one has between its minimum and its capacity, so that its price p, free in sign, counts
/// max(capacity · p, minimum · p); of any other case the price is not negative and counts capacity · p. Pinned teams are out, with their
/// places; a case to which one is pinned runs, and needs that many fewer.
struct QuotaChecker {
    private let instance: Instance
    private let claim: ResultClaim
    private let acceptance: Acceptance
    private let caseOfTeam: [Int32]
    private let left: PlacesLeft
    private let least: [Int32]
    private let mustRun: [Bool]

    init(_ instance: Instance, _ claim: ResultClaim, _ acceptance: Acceptance, caseOfTeam: [Int32]) {
        self.instance = instance
        self.claim = claim
        self.acceptance = acceptance
        self.caseOfTeam = caseOfTeam
        left = PlacesLeft(instance)
        // The definition, read anew: a pinned team is one of those that its case runs with, and lets it run.
        var least = [Int32](repeating: 0, count: instance.cases.count)
        var mustRun = [Bool](repeating: false, count: instance.cases.count)
        for (target, minimum) in instance.minimums.enumerated() { least[target] = minimum }
        for pin in instance.pins {
            mustRun[Int(pin.target)] = true
            if least[Int(pin.target)] > 0 { least[Int(pin.target)] -= 1 }
        }
        (self.least, self.mustRun) = (least, mustRun)
    }

    /// Of no meaning where it was to end before.
    func firstBroken(_ watch: inout CancelWatch) -> BrokenCondition? {
        guard let branches = claim.branches, let stated = claim.bound else { return .branchesMissing }
        if let broken = left.brokenWeight(claim.placementWeight, under: instance.placement) { return broken }
        if let broken = brokenMinimum() { return broken }
        var weights: Int128 = 0
        if let broken = brokenSums(&weights, &watch) { return broken }
        guard covers(branches[...], &watch) else { return .branchesIncomplete }
        var bound = Int128.min
        for branch in branches {
            if watch.look() { return nil }
            switch boundOf(branch, &watch) {
            case .success(let proven): bound = max(bound, proven)
            case .failure(let broken): return broken.condition
            }
        }
        bound = max(bound, weights)
        return bound == Int128(stated) ? nil : .boundDiffers(claimed: stated, proven: bound)
    }

    private struct Broken: Error {
        var condition: BrokenCondition
    }

    private func brokenMinimum() -> BrokenCondition? {
        var count = [Int32](repeating: 0, count: instance.cases.count)
        for target in caseOfTeam where target >= 0 { count[Int(target)] += 1 }
        for target in count.indices where count[target] > 0 && count[target] < instance.minimums[target] {
            return .belowMinimum(target: Int32(target), matches: Int(count[target]), minimum: instance.minimums[target])
        }
        return nil
    }

    /// Eligibility and the total, and the weight of the matches that are not pinned.
    private func brokenSums(_ weights: inout Int128, _ watch: inout CancelWatch) -> BrokenCondition? {
        let pinned = Set(instance.pins.map(\.team))
        var fits: Int128 = 0
        for team in instance.teams.indices where caseOfTeam[team] >= 0 {
            if watch.isOver(after: acceptance.work(of: team)) { return nil }
            var matchFit: Int64?
            acceptance.forEachPair(of: team) { target, fit in if target == caseOfTeam[team] { matchFit = fit } }
            guard let matchFit else { return .notEligible(team: Int32(team), target: caseOfTeam[team]) }
            fits += Int128(matchFit)
            if !pinned.contains(Int32(team)) { weights += Int128(matchFit + (claim.placementWeight ?? 0)) }
        }
        return Int128(claim.totalFit) == fits ? nil : .totalFitDiffers(claimed: claim.totalFit, counted: Int64(fits))
    }

    /// Whether the branches are all ways to decide which cases run: of those with common decisions so far there is one that decides no more, or
    /// there are both ways of one case. A file may go deeper than a stack.
    private func covers(_ branches: ArraySlice<ResultClaim.Branch>, _ watch: inout CancelWatch) -> Bool {
        var left = [(branches: branches, depth: 0)]
        while let (branches, depth) = left.popLast() {
            guard let first = branches.first, !watch.isOver(after: 8 * branches.count) else { return false }
            if first.path.count == depth {
                guard branches.count == 1, !watch.isOver(after: 16 * depth), decidesOnce(first.path) else { return false }
                continue
            }
            let (target, isOpen) = (first.path[depth].target, first.path[depth].isOpen)
            guard least[Int(target)] > 0, !mustRun[Int(target)] else { return false }
            guard branches.allSatisfy({ $0.path.count > depth && $0.path[depth].target == target }) else { return false }
            let split = branches.firstIndex { $0.path[depth].isOpen != isOpen } ?? branches.endIndex
            let other = branches[split...]
            guard other.allSatisfy({ $0.path[depth].isOpen != isOpen }) else { return false }
            left += [(other, depth + 1), (branches[..<split], depth + 1)]
        }
        return true
    }

    private func decidesOnce(_ path: [QuotaSearch.Decision]) -> Bool { Set(path.map(\.target)).count == path.count }

    private func boundOf(_ branch: ResultClaim.Branch, _ watch: inout CancelWatch) -> Result<Int128, Broken> {
        var isOpen = mustRun
        var isClosed = [Bool](repeating: false, count: instance.cases.count)
        for decision in branch.path {
            if decision.isOpen { isOpen[Int(decision.target)] = true } else { isClosed[Int(decision.target)] = true }
        }
        func broken(_ place: BrokenCondition.Place, _ price: Int64) -> Result<Int128, Broken> {
            .failure(Broken(condition: .priceOutOfRange(place, price)))
        }
        var bound: Int128 = 0
        var prices = [Int64](repeating: 0, count: instance.cases.count)
        for price in branch.cases {
            let target = Int(price.index)
            let range = (isOpen[target] ? -PriceChecker.largestPrice : 0)...(isClosed[target] ? 0 : PriceChecker.largestPrice)
            guard range.contains(price.price) else { return broken(.case(price.index), price.price) }
            prices[target] = price.price
            bound += Int128(price.price) * Int128(price.price < 0 ? least[target] : left.capacities[target])
        }
        var companyPrices = [Int64](repeating: 0, count: instance.companies.count)
        for price in branch.companies {
            let company = Int(price.index)
            guard (0...PriceChecker.largestPrice).contains(price.price) else { return broken(.company(price.index), price.price) }
            if price.price > 0, left.companyCapacities[company] == Instance.unlimited {
                return .failure(Broken(condition: .priceWithoutCapacity(company: price.index)))
            }
            companyPrices[company] = price.price
            bound += Int128(price.price) * Int128(price.price > 0 ? left.companyCapacities[company] : 0)
        }
        let pinned = Set(instance.pins.map(\.team))
        for team in instance.teams.indices where !pinned.contains(Int32(team)) {
            if watch.isOver(after: acceptance.work(of: team)) { break }
            var best: Int64 = 0
            acceptance.forEachPair(of: team) { target, fit in
                if isClosed[Int(target)] { return }
                let company = Int(instance.companyOfCase[Int(target)])
                let price = prices[Int(target)] + (company < 0 ? 0 : companyPrices[company])
                best = max(best, fit + (claim.placementWeight ?? 0) - price)
            }
            bound += Int128(best)
        }
        return .success(bound)
    }
}
