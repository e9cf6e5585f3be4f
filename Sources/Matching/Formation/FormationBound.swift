/// What no formation into so many teams can exceed, whatever its members.
///
/// Each criterion is relaxed for itself, and the sums are bounded in two ways of which the lower counts: by the *supply* (a skill that
/// three units bring is covered in at most three teams), and by the *best partners* (the most that any team with a given unit could have; a
/// team has no more than its poorest unit allows). No rule about pairs raises it.
struct FormationBound {
    /// An upper bound of the points.
    private(set) var points = 0
    /// An upper bound of the points of time alone.
    private(set) var time = 0
    /// A lower bound of how many are isolated.
    private(set) var isolated = 0

    private let units: FormationUnits
    private let teams: Int
    private let sizes: ClosedRange<Int>

    /// O(units²) in the relaxed partners; nil where it was to end before.
    init?(
        _ units: FormationUnits, teams: Int, sizes: ClosedRange<Int>, problem: FormationProblem, scale: borrowing TeamScale,
        watch: inout CancelWatch
    ) {
        self.units = units
        self.teams = teams
        self.sizes = sizes
        guard let (coverage, time, both) = bestPartners(scale, &watch) else { return nil }
        let coverageBound = min(sumOfPoorest(coverage), coverageSupply(scale, wants: problem.wants.count, &watch))
        if watch.look() { return nil }
        self.time = min(sumOfPoorest(time), timeSupply(scale, needed: Int(problem.rules.neededHalfHours), &watch))
        if watch.look() { return nil }
        points = min(coverageBound + self.time, sumOfPoorest(both)) + teams * Int(scale.sizeShare)
        isolated = sizes.lowerBound > 1 ? unavoidable(of: problem) : 0
    }

    // MARK: Best partners

    /// By unit, the most that a team with it can have of coverage, of time and of both.
    private func bestPartners(
        _ scale: borrowing TeamScale, _ watch: inout CancelWatch
    ) -> (coverage: [Int32], time: [Int32], both: [Int32])? {
        let largest = units.blends.map(\.size).max() ?? 1
        var (coverage, time) = ([Int32](), [Int32]())
        var overlaps = [Int32](repeating: 0, count: WeekMask.count + 1)
        for (unit, blend) in units.blends.enumerated() {
            if watch.isOver(after: 8 * units.count) { return nil }
            let room = sizes.upperBound - Int(blend.size)
            var gains = [Int32](repeating: 0, count: room)
            let own = scale.coverage(blend.brings)
            for half in overlaps.indices { overlaps[half] = 0 }
            for (other, partner) in units.blends.enumerated() where other != unit {
                overlaps[Int((blend.week & partner.week).halfHours)] += 1
                let gain = scale.coverage(partner.brings.subtracting(blend.brings))
                guard let least = gains.last, gain > least else { continue }
                var place = gains.count - 1
                while place > 0, gains[place - 1] < gain {
                    gains[place] = gains[place - 1]
                    place -= 1
                }
                gains[place] = gain
            }
            // Coverage is submodular: partners together gain no more than each alone.
            coverage.append(min(scale.coverageShare, own + gains.reduce(0, +)))
            // At least so many other units are in the team, and the common hours are no more than with any one of them.
            let partners = max(0, (Int32(sizes.lowerBound) - blend.size + largest - 1) / largest)
            var (half, left) = (WeekMask.count, partners)
            while left > 0, half > 0 {
                left -= overlaps[half]
                if left > 0 { half -= 1 }
            }
            time.append(scale.time(partners == 0 ? blend.week.halfHours : Int32(half)))
        }
        return (coverage, time, zip(coverage, time).map { $0 + $1 })
    }

    /// The largest sum over teams of their poorest unit's value: the rich share teams with the rich. Teams in descending order of their
    /// poorest have, up to the k-th, at least k of the smallest size and, behind it, no more than the rest of the largest.
    private func sumOfPoorest(_ values: [Int32]) -> Int {
        // A unit of several students stands for each of them.
        var students: [Int32] = []
        for (unit, value) in values.enumerated() { students += Array(repeating: value, count: units.size(Int32(unit))) }
        students.sort(by: >)
        return (1...teams).reduce(0) { sum, team in
            let reached = max(team * sizes.lowerBound, students.count - (teams - team) * sizes.upperBound)
            return sum + Int(students[reached - 1])
        }
    }

    // MARK: Supply

    private func coverageSupply(_ scale: borrowing TeamScale, wants: Int, _ watch: inout CancelWatch) -> Int {
        (0..<wants).reduce(0) { sum, want in
            if watch.isOver(after: units.count) { return sum }
            let holders = units.blends.count { $0.brings.contains(Int32(want)) }
            return sum + Int(scale.wantPoints[want]) * min(teams, holders)
        }
    }

    /// A half-hour is common to as many teams as can be filled from those who are free in it; the points are no more than in proportion
    /// to the mean of what is needed (they are concave).
    private func timeSupply(_ scale: borrowing TeamScale, needed: Int, _ watch: inout CancelWatch) -> Int {
        var free = [Int](repeating: 0, count: WeekMask.count)
        for blend in units.blends where !watch.isOver(after: 2 * WeekMask.count) {
            for half in free.indices where blend.week[half] { free[half] += Int(blend.size) }
        }
        let common = free.reduce(0) { $0 + min(teams, $1 / sizes.lowerBound) }
        return Int(scale.timeShare) * min(teams * needed, common) / needed
    }

    /// Whoever is the only one with a value is alone with it in every team of two or more.
    private func unavoidable(of problem: FormationProblem) -> Int {
        let all = units.blends.reduce(TeamBlend.empty, +)
        return Int(all.once.subtracting(all.twice).count)
    }
}

extension FormationBound {
    var score: FormationScore { FormationScore(isolated: isolated, points: points) }
}
