import Matching

/// The fit of a pair by the rules alone: member by member, day by day, half-hour by half-hour, in fractions. It shares nothing with what
/// computes fits but the values that say who can what and when.
struct FitOracle {
    let problem: FitProblem

    struct Answer: Equatable {
        var closed: Set<Gate>
        /// Skills and time together, 0…10000, whatever the gates say.
        var points: Int32
    }

    private struct Fraction {
        var part: Int
        var of: Int
    }

    func answer(team: Int, target: Int) -> Answer {
        let (own, asked) = (problem.teams[team], problem.cases[target])
        let (skills, time) = (skillFit(own, asked), timeFit(own, asked))
        let (first, second) = (Int(problem.rules.skillWeight), Int(problem.rules.timeWeight))
        // 10000 · (a · s + b · t) ÷ (a + b), a half rounded up.
        let whole = (first + second) * skills.of * time.of
        let points = (20_000 * (first * skills.part * time.of + second * time.part * skills.of) + whole) / (2 * whole)
        return Answer(closed: closed(team, own, target, asked, time: time), points: Int32(points))
    }

    // MARK: Skills

    /// In hundredths of a level: the best that a member brings for a skill, those nearby in the referential at their part.
    private func credited(_ members: [FitMember], _ skill: Int32) -> Int {
        func isBelow(_ narrower: Int32, _ broader: Int32) -> Bool {
            problem.skillLinks.contains { $0.narrower == narrower && $0.broader == broader }
        }
        let credits = problem.rules.credits
        var best = 0
        for member in members {
            for held in member.skills {
                var percent: Int32 = held.skill == skill ? 100 : 0
                if isBelow(held.skill, skill) { percent = max(percent, credits.narrower) }
                if isBelow(skill, held.skill) { percent = max(percent, credits.broader) }
                let shareBroader = (0..<Int32(problem.skillCount)).contains { isBelow(held.skill, $0) && isBelow(skill, $0) }
                if shareBroader { percent = max(percent, credits.sibling) }
                best = max(best, Int(held.level * percent))
            }
        }
        return best
    }

    /// Σ weight · min(1, credited ÷ needed) ÷ Σ weight, in twelve-hundredths; all where nothing is asked.
    private func skillFit(_ team: FitTeam, _ asked: FitCase) -> Fraction {
        var (part, of) = (0, 0)
        for need in asked.needs {
            let weight = Int(problem.rules.importanceWeights[need.importance])
            let level = Int(need.level)
            part += weight * min(100 * level, credited(team.members, need.skill)) * 12 / level
            of += weight * 1_200
        }
        return of == 0 ? Fraction(part: 1, of: 1) : Fraction(part: part, of: of)
    }

    // MARK: Time

    /// How many members make up the team: all, or the quorum where that is fewer.
    private func needed(_ team: FitTeam) -> Int { min(team.members.count, Int(problem.rules.quorum ?? 100)) }

    /// The Mondays of the weeks whose Thursday lies in the window, or of the one in which it begins where there is none.
    private func mondays(_ window: DayRange) -> [Int32] {
        // Day 0 was a Thursday.
        let thursdays = (window.from...window.until).filter { $0 % 7 == 0 }
        if !thursdays.isEmpty { return thursdays.map { $0 - 3 } }
        var monday = window.from
        while (monday + 3) % 7 != 0 { monday -= 1 }
        return [monday]
    }

    private func isFree(_ member: FitMember, _ day: Int32, _ weekday: Int, _ half: Int) -> Bool {
        guard isThere(member, day) else { return false }
        if let exception = member.exceptions.last(where: { $0.days.from <= day && day <= $0.days.until }) {
            return (exception.free ?? 0) >> UInt64(half) & 1 == 1
        }
        return (member.week ?? problem.rules.usualWeek)[weekday * 48 + half]
    }

    private func isThere(_ member: FitMember, _ day: Int32) -> Bool {
        if let first = member.notBefore, day < first { return false }
        if let last = member.notAfter, day > last { return false }
        return true
    }

    /// Half-hours that enough members have in common, none of them on a blocked day, and no more than enough of them are willing to give.
    private func common(_ team: FitTeam, monday: Int32) -> Int {
        let calendar = team.calendar < 0 ? [] : problem.calendars[Int(team.calendar)]
        var count = 0
        for weekday in 0..<7 {
            let day = monday + Int32(weekday)
            if calendar.contains(where: { $0.from <= day && day <= $0.until }) { continue }
            for half in 0..<48 where team.members.filter({ isFree($0, day, weekday, half) }).count >= needed(team) { count += 1 }
        }
        let willing = (0...168).last { hours in
            team.members.filter { member in
                Int(member.hoursPerWeek ?? (member.week == nil ? problem.rules.usualHours : 168)) >= hours
            }.count >= needed(team)
        }
        return min(count, 2 * (willing ?? 0))
    }

    /// The mean over the weeks of min(1, common ÷ needed); all where no hours are asked.
    private func timeFit(_ team: FitTeam, _ asked: FitCase) -> Fraction {
        let weeks = mondays(asked.window)
        let most = 2 * Int(asked.hoursPerWeek)
        guard most > 0 else { return Fraction(part: 1, of: 1) }
        return Fraction(part: weeks.reduce(0) { $0 + min(most, common(team, monday: $1)) }, of: weeks.count * most)
    }

    // MARK: Gates

    private func closed(_ team: Int, _ own: FitTeam, _ target: Int, _ asked: FitCase, time: Fraction) -> Set<Gate> {
        let rules = problem.rules
        var closed: Set<Gate> = []
        for language in asked.languages {
            for member in own.members {
                guard let spoken = member.languages.isEmpty ? rules.presumedLanguages : member.languages else { continue }
                if !spoken.contains(where: { $0.language == language.language && $0.level >= language.level }) { closed.insert(.language) }
            }
        }
        if !asked.remote, asked.place >= 0 {
            let near = own.members.filter { $0.place == asked.place || $0.place == -1 }.count
            switch rules.placeRule {
            case .ignored: break
            case .someMember: if near == 0 { closed.insert(.place) }
            case .everyMember: if near < own.members.count { closed.insert(.place) }
            }
        }
        if own.members.count < asked.leastMembers || own.members.count > asked.mostMembers { closed.insert(.teamSize) }
        let weeks = mondays(asked.window)
        let present = weeks.filter { monday in own.members.filter { isThere($0, monday + 3) }.count >= needed(own) }.count
        if 10_000 * present < Int(rules.leastPresence) * weeks.count { closed.insert(.window) }
        for need in asked.needs {
            let usual = need.importance == .must ? max(1, need.level - rules.mustSlack) : 0
            if credited(own.members, need.skill) < 100 * Int(need.gateLevel ?? usual) { closed.insert(.mustSkill) }
        }
        if asked.hoursPerWeek > 0, 10_000 * time.part < Int(rules.leastTime) * time.of { closed.insert(.time) }
        if let mentor = asked.mentor {
            let meets = (0..<336).contains { half in
                mentor[half] && own.members.filter { ($0.week ?? rules.usualWeek)[half] }.count >= needed(own)
            }
            if !meets { closed.insert(.mentor) }
        }
        if let schools = asked.openTo, !schools.contains(own.school) { closed.insert(.school) }
        for exclusion in problem.exclusions where exclusion.team == team && exclusion.target == target {
            switch exclusion.reason {
            case .conflict: closed.insert(.conflict)
            case .veto: closed.insert(.veto)
            case .ban: closed.insert(.ban)
            case .busy: closed.insert(.busy)
            }
        }
        return closed
    }
}
