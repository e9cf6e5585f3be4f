import Matching

/// What solving a snapshot gave: the claim that is checked and published, and what is stored beside it.
struct Solved: Sendable {
    var claim: ResultClaim
    /// Those of teams that are not pinned.
    var eligiblePairs: Int
    /// Of each match of the claim, in its order.
    var fits: [Int32]
    /// What one more place on each case, and with its company, is worth at most; only a best-total run has such prices.
    var placePrices: [Int64]?
    /// What the certificate proves: that no total is larger, or under `stable` and `fairest` that no more teams can be placed, pinned ones included.
    var bound: Int64
    /// How far from the best the matches may be at most, with what placing teams weighs; 0 but where cases have minimums.
    var gap: Int64 = 0

    init(_ solution: DenseSolution, of problem: FitProblem) {
        claim = solution.claim(problem)
        eligiblePairs = solution.eligiblePairs
        fits = claim.matches.map { solution.fitOfTeam[Int($0.team)] }
        placePrices = problem.cases.indices.map { solution.placePrice(of: $0, in: problem) }
        bound = solution.bound(of: problem)
    }

    init(_ solution: StableSolution, of instance: Instance, _ eligible: EligiblePairs) {
        self.init(ResultClaim(instance, solution), of: instance, eligible, bound: Int64(solution.sizeBound + instance.pins.count))
    }

    init(_ solution: FairestSolution, of instance: Instance, _ eligible: EligiblePairs) {
        self.init(ResultClaim(instance, solution), of: instance, eligible, bound: Int64(solution.placed + instance.pins.count))
    }

    init(_ solution: QuotaSearch.Solution, of instance: Instance, _ eligible: EligiblePairs, placementWeight: Int64) {
        let claim = ResultClaim(instance, solution, placementWeight: placementWeight)
        self.init(claim, of: instance, eligible, bound: solution.bound)
        let pinned = Set(instance.pins.map(\.team))
        for (match, fit) in zip(claim.matches, fits) where pinned.contains(match.team) { bound += Int64(fit) }
        gap = solution.bound - solution.weight
    }

    /// Over pairs that are all listed.
    private init(_ claim: ResultClaim, of instance: Instance, _ eligible: EligiblePairs, bound: Int64) {
        self.claim = claim
        self.bound = bound
        let table = eligible.table
        eligiblePairs = instance.pins.reduce(table.cases.count) { count, pin in
            count - (table.rowStarts[Int(pin.team) + 1] - table.rowStarts[Int(pin.team)])
        }
        fits = claim.matches.map { match in
            let row = table.rowStarts[Int(match.team)]..<table.rowStarts[Int(match.team) + 1]
            return row.first { table.cases[$0] == match.target }.map { table.fits[$0] } ?? 0
        }
    }

    /// As the database names it.
    var certificateKind: String {
        switch claim.policy {
        case .bestTotal: claim.branches == nil ? "lp-dual" : "branches"
        case .stable: "no-blocking-pair"
        case .fairest: "leximin-chain"
        }
    }
}

extension DenseSolution {
    /// What the certificate proves that no assignment can exceed: the pins' fits, capacity · price over what they leave, and the profits.
    func bound(of problem: FitProblem) -> Int64 {
        var caseLeft = problem.cases.map(\.capacity)
        var companyLeft = problem.companyCapacities
        var bound: Int64 = 0
        for pin in problem.pins {
            bound += Int64(fitOfTeam[Int(pin.team)])
            caseLeft[Int(pin.target)] -= 1
            let company = problem.cases[Int(pin.target)].company
            if company >= 0, companyLeft[Int(company)] != Instance.unlimited { companyLeft[Int(company)] -= 1 }
        }
        for (price, left) in zip(prices.cases, caseLeft) { bound += price * Int64(max(0, left)) }
        for (price, left) in zip(prices.companies, companyLeft) where left != Instance.unlimited { bound += price * Int64(max(0, left)) }
        return bound + profits.reduce(0, +)
    }
}
