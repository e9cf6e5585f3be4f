/// The least that a team would need to fit a case so well.
package struct FitRemedies: Equatable, Sendable {
    /// A member's level of a needed skill, raised.
    package struct Raise: Hashable, Sendable {
        package var skill: Int32
        package var member: Int32
        /// 0 where the member has none.
        package var from: Int32
        package var to: Int32
    }

    package struct Remedy: Equatable, Sendable {
        package var raises: [Raise] = []
        /// Half-hours that all share more, over the whole window.
        package var halfHours: Int32 = 0
        /// With them.
        package var fit: Int32
    }

    /// The fewest levels; nil where no levels do, or more combinations would have to be tried than ``mostTrials``.
    package var levels: Remedy?
    /// The fewest half-hours; nil where no time does.
    package var time: Remedy?
    /// All the time the case needs and the fewest levels with it, where neither alone does.
    package var both: Remedy?
    /// Each is one team held against one case.
    package static let mostTrials = 20_000
}

extension FitBook {
    /// Every change is tried on the team itself and scored by the code that scores the run, so that what a level does for related skills
    /// counts too. Levels are raised of the member who has most of the skill, up to the level that the case needs.
    ///
    /// Gates that neither levels nor time open are not looked at.
    ///
    /// - Parameter needed: the fit to be reached.
    package func remedies(team: Int, target: Int, reaching needed: Int32) -> FitRemedies {
        let trial = RemedyTrial(self, team: team, target: target, needed: needed)
        var remedies = FitRemedies()
        remedies.time = trial.fewestHalfHours(with: [])
        var budget = FitRemedies.mostTrials
        remedies.levels = trial.fewestLevels(moreHalfHours: 0, &budget)
        if remedies.time == nil, remedies.levels == nil { remedies.both = trial.fewestLevels(moreHalfHours: .max, &budget) }
        return remedies
    }
}

extension Gate {
    /// Whether more skill or more common time may open it.
    package var opensWithSkillsOrTime: Bool { self == .mustSkill || self == .time }
}

/// Holds a changed team against the case.
private struct RemedyTrial {
    private let book: FitBook
    private let team: Int
    private let target: Int
    private let needed: Int32
    /// One level each, in the order of the case's needs: the member's next raise of a skill.
    private let ladders: [FitRemedies.Raise]
    /// What the team would share over the window, were every member free all week: days that the calendar blocks, and days before a member
    /// comes or after one leaves, stay closed.
    private let mostShared: Int32

    init(_ book: FitBook, team: Int, target: Int, needed: Int32) {
        self.book = book
        self.team = team
        self.target = target
        self.needed = needed
        var ideal = book.problem.teams[team]
        let members = ideal.members
        for member in members.indices {
            (ideal.members[member].week, ideal.members[member].exceptions, ideal.members[member].hoursPerWeek) = (.all, [], nil)
        }
        let weeks = book.explanation(team: team, as: ideal, target: target).weeks
        mostShared = weeks.reduce(0) { $0 + $1.counted }
        ladders = book.problem.cases[target].needs.compactMap { need in
            let levels = members.map { member in member.skills.first { $0.skill == need.skill }?.level ?? 0 }
            guard let best = levels.indices.max(by: { (levels[$0], $1) < (levels[$1], $0) }), levels[best] < need.level else { return nil }
            return FitRemedies.Raise(skill: need.skill, member: Int32(best), from: levels[best], to: need.level)
        }
    }

    /// With some levels raised; `halfHours` more are shared, or as many as the case needs and the calendar leaves.
    private func remedy(_ raises: [FitRemedies.Raise], moreHalfHours: Int32) -> FitRemedies.Remedy? {
        var changed = book.problem.teams[team]
        for raise in raises {
            let skill = SkillLevel(skill: raise.skill, level: raise.to)
            let member = Int(raise.member)
            if let held = changed.members[member].skills.firstIndex(where: { $0.skill == raise.skill }) {
                changed.members[member].skills[held] = skill
            } else {
                changed.members[member].skills.append(skill)
            }
        }
        let found = book.explanation(team: team, as: changed, target: target)
        guard !found.failures.contains(where: { $0.gate == .mustSkill }) else { return nil }
        let plan = book.plans.plans[target]
        let shared = found.weeks.reduce(0) { $0 + $1.counted }
        let more = min(moreHalfHours, max(0, min(found.weeks.reduce(0) { $0 + $1.needed }, mostShared) - shared))
        guard shared + more >= plan.leastHalfHours else { return nil }
        let skillUnits = found.skills.reduce(0) { $0 + $1.units }
        let fit = plan.formula.points(skillUnits: skillUnits, timeUnits: shared + more)
        return fit >= needed ? FitRemedies.Remedy(raises: raises, halfHours: more, fit: fit) : nil
    }

    /// More time never lowers the fit, nor closes a gate.
    func fewestHalfHours(with raises: [FitRemedies.Raise]) -> FitRemedies.Remedy? {
        guard let all = remedy(raises, moreHalfHours: .max) else { return nil }
        var (low, high) = (Int32(0), all.halfHours)
        while low < high {
            let middle = (low + high) / 2
            if remedy(raises, moreHalfHours: middle) != nil { high = middle } else { low = middle + 1 }
        }
        return remedy(raises, moreHalfHours: low)
    }

    /// Of as few levels, the one with the best fit; of those the first in the order of the case's needs.
    func fewestLevels(moreHalfHours: Int32, _ budget: inout Int) -> FitRemedies.Remedy? {
        guard !ladders.isEmpty, remedy(ladders, moreHalfHours: moreHalfHours) != nil else { return nil }
        let all = ladders.reduce(0) { $0 + $1.to - $1.from }
        for sum in 0...all {
            var best: FitRemedies.Remedy?
            var raises: [FitRemedies.Raise] = []
            guard distribute(sum, from: 0, &raises, moreHalfHours, &budget, &best) else { return nil }
            if let best { return best }
        }
        return nil
    }

    /// - Returns: false where the budget is spent.
    private func distribute(
        _ left: Int32, from start: Int, _ raises: inout [FitRemedies.Raise], _ moreHalfHours: Int32, _ budget: inout Int,
        _ best: inout FitRemedies.Remedy?
    ) -> Bool {
        if left == 0 {
            guard budget > 0 else { return false }
            budget -= 1
            if let found = remedy(raises, moreHalfHours: moreHalfHours), found.fit > best?.fit ?? -1 { best = found }
            return true
        }
        for index in start..<ladders.count {
            let ladder = ladders[index]
            for levels in stride(from: min(left, ladder.to - ladder.from), to: 0, by: -1) {
                raises.append(FitRemedies.Raise(skill: ladder.skill, member: ladder.member, from: ladder.from, to: ladder.from + levels))
                let isWhole = distribute(left - levels, from: index + 1, &raises, moreHalfHours, &budget, &best)
                raises.removeLast()
                if !isWhole { return false }
            }
        }
        return true
    }
}
