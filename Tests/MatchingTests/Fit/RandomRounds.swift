@testable import Matching

/// Rounds with every feature in small numbers, so that every gate closes somewhere and every relation of skills occurs.
struct RandomRounds {
    var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func problem(teams: Int, cases: Int, density: Int = 30) -> FitProblem {
        var problem = FitProblem()
        problem.skillCount = 12
        problem.languageCount = 3
        problem.placeCount = 3
        problem.schoolCount = 2
        problem.rules = rules()
        problem.placement = dice.chance(50) ? .fitFirst : .everyoneFirst
        for narrower in 1..<Int32(12) where dice.chance(60) {
            problem.skillLinks.append(.init(narrower: narrower, broader: Int32(dice.roll(0...Int(narrower) - 1))))
        }
        problem.calendars = (0..<2).map { _ in (0..<dice.roll(0...2)).map { _ in days(longest: 14) } }
        problem.companyCapacities = (0..<max(1, cases / 2)).map { _ in dice.chance(50) ? Instance.unlimited : Int32(dice.roll(0...4)) }
        problem.teams = (0..<teams).map { _ in team(problem) }
        problem.cases = (0..<cases).map { _ in target(problem) }
        for team in 0..<Int32(teams) {
            for target in 0..<Int32(cases) where dice.chance(5) {
                problem.exclusions.append(.init(team: team, target: target, reason: FitProblem.Exclusion.Reason.allCases[dice.roll(0...2)]))
            }
        }
        return problem
    }

    private mutating func rules() -> FitRules {
        var rules = FitRules()
        rules.skillWeight = Int32(dice.roll(0...100))
        rules.timeWeight = Int32(dice.roll(1...100))
        if dice.chance(50) { rules.credits = .init(narrower: Int32(dice.roll(0...100)), broader: Int32(dice.roll(0...100)), sibling: 0) }
        rules.mustSlack = Int32(dice.roll(0...4))
        rules.quorum = dice.chance(30) ? Int32(dice.roll(1...4)) : nil
        rules.leastTime = Int32(dice.roll(0...2_000))
        rules.leastPresence = Int32(dice.roll(0...8_000))
        rules.placeRule = FitRules.PlaceRule.allCases[dice.roll(0...2)]
        if dice.chance(50) { rules.presumedLanguages = [.init(language: 0, level: 6)] }
        return rules
    }

    private mutating func team(_ problem: FitProblem) -> FitTeam {
        FitTeam(
            school: Int32(dice.roll(0...1)), calendar: Int32(dice.roll(-1...1)),
            members: (0..<dice.roll(1...4)).map { _ in member(problem) })
    }

    private mutating func member(_ problem: FitProblem) -> FitMember {
        var member = FitMember()
        for skill in 0..<Int32(problem.skillCount) where dice.chance(35) { member.skills.append(.init(skill: skill, level: level())) }
        for language in 0..<Int32(3) where dice.chance(60) {
            member.languages.append(.init(language: language, level: Int32(dice.roll(1...6))))
        }
        member.place = Int32(dice.roll(-1...2))
        if dice.chance(80) { member.week = week(percent: 80) }
        if dice.chance(30) { member.hoursPerWeek = Int32(dice.roll(0...20)) }
        if dice.chance(15) { member.notBefore = FitExample.monday + Int32(dice.roll(0...40)) }
        if dice.chance(15) { member.notAfter = FitExample.monday + Int32(dice.roll(30...80)) }
        for _ in 0..<dice.roll(0...2) {
            member.exceptions.append(.init(days: days(longest: 9), free: dice.chance(30) ? dice.next() >> 16 : nil))
        }
        return member
    }

    private mutating func target(_ problem: FitProblem) -> FitCase {
        var target = FitCase(window: days(longest: 60), hoursPerWeek: Int32(dice.roll(0...12)))
        target.company = Int32(dice.roll(-1...problem.companyCapacities.count - 1))
        target.capacity = Int32(dice.roll(0...3))
        for skill in 0..<Int32(problem.skillCount) where dice.chance(25) {
            target.needs.append(.init(skill: skill, level: level(), importance: Importance.allCases[dice.roll(0...2)]))
        }
        target.mostMembers = Int32(dice.roll(2...6))
        if dice.chance(30) { target.mentor = week(percent: 10) }
        if dice.chance(40) { target.languages = [.init(language: Int32(dice.roll(0...2)), level: Int32(dice.roll(1...4)))] }
        target.place = Int32(dice.roll(-1...2))
        target.remote = dice.chance(70)
        if dice.chance(20) { target.openTo = [Int32(dice.roll(0...1))] }
        return target
    }

    private mutating func level() -> Int32 { Int32(dice.roll(1...4)) }

    private mutating func days(longest: Int) -> DayRange {
        let from = FitExample.monday + Int32(dice.roll(0...60))
        return DayRange(from: from, until: from + Int32(dice.roll(0...longest)))
    }

    private mutating func week(percent: Int) -> WeekMask {
        var week = WeekMask()
        for half in 0..<WeekMask.count where dice.chance(percent) { week[half] = true }
        return week
    }
}
