/// The policy `stable`: no team and case would both rather have each other (student–project allocation with ties; hospitals and residents with
/// ties where no company rules several cases).
///
/// Who ranks a team for a case: the company where it states a capacity over its cases, otherwise the case, otherwise its company. Where a
/// side gives no ranking, fit orders it; a company with a capacity then goes by a team's best fit over its cases. Where neither rankings nor
/// fits say anything, all are equal.
///
/// Without ties the result is the best stable one for every team at once, and no team gains by a false ranking. With ties it places at least
/// two thirds of what the largest stable matching places; which of equals comes first is drawn from the instance's seed.
package enum StableMatching {
    package enum Outcome: Equatable, Sendable {
        case stable(StableSolution)
        case cancelled
        case refused(AssignmentDefect)
    }

    /// The case of each team, −1 for none, without the proof of how many could be placed; nil where the run was cancelled.
    ///
    /// - Parameter instance: one whose problem has no defect.
    package static func matches(
        _ instance: Instance, eligible: EligiblePairs, control: SolverControl = .uninterrupted
    ) -> [Int32]? {
        var watch = CancelWatch(control)
        let pairs = RankedPairs(instance, eligible: eligible.table, watch: &watch)
        return watch.look() ? nil : Proposals(pairs, watch: watch).matching()
    }

    /// Solves in O(pairs · log places), then proves how many any matching could place.
    package static func solve(
        _ instance: Instance, eligible: EligiblePairs, control: SolverControl = .uninterrupted
    ) -> Outcome {
        var watch = CancelWatch(control)
        let problem = AssignmentProblem(instance, eligible: eligible, watch: &watch)
        let defect = problem.defect(&watch)
        if watch.isOver { return .cancelled }
        if let defect { return .refused(defect) }
        guard let matches = matches(instance, eligible: eligible, control: control) else { return .cancelled }
        switch SizeBound.of(problem, control: control) {
        case .optimal(let bound):
            return .stable(
                StableSolution(
                    caseOfTeam: matches, placed: matches.count { $0 >= 0 }, sizeBound: bound.placed, casePrices: bound.casePrices,
                    companyPrices: bound.companyPrices))
        case .cancelled: return .cancelled
        case .refused(let defect): return .refused(defect)
        }
    }
}

/// A stable matching, and prices of 0 and 1 that prove how many teams any matching can place at most.
package struct StableSolution: Equatable, Sendable {
    /// The case of each team, −1 where it has none; of a pinned team −1.
    package var caseOfTeam: [Int32]
    package var placed: Int
    /// No matching of the teams that are not pinned places more.
    package var sizeBound: Int
    package var casePrices: [Int64]
    package var companyPrices: [Int64]
}

/// The largest number of teams that can be placed at all, by linear duality: each placement weighs 1.
enum SizeBound {
    static func of(_ problem: AssignmentProblem, control: SolverControl) -> SolveOutcome {
        var counting = problem
        counting.edgeFits = Array(repeating: 0, count: problem.edgeFits.count)
        counting.placementWeight = 1
        return BestTotal.solve(counting, control: control)
    }
}
