/// The best total in which every case that states a minimum has at least so many teams or none: open or close, which is NP-hard (Biró,
/// Fleiner, Irving & Manlove 2010), by branch and bound (Land & Doig 1960). Each branch is an assignment whose prices bound it
/// (``QuotaRelaxation``); the leaves together prove the bound of the whole.
package enum QuotaSearch {
    package struct Solution: Equatable, Sendable {
        /// The case of each team, −1 for none.
        package var caseOfTeam: [Int32]
        /// Fits and placement weights of the matches.
        package var weight: Int64
        /// Nothing weighs more; equal to the weight where the search was not cut short.
        package var bound: Int64
        /// The leaves, in the order of the decisions: first those in which the case decided first is closed.
        package var leaves: [Leaf]
    }

    package struct Leaf: Equatable, Sendable {
        /// The decisions that lead to it, from the first.
        package var path: [Decision]
        package var casePrices: [Int64]
        package var companyPrices: [Int64]
    }

    package struct Decision: Equatable, Sendable {
        package var target: Int32
        package var isOpen: Bool

        package init(target: Int32, isOpen: Bool) {
            self.target = target
            self.isOpen = isOpen
        }
    }

    package enum Outcome: Equatable, Sendable {
        case solved(Solution)
        /// Cases that must run, because teams are pinned to them, cannot have their minimum.
        case impossible
        case cancelled
        case refused(AssignmentDefect)
    }

    /// Branches that are looked at before the rest is left with the bound it has: fewer where each takes longer.
    package static func usualBranches(_ quota: LowerQuotaProblem) -> Int {
        max(100, min(2_000, 50_000_000 / max(1, quota.problem.edgeCases.count)))
    }

    /// - Parameter branches: the most that are looked at, nil for ``usualBranches(_:)``; more only until one is found that keeps the minimums.
    package static func solve(
        _ quota: LowerQuotaProblem, branches: Int? = nil, control: SolverControl = .uninterrupted
    ) -> Outcome {
        if let defect = quota.problem.defect() { return .refused(defect) }
        guard QuotaRelaxation.isExact(quota.problem) else { return .refused(.weightOutOfRange) }
        var tree = QuotaTree(quota, budget: branches ?? usualBranches(quota), control: control)
        return tree.search()
    }
}

private struct QuotaTree {
    private let quota: LowerQuotaProblem
    private let control: SolverControl
    private var budget: Int
    private var looked = 0
    /// What no assignment exceeds, known from the first branch.
    private var ceiling = Int64.max
    private var states: [CaseState]
    private var path: [QuotaSearch.Decision] = []
    private var leaves: [QuotaSearch.Leaf] = []
    private var bound = Int64.min
    private var best: (weight: Int64, caseOfTeam: [Int32])?

    init(_ quota: LowerQuotaProblem, budget: Int, control: SolverControl) {
        self.quota = quota
        self.budget = budget
        self.control = control
        states = quota.mustRun.map { $0 ? .open : .undecided }
    }

    mutating func search() -> QuotaSearch.Outcome {
        guard descend(), explore() else { return .cancelled }
        guard let best else { return .impossible }
        return .solved(
            QuotaSearch.Solution(caseOfTeam: best.caseOfTeam, weight: best.weight, bound: max(bound, best.weight), leaves: leaves))
    }

    /// So many cases are looked at one by one without a first assignment.
    private static let few = 16

    /// A first assignment that keeps the minimums: the worse half of the cases that are short of theirs is closed, until none is, mostly in
    /// as many steps as halving them takes. Without it a search over many cases goes a long way down before its budget can end it.
    ///
    /// - Returns: false where cancelled.
    private mutating func descend() -> Bool {
        guard quota.minimums.count(where: { $0 > 0 }) > Self.few else { return true }
        let start = states
        defer { states = start }
        while true {
            guard let relaxation = QuotaRelaxation(quota, states, control: control) else { return false }
            guard relaxation.isFeasible else { return true }
            let short = short(relaxation)
            if short.isEmpty {
                best = (relaxation.bound, relaxation.caseOfTeam)
                return true
            }
            for target in short.prefix((short.count + 1) / 2) { states[Int(target)] = .closed }
        }
    }

    /// - Returns: false where cancelled. The depth is at most the number of cases with a minimum.
    private mutating func explore() -> Bool {
        guard let relaxation = QuotaRelaxation(quota, states, control: control) else { return false }
        budget -= 1
        looked += 1
        if path.isEmpty { ceiling = relaxation.bound }
        let open = short(relaxation).first
        if relaxation.isFeasible, open == nil, relaxation.bound > best?.weight ?? .min {
            best = (relaxation.bound, relaxation.caseOfTeam)
        }
        control.progress?(
            .init(phase: .proving, done: looked, ahead: max(0, budget), bestTotal: best?.weight ?? 0, provenBound: ceiling))
        guard let target = open, relaxation.isFeasible, relaxation.bound > best?.weight ?? .min, budget > 0 || best == nil else {
            leaves.append(
                QuotaSearch.Leaf(path: path, casePrices: relaxation.casePrices, companyPrices: relaxation.companyPrices))
            bound = max(bound, relaxation.bound)
            return true
        }
        for isOpen in [false, true] {
            states[Int(target)] = isOpen ? .open : .closed
            path.append(QuotaSearch.Decision(target: target, isOpen: isOpen))
            guard explore() else { return false }
            path.removeLast()
        }
        states[Int(target)] = .undecided
        return true
    }

    /// The undecided cases that have some teams and not their minimum, the one that is the farthest from it by share first.
    private func short(_ relaxation: QuotaRelaxation) -> [Int32] {
        var count = [Int32](repeating: 0, count: states.count)
        for target in relaxation.caseOfTeam where target >= 0 { count[Int(target)] += 1 }
        let short = states.indices.filter { states[$0] == .undecided && count[$0] > 0 && count[$0] < quota.minimums[$0] }
        return short.sorted { one, other in
            let (left, right) = (count[one] * quota.minimums[other], count[other] * quota.minimums[one])
            return (left, one) < (right, other)
        }.map(Int32.init)
    }
}
