/// The branches looked at so far. By turns the one is looked into that could hold the most, which lowers the bound (Land & Doig 1960), and the
/// one that is decided the farthest, which comes to better assignments.
struct QuotaTree {
    private struct Node {
        /// The node whose split led here, and what was decided of its case; −1 for the root.
        var parent: Int32
        var isOpen: Bool
        var depth: Int32
        /// What nothing in the branch exceeds, and the prices that prove it.
        var bound: Int64
        var cases: [PlacePrice]
        var companies: [PlacePrice]
        /// The case to decide next, −1 where there is nothing to decide.
        var split: Int32
        /// The first of the two nodes with that case closed and open, once they were looked at; else −1.
        var children: Int32 = -1

        /// The prices and decisions that it brings into a certificate.
        var size: Int { cases.count + companies.count + Int(depth) }
    }

    private let quota: LowerQuotaProblem
    private let control: SolverControl
    private var budget: Int
    /// In so many steps, about, a first assignment is made.
    private let pace: Int
    /// Of the prices and decisions of all leaves so far, and how many they are.
    private let most: Int
    private var size = 0
    private var nodes: [Node] = []
    /// The nodes to look into, those of the largest bound and those of the most decisions first; some are settled by now.
    private var byBound = RankedNodes()
    private var byDepth = RankedNodes()
    private var best: (weight: Int64, caseOfTeam: [Int32])?

    init(_ quota: LowerQuotaProblem, budget: Int, most: Int, control: SolverControl) {
        self.most = most
        self.quota = quota
        self.budget = budget
        self.control = control
        pace = max(4, budget / 10)
    }

    mutating func search() -> QuotaSearch.Outcome {
        guard let root = look([], from: -1), descend(from: [], short: root) else { return .cancelled }
        guard best != nil else { return .impossible }
        var turn = 0
        while budget > 0, size < most, let next = next(deepest: !turn.isMultiple(of: 2)) {
            turn += 1
            let path = path(of: next)
            let first = Int32(nodes.count)
            for isOpen in [false, true] {
                let decided = path + [QuotaSearch.Decision(target: nodes[next].split, isOpen: isOpen)]
                guard let short = look(decided, from: Int32(next)) else { return .cancelled }
                if nodes.count.isMultiple(of: Self.betweenDescents), !descend(from: decided, short: short) { return .cancelled }
            }
            nodes[next].children = first
            // What its children prove is less.
            size -= nodes[next].size
            (nodes[next].cases, nodes[next].companies) = ([], [])
        }
        return solution()
    }

    /// The branch to look into, nil where none can hold more than is known.
    private mutating func next(deepest: Bool) -> Int? {
        while let node = deepest ? byDepth.first : byBound.first {
            if nodes[node].children < 0, nodes[node].bound > best?.weight ?? .min { return node }
            // What is known only grows: it is settled for good.
            if deepest { byDepth.removeFirst() } else { byBound.removeFirst() }
        }
        return nil
    }

    /// The decisions that lead to a node, from the first.
    private func path(of node: Int) -> [QuotaSearch.Decision] {
        var path: [QuotaSearch.Decision] = []
        var node = nodes[node]
        while node.parent >= 0 {
            let parent = nodes[Int(node.parent)]
            path.append(QuotaSearch.Decision(target: parent.split, isOpen: node.isOpen))
            node = parent
        }
        return path.reversed()
    }

    /// Bounds a branch and keeps it.
    ///
    /// - Returns: the cases that are short of their minimum in it; nil where cancelled.
    private mutating func look(_ path: [QuotaSearch.Decision], from parent: Int32) -> [Int32]? {
        let states = states(after: path)
        guard let relaxation = QuotaRelaxation(quota, states, control: control) else { return nil }
        budget -= 1
        let short = relaxation.isFeasible ? short(relaxation, states) : []
        if relaxation.isFeasible, short.isEmpty { keep(relaxation) }
        let node = Node(
            parent: parent, isOpen: path.last?.isOpen ?? false, depth: Int32(path.count), bound: relaxation.bound,
            cases: PlacePrice.stated(relaxation.casePrices), companies: PlacePrice.stated(relaxation.companyPrices),
            split: short.first ?? -1)
        size += node.size
        if node.split >= 0 {
            byBound.insert(.init(first: node.bound, second: Int64(node.depth), node: nodes.count))
            byDepth.insert(.init(first: Int64(node.depth), second: node.bound, node: nodes.count))
        }
        nodes.append(node)
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
            if node.children >= 0 {
                left += [Int(node.children) + 1, Int(node.children)]
            } else {
                leaves.append(QuotaSearch.Leaf(path: path(of: index), cases: node.cases, companies: node.companies))
                bound = max(bound, node.bound)
            }
        }
        return .solved(QuotaSearch.Solution(caseOfTeam: best.caseOfTeam, weight: best.weight, bound: bound, leaves: leaves))
    }
}

/// Nodes by rank, the first one on top: a binary heap. Of equal ranks the node that came first is first.
private struct RankedNodes {
    struct Entry {
        var first: Int64
        var second: Int64
        var node: Int

        func comesBefore(_ other: Entry) -> Bool {
            (first, second, other.node) > (other.first, other.second, node)
        }
    }

    private var entries: [Entry] = []

    var first: Int? { entries.first?.node }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var place = entries.count - 1
        while place > 0, entry.comesBefore(entries[(place - 1) / 2]) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func removeFirst() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var place = 0
        while true {
            var child = 2 * place + 1
            if child >= entries.count { return }
            if child + 1 < entries.count, entries[child + 1].comesBefore(entries[child]) { child += 1 }
            guard entries[child].comesBefore(entries[place]) else { return }
            entries.swapAt(place, child)
            place = child
        }
    }
}
