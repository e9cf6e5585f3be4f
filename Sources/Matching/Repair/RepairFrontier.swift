/// The frontier between keeping teams where they are and weight: how much total weight each repair of a changed matching reaches, and how
/// many teams keep their case.
///
/// First the *supported* points are found: those that are best for some exchange rate between a kept team and weight, each exact, from
/// the one that keeps most to the one that weighs most. They are the corners of the convex hull, found by asking for the best point in the
/// direction of each pair of neighbours (Aneja & Nair 1979; Cohon 1978). The points between them, which no rate makes best, are then found
/// by branch and bound in the gap between each pair of neighbours: the two-phase method (Ulungu & Teghem 1995). It has a budget, as many
/// gaps are wide in a large matching; the supported points are always whole.
///
/// Every direction is solved from the matching before, not anew: with a bonus for each pair that it holds it stays optimal at the same
/// prices, so that only the changes are to be made good, by a few shortest paths each.
package enum RepairFrontier {
    package enum Outcome: Sendable {
        /// From the one that keeps most to the one that weighs most; at least one. Unless `isWhole`, some between those that prices prove may
        /// be missing.
        case found([RepairPoint], isWhole: Bool)
        case cancelled
        case refused(AssignmentDefect)
        /// The prices do not prove the matching before.
        case notProven
    }

    /// Teams and cases that are put back where they were, in all branches together.
    package static let budget = 200_000_000

    /// What a search comes to.
    struct Exploration {
        var outcome: Outcome
        /// Points in the directions whose prices, all together, prove the corners: that nothing weighs more than the last, that nothing keeps
        /// more than the first, and that there is no other between two neighbours.
        var proofs: [RepairPoint] = []
    }

    /// - Parameter budget: how much may be spent on points that no prices prove, see ``budget``; with 0 none is looked for.
    package static func find(
        _ question: RepairQuestion, budget: Int = budget, control: SolverControl = .uninterrupted
    ) -> Outcome {
        explore(question, budget: budget, control: control).outcome
    }

    static func explore(_ question: RepairQuestion, budget: Int, control: SolverControl) -> Exploration {
        var watch = CancelWatch(control)
        let defect = question.defect(&watch)
        if watch.isOver { return Exploration(outcome: .cancelled) }
        if let defect { return Exploration(outcome: .refused(defect)) }
        guard let question = question.repriced(control: control) else { return Exploration(outcome: .cancelled) }
        let proof = RepairProof(question.before, absent: question.absentBefore)
        let isProven = proof.holds(matches: question.matches, prices: question.prices, &watch)
        if watch.isOver { return Exploration(outcome: .cancelled) }
        guard isProven else { return Exploration(outcome: .notProven) }
        let most = question.keepable.reduce(0) { $0 + ($1 < 0 ? 0 : 1) }
        var search = FrontierSearch(question, control: control)
        // Weight first: one unit of it counts more than all teams that could be kept.
        let ahead = Int64(most) + 1
        guard search.fits(scale: ahead, bonus: 1) else { return Exploration(outcome: .refused(.weightOutOfRange)) }
        guard let heaviest = search.point(scale: ahead, bonus: 1) else { return Exploration(outcome: .cancelled) }
        guard most > 0 else { return Exploration(outcome: .found([heaviest], isWhole: true), proofs: [heaviest]) }
        // Keeping first: a kept team counts more than all weight there can be, which the heaviest point has.
        let weight = search.weight(heaviest)
        guard search.fits(scale: 1, bonus: weight + 1), search.fits(scale: ahead, bonus: weight) else {
            return Exploration(outcome: .refused(.weightOutOfRange))
        }
        guard let keenest = search.point(scale: 1, bonus: weight + 1), let between = search.points(between: keenest, and: heaviest) else {
            return Exploration(outcome: .cancelled)
        }
        let proofs = [keenest] + search.proofs + [heaviest]
        if keenest.kept == heaviest.kept { return Exploration(outcome: .found([heaviest], isWhole: true), proofs: proofs) }
        var dents = FrontierDents(keepFirst: weight + 1, weighFirst: ahead, solves: budget / max(1, question.size))
        guard let points = dents.fill([keenest] + between + [heaviest], &search) else { return Exploration(outcome: .cancelled) }
        return Exploration(outcome: .found(points, isWhole: dents.isWhole), proofs: proofs)
    }
}
