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

    /// - Parameter branches: the most that are looked at, beside those of a first assignment; nil for ``usualBranches(_:)``.
    package static func solve(
        _ quota: LowerQuotaProblem, branches: Int? = nil, control: SolverControl = .uninterrupted
    ) -> Outcome {
        var watch = CancelWatch(control)
        let defect = quota.problem.defect(&watch)
        if watch.isOver { return .cancelled }
        if let defect { return .refused(defect) }
        guard QuotaRelaxation.isExact(quota.problem) else { return .refused(.weightOutOfRange) }
        var tree = QuotaTree(quota, budget: branches ?? usualBranches(quota), control: control)
        return tree.search()
    }
}

/// The branches looked at so far. By turns the one is looked into that could hold the most, which lowers the bound (Land & Doig 1960), and the
/// one that is decided the farthest, which comes to better assignments.
private struct QuotaTree {
    private struct Node {
        var path: [QuotaSearch.Decision]
        /// What nothing in the branch exceeds, and the prices that prove it.
        var bound: Int64
        var casePrices: [Int64]
        var companyPrices: [Int64]
        /// The case to decide next, nil where there is nothing to decide.
        var split: Int32?
        /// With that case closed and open, once they were looked at.
        var children: (closed: Int, open: Int)?
    }

    private let quota: LowerQuotaProblem
    private let control: SolverControl
    private var budget: Int
    /// In so many steps, about, a first assignment is made.
    private let pace: Int
    private var nodes: [Node] = []
    private var best: (weight: Int64, caseOfTeam: [Int32])?

    init(_ quota: LowerQuotaProblem, budget: Int, control: SolverControl) {
        self.quota = quota
        self.budget = budget
        self.control = control
        pace = max(4, budget / 10)
    }

    mutating func search() -> QuotaSearch.Outcome {
        guard let root = look([]), descend(from: [], short: root) else { return .cancelled }
        guard best != nil else { return .impossible }
        var turn = 0
        while budget > 0, let next = next(deepest: !turn.isMultiple(of: 2)) {
            turn += 1
            guard let target = nodes[next].split else { break }
            let path = nodes[next].path
            let (first, second) = (nodes.count, nodes.count + 1)
            for isOpen in [false, true] {
                let decided = path + [QuotaSearch.Decision(target: target, isOpen: isOpen)]
                guard let short = look(decided) else { return .cancelled }
                if nodes.count.isMultiple(of: Self.betweenDescents), !descend(from: decided, short: short) { return .cancelled }
            }
            nodes[next].children = (first, second)
            (nodes[next].casePrices, nodes[next].companyPrices) = ([], [])
        }
        return solution()
    }

    /// The branch to look into, nil where none can hold more than is known. Linear in the branches, of which there are some thousand.
    private func next(deepest: Bool) -> Int? {
        var found: (rank: (Int64, Int64), index: Int)?
        for (index, node) in nodes.enumerated() where node.children == nil && node.split != nil && node.bound > best?.weight ?? .min {
            let depth = Int64(node.path.count)
            let rank = deepest ? (depth, node.bound) : (node.bound, depth)
            if found.map({ rank > $0.rank }) ?? true { found = (rank, index) }
        }
        return found?.index
    }

    /// Bounds a branch and keeps it.
    ///
    /// - Returns: the cases that are short of their minimum in it; nil where cancelled.
    private mutating func look(_ path: [QuotaSearch.Decision]) -> [Int32]? {
        let states = states(after: path)
        guard let relaxation = QuotaRelaxation(quota, states, control: control) else { return nil }
        budget -= 1
        let short = relaxation.isFeasible ? short(relaxation, states) : []
        if relaxation.isFeasible, short.isEmpty { keep(relaxation) }
        nodes.append(
            Node(
                path: path, bound: relaxation.bound, casePrices: relaxation.casePrices, companyPrices: relaxation.companyPrices,
                split: short.first))
        control.progress?(
            .init(
                phase: .proving, done: nodes.count, ahead: max(0, budget), bestTotal: best?.weight ?? 0, provenBound: nodes[0].bound))
        return short
    }

    private func states(after path: [QuotaSearch.Decision]) -> [CaseState] {
        var states: [CaseState] = quota.mustRun.map { $0 ? .open : .undecided }
        for decision in path { states[Int(decision.target)] = decision.isOpen ? .open : .closed }
        return states
    }

    private mutating func keep(_ relaxation: QuotaRelaxation) {
        if relaxation.bound > best?.weight ?? .min { best = (relaxation.bound, relaxation.caseOfTeam) }
    }

    private static let betweenDescents = 128

    /// An assignment that keeps the minimums: of the cases that are short of theirs the worst are closed, some at a time, until none is. So
    /// every branch is held against something, and a search may end at any time.
    ///
    /// - Returns: false where cancelled.
    private mutating func descend(from path: [QuotaSearch.Decision], short: [Int32]) -> Bool {
        var states = states(after: path)
        var short = short
        while !short.isEmpty {
            for target in short.prefix(max(1, short.count / pace)) { states[Int(target)] = .closed }
            guard let relaxation = QuotaRelaxation(quota, states, control: control) else { return false }
            guard relaxation.isFeasible else { return true }
            short = self.short(relaxation, states)
            if short.isEmpty { keep(relaxation) }
        }
        return true
    }

    /// The undecided cases that have some teams and not their minimum, the one that is the farthest from it by share first.
    private func short(_ relaxation: QuotaRelaxation, _ states: [CaseState]) -> [Int32] {
        var count = [Int32](repeating: 0, count: states.count)
        for target in relaxation.caseOfTeam where target >= 0 { count[Int(target)] += 1 }
        let short = states.indices.filter { states[$0] == .undecided && count[$0] > 0 && count[$0] < quota.minimums[$0] }
        return short.sorted { one, other in
            let (left, right) = (Int64(count[one]) * Int64(quota.minimums[other]), Int64(count[other]) * Int64(quota.minimums[one]))
            return (left, one) < (right, other)
        }.map(Int32.init)
    }

    /// What was found, with the branches that were not looked into, in the order of the decisions.
    private func solution() -> QuotaSearch.Outcome {
        guard let best else { return .impossible }
        var leaves: [QuotaSearch.Leaf] = []
        var bound = best.weight
        var left = [0]
        while let index = left.popLast() {
            let node = nodes[index]
            if let children = node.children {
                left += [children.open, children.closed]
            } else {
                leaves.append(QuotaSearch.Leaf(path: node.path, casePrices: node.casePrices, companyPrices: node.companyPrices))
                bound = max(bound, node.bound)
            }
        }
        return .solved(QuotaSearch.Solution(caseOfTeam: best.caseOfTeam, weight: best.weight, bound: bound, leaves: leaves))
    }
}
