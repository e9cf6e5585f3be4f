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
    private let basis: FairnessBasis

    init(_ problem: AssignmentProblem, of instance: Instance) {
        basis = instance.fairnessBasis
        switch basis {
        case .fit:
            lacks = problem.edgeFits.map { AssignmentProblem.largestFit - $0 }
        case .rank:
            lacks = Array(repeating: 0, count: problem.edgeCases.count)
            var place = [Int32](repeating: 0, count: problem.caseCount)
            for team in 0..<problem.teamCount where instance.teamRankings.isGiven(team) {
                let rankings = instance.teamRankings
                for entry in rankings.entries(of: team) { place[Int(rankings.ranked[entry])] = rankings.places[entry] }
                for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] { lacks[pair] = place[Int(problem.edgeCases[pair])] }
            }
        }
        largest = lacks.max() ?? 0
    }

    /// The fit or the rank that a lack stands for.
    func level(of lack: Int32) -> Int64 { Int64(basis == .fit ? AssignmentProblem.largestFit - lack : lack) }
}
