/// By what `fairest` compares how well teams are served.
package enum FairnessBasis: String, CaseIterable, Sendable {
    /// The fit of the team's pair; more is better.
    case fit
    /// The place that the team gives its case, from 0; less is better. Cases of a team that gives no ranking are all at place 0.
    case rank
}

extension Instance {
    /// What is asked for; else fits where they are stated, otherwise the teams' rankings.
    package var fairnessBasis: FairnessBasis { fairness ?? (fits == nil ? .rank : .fit) }
}

/// How far from the best each pair of a problem leaves its team, 0 being nothing to wish for.
struct PairLacks {
    /// Of each pair of the problem.
    var lacks: [Int32]
    /// No lack is larger.
    var largest: Int32
    /// None is smaller; 0 where there is none.
    var least: Int32
    private let basis: FairnessBasis

    /// - Parameter watch: where it is to end before, the lacks are of no use.
    init(_ problem: AssignmentProblem, of instance: Instance, watch: inout CancelWatch) {
        basis = instance.fairnessBasis
        switch basis {
        case .fit:
            var lacks = problem.edgeFits
            watch.forEach(in: lacks.indices) { lacks[$0] = AssignmentProblem.largestFit - lacks[$0] }
            self.lacks = lacks
        case .rank:
            lacks = Array(repeating: 0, count: problem.edgeCases.count)
            var place = [Int32](repeating: 0, count: problem.caseCount)
            for team in 0..<problem.teamCount where instance.teamRankings.isGiven(team) {
                let rankings = instance.teamRankings
                let row = problem.rowStarts[team]..<problem.rowStarts[team + 1]
                if watch.isOver(after: 1 + row.count + rankings.entries(of: team).count) { break }
                for entry in rankings.entries(of: team) { place[Int(rankings.ranked[entry])] = rankings.places[entry] }
                for pair in row { lacks[pair] = place[Int(problem.edgeCases[pair])] }
            }
        }
        let all = lacks
        var (least, largest) = (all.first ?? 0, Int32(0))
        watch.forEach(in: all.indices) { (least, largest) = (min(least, all[$0]), max(largest, all[$0])) }
        (self.least, self.largest) = (least, largest)
    }

    /// The fit or the rank that a lack stands for.
    func level(of lack: Int32) -> Int64 { Int64(basis == .fit ? AssignmentProblem.largestFit - lack : lack) }
}
