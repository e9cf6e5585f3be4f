/// Recomputes a formation from the students alone, with nothing of the solver: every rule, every point.
package enum FormationChecker {
    /// - Returns: the first rule that the claimed teams break or figure that is not so; nil where all is as claimed.
    package static func firstBroken(_ claim: FormationSolution, of problem: FormationProblem) -> BrokenRule? {
        var teamOf = [Int](repeating: -1, count: problem.students.count)
        for (index, team) in problem.locked.enumerated() { for student in team { teamOf[Int(student)] = claim.teams.count + index } }
        let free = teamOf.count { $0 < 0 }
        for (index, team) in claim.teams.enumerated() {
            for student in team.members {
                guard teamOf.indices.contains(Int(student)) else { return .unknownStudent(student) }
                guard teamOf[Int(student)] < 0 else { return .twice(student) }
                teamOf[Int(student)] = index
            }
        }
        if let missing = teamOf.firstIndex(of: -1) { return .leftOut(Int32(missing)) }
        let counts = claim.teams.map(\.members.count)
        for (team, size) in counts.enumerated() where size < problem.sizes.least || size > problem.sizes.most { return .size(team: team) }
        if problem.sizes.even, let least = counts.min(), let most = counts.max(), most - least > 1 { return .uneven }
        for pair in problem.together where teamOf[Int(pair.one)] != teamOf[Int(pair.other)] { return .separated(pair) }
        for pair in problem.apart where teamOf[Int(pair.one)] == teamOf[Int(pair.other)] && teamOf[Int(pair.one)] < claim.teams.count {
            return .joined(pair)
        }
        if claim.teams.isEmpty { return claim.score == FormationScore(isolated: 0, points: 0) ? nil : .total }
        return falseFigure(claim, problem, free: free)
    }

    private static func falseFigure(_ claim: FormationSolution, _ problem: FormationProblem, free: Int) -> BrokenRule? {
        var (points, isolated) = (0, 0)
        let mean = free / claim.teams.count...(free + claim.teams.count - 1) / claim.teams.count
        let (shares, wants) = parts(problem)
        for (index, team) in claim.teams.enumerated() {
            let students = team.members.map { problem.students[Int($0)] }
            let covered = problem.wants.indices.filter { want in students.contains { $0.brings.contains(Int32(want)) } }
            let common = (0..<WeekMask.count).filter { half in students.allSatisfy { $0.week[half] } }
            let alone = (0..<Int32(Marks.limit)).filter { trait in students.count > 1 && students.count { $0.traits.contains(trait) } == 1 }
            let coverage = covered.reduce(0) { $0 + wants[$1] }
            let needed = Int(problem.rules.neededHalfHours)
            let time = shares[1] * min(common.count, needed) / needed
            let size = sizePoints(students.count, mean: mean, problem.sizes, share: shares[2])
            guard [coverage, time, size] == [team.coverage, team.time, team.size].map(Int.init), team.isolated.numbers == alone,
                (0..<WeekMask.count).filter({ team.common[$0] }) == common
            else { return .points(team: index) }
            points += coverage + time + size
            isolated += alone.count
        }
        return claim.score == FormationScore(isolated: isolated, points: points) ? nil : .total
    }

    /// The most points of coverage, time and size, and the points of each want: 10,000 by the weights, what rounding leaves given one by one
    /// to whoever lost most by it.
    private static func parts(_ problem: FormationProblem) -> (shares: [Int], wants: [Int]) {
        func parts(of whole: Int, _ weights: [Int]) -> [Int] {
            let sum = weights.reduce(0, +)
            var parts = weights.map { whole * $0 / sum }
            while parts.reduce(0, +) < whole {
                var loser = -1
                for index in weights.indices where loser < 0 || lost(index) > lost(loser) { loser = index }
                func lost(_ index: Int) -> Int { whole * weights[index] - parts[index] * sum }
                parts[loser] += 1
            }
            return parts
        }
        let rules = problem.rules
        let isAsked = problem.wants.contains { $0 > 0 }
        var weights = [isAsked ? rules.coverageWeight : 0, rules.timeWeight, rules.sizeWeight].map(Int.init)
        if weights == [0, 0, 0] { weights[1] = 1 }
        let shares = parts(of: 10_000, weights)
        return (shares, isAsked ? parts(of: shares[0], problem.wants.map(Int.init)) : problem.wants.map { _ in 0 })
    }

    private static func sizePoints(_ members: Int, mean: ClosedRange<Int>, _ sizes: TeamSizes, share: Int) -> Int {
        let bounds = sizes.even ? mean : sizes.least...sizes.most
        let (away, farthest) =
            members > mean.upperBound
            ? (members - mean.upperBound, bounds.upperBound - mean.upperBound)
            : (max(0, mean.lowerBound - members), mean.lowerBound - bounds.lowerBound)
        return away == 0 ? share : share - share * away / farthest
    }
}

/// What is wrong with a claimed formation.
package enum BrokenRule: Error, Hashable, Sendable {
    case unknownStudent(Int32)
    case twice(Int32)
    case leftOut(Int32)
    case size(team: Int)
    case uneven
    case separated(StudentPair)
    case joined(StudentPair)
    case points(team: Int)
    case total
}
