/// When a team can work together, week by week of the round.
struct TeamTime: Sendable {
    /// The weeks that the windows of all cases span.
    private let first: Int32
    /// Half-hours a week in which all members, or the quorum, are free, up to the hours they are willing to give.
    let common: [Int32]
    /// In how many weeks before this one the team was there; one more entry than weeks.
    let presence: [Int32]
    /// The common half-hours of a week in which nothing is blocked.
    let usual: WeekMask

    /// - Parameter blocked: the blocked days of each week; empty where none is ever blocked.
    init(_ team: FitTeam, blocked: [WeekMask], weeks: Range<Int32>, rules: FitRules) {
        first = weeks.lowerBound
        let needed = min(team.members.count, Int(rules.quorum ?? .max))
        let usualWeeks = team.members.map { $0.week ?? rules.usualWeek }
        usual = Self.shared(usualWeeks, by: needed)
        let most = Self.hours(team.members, by: needed, rules: rules)
        let usualCommon = min(usual.halfHours, most)
        var common: [Int32] = []
        var presence: [Int32] = [0]
        common.reserveCapacity(weeks.count)
        presence.reserveCapacity(weeks.count + 1)
        var present: Int32 = 0
        let changes = team.members.contains { $0.notBefore != nil || $0.notAfter != nil || !$0.exceptions.isEmpty }
        for (index, week) in weeks.enumerated() {
            let days = DayRange(from: Week.monday(of: week), until: Week.monday(of: week) + 6)
            let isBlocked = !blocked.isEmpty && !blocked[index].isEmpty
            let differs = changes && team.members.contains { $0.differs(in: days) }
            var shared = usual
            if differs {
                shared = Self.shared(
                    zip(team.members, usualWeeks).map { member, usual in member.week(of: days, usual: usual) }, by: needed)
            }
            if isBlocked { shared = shared.subtracting(blocked[index]) }
            common.append(isBlocked || differs ? min(shared.halfHours, most) : usualCommon)
            let thursday = Week.thursday(of: week)
            var there = team.members.count
            if changes { there = team.members.count { $0.notBefore ?? thursday <= thursday && thursday <= $0.notAfter ?? thursday } }
            if there >= needed { present += 1 }
            presence.append(present)
        }
        self.common = common
        self.presence = presence
    }

    /// The days of each week that a calendar blocks.
    static func blocked(_ calendar: [DayRange], weeks: Range<Int32>) -> [WeekMask] {
        weeks.map { week in
            (0..<7).filter { day in calendar.contains { $0.contains(Week.monday(of: week) + Int32(day)) } }
                .reduce(WeekMask()) { $0 | WeekMask.days[$1] }
        }
    }

    /// The common half-hours of one of the round's weeks.
    func common(in week: Int32) -> Int32 { common[Int(week - first)] }

    /// In how many of the weeks at least the quorum is there.
    func presentWeeks(in weeks: Range<Int32>) -> Int32 {
        presence[Int(weeks.upperBound - first)] - presence[Int(weeks.lowerBound - first)]
    }

    /// The half-hours that at least `needed` of the masks have.
    private static func shared(_ masks: [WeekMask], by needed: Int) -> WeekMask {
        guard needed < masks.count else { return masks.reduce(.all, &) }
        // atLeast[k]: those that k + 1 of the masks seen so far have.
        var atLeast = [WeekMask](repeating: WeekMask(), count: needed)
        for mask in masks {
            for k in stride(from: needed - 1, to: 0, by: -1) { atLeast[k] = atLeast[k] | (atLeast[k - 1] & mask) }
            atLeast[0] = atLeast[0] | mask
        }
        return atLeast[needed - 1]
    }

    /// The half-hours a week that at least `needed` members are willing to give.
    private static func hours(_ members: [FitMember], by needed: Int, rules: FitRules) -> Int32 {
        let hours = members.map { $0.hoursPerWeek ?? ($0.week == nil ? rules.usualHours : 168) }
        return hours.sorted(by: >)[needed - 1] * 2
    }
}

extension DayRange {
    fileprivate func touches(_ other: DayRange) -> Bool { from <= other.until && other.from <= until }
}

extension FitMember {
    /// Whether anything of the member's own makes these days unlike the usual ones.
    fileprivate func differs(in days: DayRange) -> Bool {
        if let notBefore, notBefore > days.from { return true }
        if let notAfter, notAfter < days.until { return true }
        return exceptions.contains { $0.days.touches(days) }
    }

    /// The free half-hours of the seven days: the usual ones or the exception's, none where away.
    fileprivate func week(of days: DayRange, usual: WeekMask) -> WeekMask {
        guard differs(in: days) else { return usual }
        var week = usual
        for day in 0..<7 {
            let number = days.from + Int32(day)
            if notBefore.map({ number < $0 }) ?? false || notAfter.map({ number > $0 }) ?? false {
                week = week.subtracting(WeekMask.days[day])
            } else if let exception = exceptions.last(where: { $0.days.contains(number) }) {
                week = week.subtracting(WeekMask.days[day]) | WeekMask(day: day, halfHours: exception.free ?? 0)
            }
        }
        return week
    }
}
