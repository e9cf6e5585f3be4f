import Matching

extension FormationProblem {
    /// A few students with awkward rules: some of these problems have no solution.
    static func random(_ dice: inout Dice, students count: Int) -> FormationProblem {
        let wants = (0..<dice.roll(0...9)).map { _ in Int32(dice.roll(0...9)) }
        let density = dice.roll(10...70)
        let traits = dice.roll(0...4)
        let students = (0..<count).map { _ in
            var week = WeekMask()
            for _ in 0..<dice.roll(0...3) {
                let (day, from) = (dice.roll(0...2), dice.roll(16...20))
                week = week | WeekMask(days: day..<day + 1, halfHours: from..<from + dice.roll(1...6))
            }
            let brings = wants.indices.filter { _ in dice.chance(density) }.map(Int32.init)
            let first = traits == 0 || dice.chance(20) ? [] : [Int32(dice.roll(0...traits - 1))]
            let second = traits < 3 ? [] : [Int32(200 + dice.roll(0...1))]
            return FormationStudent(brings: Marks(brings), week: week, traits: Marks(first + second))
        }
        let least = dice.roll(1...3)
        let sizes = TeamSizes(least: least, most: least + dice.roll(0...2), even: dice.chance(30))
        func pairs(_ most: Int) -> [StudentPair] {
            (0..<dice.roll(0...most)).compactMap { _ in
                let (one, other) = (dice.roll(0...count - 1), dice.roll(0...count - 1))
                return one == other ? nil : StudentPair(Int32(one), Int32(other))
            }
        }
        let locked = dice.chance(25) && count > 3 ? [[Int32(dice.roll(0...1)), Int32(dice.roll(2...3))]] : []
        var rules = FormationRules()
        rules.neededHalfHours = Int32(dice.roll(1...8))
        rules.coverageWeight = Int32(dice.roll(0...3))
        rules.timeWeight = Int32(dice.roll(0...3))
        rules.sizeWeight = Int32(dice.roll(1...2))
        return FormationProblem(
            students: students, wants: wants, sizes: sizes, together: pairs(2), apart: pairs(count / 2), locked: locked, rules: rules,
            seed: dice.next())
    }

    /// A few students of two to four programmes who mostly bring what is their programme's own, so that it costs points to leave nobody
    /// alone; half of them with a trait of another kind besides.
    static func randomOfProgrammes(_ dice: inout Dice, students count: Int) -> FormationProblem {
        var problem = FormationProblem.random(&dice, students: count)
        let programmes = dice.roll(2...4)
        for index in problem.students.indices {
            let programme = dice.roll(0...programmes - 1)
            let own = problem.wants.indices.filter { $0 % programmes == programme ? dice.chance(70) : dice.chance(8) }
            problem.students[index].brings = Marks(own.map(Int32.init))
            let other = dice.chance(50) ? [Int32(200 + dice.roll(0...1))] : []
            problem.students[index].traits = Marks([Int32(programme)] + other)
        }
        let least = dice.roll(2...3)
        problem.sizes = TeamSizes(least: least, most: least + dice.roll(0...2), even: dice.chance(20))
        return problem
    }
}

/// Every division of a problem's students, tried one by one.
struct FormationOracle {
    private let problem: FormationProblem
    private let free: [Int32]
    /// By number of teams, the best score of those that keep all rules.
    private(set) var best: [Int: FormationScore] = [:]
    /// By number of teams and of isolated, the most points of those that keep all rules.
    private var points: [Int: [Int: Int]] = [:]

    init(_ problem: FormationProblem) {
        self.problem = problem
        let locked = Set(problem.locked.joined())
        free = (0..<Int32(problem.students.count)).filter { !locked.contains($0) }
        extend([], 0)
    }

    private mutating func extend(_ teams: [[Int32]], _ next: Int) {
        guard next < free.count else { return weigh(teams) }
        for index in teams.indices {
            var longer = teams
            longer[index].append(free[next])
            extend(longer, next + 1)
        }
        extend(teams + [[free[next]]], next + 1)
    }

    private mutating func weigh(_ teams: [[Int32]]) {
        let sizes = teams.map(\.count)
        guard let least = sizes.min(), let most = sizes.max(), least >= problem.sizes.least, most <= problem.sizes.most,
            !problem.sizes.even || most - least <= 1
        else { return }
        let all = teams + problem.locked
        func team(_ student: Int32) -> Int? { all.firstIndex { $0.contains(student) } }
        guard problem.together.allSatisfy({ team($0.one) == team($0.other) }) else { return }
        let parted = problem.apart.allSatisfy { pair in
            guard let one = team(pair.one) else { return false }
            return one >= teams.count || one != team(pair.other)
        }
        guard parted else { return }
        let score = score(teams)
        best[teams.count] = best[teams.count].map { max($0, score) } ?? score
        points[teams.count, default: [:]][score.isolated] = max(points[teams.count]?[score.isolated] ?? 0, score.points)
    }

    /// The most points of so many teams that isolate at most so many and keep all rules.
    func points(teams: Int, isolatingAtMost isolated: Int) -> Int? {
        points[teams]?.filter { $0.key <= isolated }.values.max()
    }

    private func score(_ teams: [[Int32]]) -> FormationScore {
        let weights = [
            problem.wants.contains { $0 > 0 } ? problem.rules.coverageWeight : 0, problem.rules.timeWeight, problem.rules.sizeWeight,
        ]
        let shares = parts(10_000, weights)
        let wants = shares[0] > 0 ? parts(shares[0], problem.wants) : problem.wants.map { _ in 0 }
        let (floor, ceiling) = (free.count / teams.count, (free.count + teams.count - 1) / teams.count)
        let (least, most) = problem.sizes.even ? (floor, ceiling) : (problem.sizes.least, problem.sizes.most)
        var (isolated, points) = (0, 0)
        for team in teams {
            let members = team.map { problem.students[Int($0)] }
            for want in wants.indices where members.contains(where: { $0.brings.contains(Int32(want)) }) { points += wants[want] }
            let common = Int(members.reduce(WeekMask.all) { $0 & $1.week }.halfHours)
            points += shares[1] * min(common, Int(problem.rules.neededHalfHours)) / Int(problem.rules.neededHalfHours)
            points += shares[2]
            if team.count < floor { points -= shares[2] * (floor - team.count) / (floor - least) }
            if team.count > ceiling { points -= shares[2] * (team.count - ceiling) / (most - ceiling) }
            guard team.count > 1 else { continue }
            let traits = members.reduce(Marks()) { $0 | $1.traits }.numbers
            isolated += traits.count { trait in members.count { $0.traits.contains(trait) } == 1 }
        }
        return FormationScore(isolated: isolated, points: points)
    }

    private func parts(_ whole: Int, _ weights: [Int32]) -> [Int] {
        let sum = weights.reduce(0) { $0 + Int($1) }
        let exact = weights.map { (whole * Int($0) / sum, whole * Int($0) % sum) }
        let order = exact.indices.sorted { (exact[$1].1, $0) < (exact[$0].1, $1) }
        let lucky = Set(order.prefix(whole - exact.reduce(0) { $0 + $1.0 }))
        return exact.indices.map { exact[$0].0 + (lucky.contains($0) ? 1 : 0) }
    }
}
