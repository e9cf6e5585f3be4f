/// Teams that keep every rule, with their points and what no other teams can exceed.
package struct FormationSolution: Equatable, Sendable {
    /// Each with its members ascending; teams by their first member. Locked teams are not among them.
    package var teams: [FormedTeam]
    /// The locked teams as they stand, measured by the same scale; none of their points is in the score.
    package var locked: [FormedTeam]
    /// The most points that a team can have of each criterion.
    package var shares: FormationShares
    package var score: FormationScore
    /// No formation into as many teams isolates fewer; none at all has more points.
    package var bound: FormationScore
    /// No formation into as many teams that isolates no more than this one has more points.
    package var ceiling: Int
    /// Every division was tried: nothing is better.
    package var isExact: Bool

    /// What is not proven to be unattainable without isolating more, in ten-thousandths of the ceiling, rounded up.
    package var gap: Int { ceiling > score.points ? ((ceiling - score.points) * 10_000 + ceiling - 1) / ceiling : 0 }
}

/// How the ``FormationRules/most`` points of a team are shared out.
package struct FormationShares: Equatable, Sendable {
    package var coverage: Int32
    package var time: Int32
    package var size: Int32
}

/// A team and the reasons of its points.
package struct FormedTeam: Equatable, Sendable {
    /// Ascending.
    package var members: [Int32]
    /// The points of each criterion, and the most that each may have.
    package var coverage: Int32
    package var time: Int32
    package var size: Int32
    /// Of what the cases ask, what the members bring together.
    package var brings: Marks
    /// When all of them are free.
    package var common: WeekMask
    /// The traits that exactly one member has.
    package var isolated: Marks

    package var points: Int32 { coverage + time + size }

    init(_ members: [Int32], of problem: FormationProblem, _ scale: borrowing TeamScale) {
        let blend = members.reduce(TeamBlend.empty) { $0 + TeamBlend(problem.students[Int($1)]) }
        self.members = members
        coverage = scale.coverage(blend.brings)
        time = scale.time(blend.week.halfHours)
        size = scale.size(blend.size)
        brings = blend.brings
        common = blend.week
        isolated = blend.lonely
    }
}

extension FormationSolution {
    init(
        _ problem: FormationProblem, _ units: FormationUnits, _ teamOf: [Int32], teams: Int, scale: borrowing TeamScale,
        bound: FormationScore, ceiling: Int, isExact: Bool
    ) {
        var members = [[Int32]](repeating: [], count: teams)
        for (unit, team) in teamOf.enumerated() { members[Int(team)] += units.members[unit] }
        var formed: [FormedTeam] = []
        for team in members.map({ $0.sorted() }).sorted(by: { $0[0] < $1[0] }) { formed.append(FormedTeam(team, of: problem, scale)) }
        var score = FormationScore(isolated: 0, points: 0)
        for team in formed { score += FormationScore(isolated: Int(team.isolated.count), points: Int(team.points)) }
        var locked: [FormedTeam] = []
        for team in problem.locked { locked.append(FormedTeam(team.sorted(), of: problem, scale)) }
        self.init(
            teams: formed, locked: locked,
            shares: FormationShares(coverage: scale.coverageShare, time: scale.timeShare, size: scale.sizeShare), score: score,
            bound: bound, ceiling: ceiling, isExact: isExact)
    }
}
