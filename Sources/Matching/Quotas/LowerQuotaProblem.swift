/// Teams to be placed on cases of which some run with at least so many teams or not at all. Pinned teams are taken out, with their places.
package struct LowerQuotaProblem: Sendable {
    package var problem: AssignmentProblem
    /// What each case still needs beside its pins to run, 0 where nothing is asked.
    package var minimums: [Int32]
    /// Cases that run in any event, because a team is pinned to them.
    package var mustRun: [Bool]

    /// - Parameter instance: keeps its promises, as for ``AssignmentProblem/init(_:eligible:)``.
    package init(_ instance: Instance, eligible: EligiblePairs) {
        var watch = CancelWatch { false }
        self.init(instance, eligible: eligible, watch: &watch)
    }

    /// - Returns: nil where cancelled.
    package init?(_ instance: Instance, eligible: EligiblePairs, isCancelled: @escaping () -> Bool) {
        var watch = CancelWatch(isCancelled)
        self.init(instance, eligible: eligible, watch: &watch)
        if watch.isOver { return nil }
    }

    private init(_ instance: Instance, eligible: EligiblePairs, watch: inout CancelWatch) {
        problem = AssignmentProblem(instance, eligible: eligible, watch: &watch)
        (minimums, mustRun) = instance.minimumsLeft
    }

    /// Whether anything is left to decide or to fill.
    package var isBound: Bool { minimums.contains { $0 > 0 } }
}

extension Instance {
    /// Whether every case and company has places for the teams that are pinned to it.
    package var hasPlacesForPins: Bool {
        let left = PlacesLeft(self)
        return left.capacities.allSatisfy { $0 >= 0 } && left.companyCapacities.allSatisfy { $0 >= 0 }
    }

    /// What each case needs beside its pinned teams, and whether it runs because of them.
    var minimumsLeft: (least: [Int32], mustRun: [Bool]) {
        var pinned = [Int32](repeating: 0, count: cases.count)
        for pin in pins { pinned[Int(pin.target)] += 1 }
        return (
            cases.indices.map { max(0, ($0 < minimums.count ? minimums[$0] : 0) - pinned[$0]) }, pinned.map { $0 > 0 }
        )
    }
}

/// What a branch has decided of the cases that have a minimum.
enum CaseState: Sendable {
    /// Any number of teams up to the capacity: more than can be, so that what holds here holds of both ways.
    case undecided
    /// At least the minimum.
    case open
    /// No team.
    case closed
}
