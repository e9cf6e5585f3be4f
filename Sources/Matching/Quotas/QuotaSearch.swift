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
        /// Those that are not 0, in the order of the places.
        package var cases: [PlacePrice]
        package var companies: [PlacePrice]
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

    /// Prices and decisions of all branches together, at most 16 bytes each: where there are more, the search is cut short.
    package static let largestProof = 1 << 25

    /// - Parameters:
    ///   - branches: the most that are looked at, beside those of a first assignment; nil for ``usualBranches(_:)``.
    ///   - size: the most prices and decisions that are held, which bounds the memory whatever the number of branches.
    package static func solve(
        _ quota: LowerQuotaProblem, branches: Int? = nil, size: Int = largestProof, control: SolverControl = .uninterrupted
    ) -> Outcome {
        var watch = CancelWatch(control)
        let defect = quota.problem.defect(&watch)
        if watch.isOver { return .cancelled }
        if let defect { return .refused(defect) }
        guard QuotaRelaxation.isExact(quota.problem) else { return .refused(.weightOutOfRange) }
        var tree = QuotaTree(quota, budget: branches ?? usualBranches(quota), most: size, control: control)
        return tree.search()
    }
}
