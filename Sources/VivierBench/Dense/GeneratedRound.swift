import Matching

/// A seeded round as a country would hold it: skills in a referential of three levels, some wanted far more than others; teams of one
/// programme each; usual weeks with lectures, apprentices away every other week, exams and holidays; cases with windows of their own.
struct GeneratedRound {
    static let skills = 300
    static let weeks: Int32 = 26
    static let schools = 20
    static let programmes = 12
    static let places = 40

    var teams: Int
    var cases: Int
    var dice: RoundDice

    init(teams: Int, cases: Int, seed: UInt64) {
        self.teams = teams
        self.cases = cases
        dice = RoundDice(state: seed)
    }

    /// Monday 2026-09-07.
    private static let start = Week.monday(of: Week.of(day: 20_703))

    mutating func problem() -> FitProblem {
        var problem = FitProblem()
        problem.skillCount = Self.skills
        problem.languageCount = 4
        problem.placeCount = Self.places
        problem.schoolCount = Self.schools
        // Ten groups of skills, under each five, under each of those about five.
        for skill in 10..<Int32(Self.skills) {
            problem.skillLinks.append(.init(narrower: skill, broader: skill < 60 ? skill % 10 : 10 + skill % 50))
        }
        problem.calendars =
            (0..<Self.schools).map { _ in calendar(alternates: false) } + (0..<Self.schools).map { _ in calendar(alternates: true) }
        let companies = max(1, cases * 7 / 10)
        problem.companyCapacities = (0..<companies).map { _ in dice.chance(20) ? Int32(dice.below(12)) + 1 : Instance.unlimited }
        problem.teams = (0..<teams).map { _ in team() }
        problem.cases = (0..<cases).map { _ in target(companies: companies) }
        for _ in 0..<teams / 50 {
            problem.exclusions.append(
                .init(team: Int32(dice.below(teams)), target: Int32(dice.below(max(1, cases))), reason: .conflict))
        }
        if cases == 0 { problem.exclusions = [] }
        return problem
    }

    /// Two weeks of exams, two of holidays, and for apprentices every other week at the employer.
    private mutating func calendar(alternates: Bool) -> [DayRange] {
        var blocked = [14 + Int32(dice.below(3)), 7].map { DayRange(from: Self.start + $0 * 7, until: Self.start + $0 * 7 + 13) }
        if alternates {
            for week in stride(from: Int32(dice.below(2)), to: Self.weeks, by: 2) {
                blocked.append(DayRange(from: Self.start + week * 7, until: Self.start + week * 7 + 4))
            }
        }
        return blocked
    }

    /// A skill: the first of each programme's third are wanted most.
    private mutating func skill(of programme: Int) -> Int32 {
        let rank = min(dice.below(Self.skills), dice.below(Self.skills), dice.below(Self.skills), dice.below(Self.skills))
        return Int32(dice.chance(50) ? (rank * 7 + programme * 25) % Self.skills : rank)
    }

    private mutating func skillSet(_ count: Int, of programme: Int) -> [Int32] {
        var skills: [Int32] = []
        while skills.count < count {
            let skill = skill(of: programme)
            if !skills.contains(skill) { skills.append(skill) }
        }
        return skills
    }

    private mutating func team() -> FitTeam {
        let school = dice.below(Self.schools)
        let programme = dice.below(Self.programmes)
        let alternates = dice.chance(25)
        let lectures = week()
        let place = Int32(school * 2 % Self.places)
        return FitTeam(
            school: Int32(school), calendar: Int32(school + (alternates ? Self.schools : 0)),
            members: (0..<3 + dice.below(3)).map { _ in
                var member = FitMember()
                member.skills = skillSet(8, of: programme).map {
                    SkillLevel(skill: $0, level: 1 + Int32(min(dice.below(4), 1 + dice.below(4))))
                }
                member.languages = [.init(language: 0, level: 6)]
                if dice.chance(85) { member.languages.append(.init(language: 1, level: 3 + Int32(dice.below(4)))) }
                member.place = dice.chance(80) ? place : -1
                if dice.chance(90) { member.week = lectures & own() }
                if dice.chance(50) { member.hoursPerWeek = 4 + Int32(dice.below(10)) }
                if dice.chance(5) { member.notBefore = Self.start + Int32(dice.below(40)) }
                return member
            })
    }

    /// What lectures leave free from eight to twenty on weekdays.
    private mutating func week() -> WeekMask {
        var week = WeekMask(days: 0..<6, halfHours: 16..<40)
        for day in 0..<5 where dice.chance(60) {
            week = week.subtracting(WeekMask(days: day..<day + 1, halfHours: dice.chance(50) ? 16..<26 : 28..<38))
        }
        return week
    }

    /// A job or a club takes two of the days.
    private mutating func own() -> WeekMask {
        var week = WeekMask.all
        for _ in 0..<2 {
            let day = dice.below(7)
            week = week.subtracting(WeekMask(days: day..<day + 1, halfHours: 24..<48))
        }
        return week
    }

    private mutating func target(companies: Int) -> FitCase {
        let first = Int32(dice.below(14))
        let length = 6 + Int32(dice.below(Int(Self.weeks - first) - 5))
        var target = FitCase(
            window: DayRange(from: Self.start + first * 7 + Int32(dice.below(3)), until: Self.start + (first + length) * 7 - 1),
            hoursPerWeek: 3 + Int32(dice.below(10)))
        target.company = Int32(dice.below(companies))
        let mean = max(1, teams / max(1, cases))
        target.capacity = Int32(1 + dice.below(2 * mean - 1))
        let importance: [Importance] = [.must, dice.chance(40) ? .must : .should, .should, .should, .nice, .nice]
        target.needs = skillSet(3 + dice.below(4), of: dice.below(Self.programmes)).enumerated().map { index, skill in
            SkillNeed(skill: skill, level: index < 2 ? 1 + Int32(dice.below(3)) : 1 + Int32(dice.below(4)), importance: importance[index])
        }
        target.leastMembers = Int32(dice.chance(30) ? 4 : 2)
        target.mostMembers = Int32(dice.chance(20) ? 4 : 6)
        if dice.chance(40) {
            let day = dice.below(5)
            let half = 16 + dice.below(20)
            target.mentor = WeekMask(days: day..<day + 1, halfHours: half..<half + 4)
        }
        if dice.chance(70) { target.languages = [.init(language: dice.chance(80) ? 0 : 1, level: 4)] }
        target.place = Int32(dice.below(Self.places))
        target.remote = dice.chance(85)
        if dice.chance(10) { target.openTo = (0..<5).map { _ in Int32(dice.below(Self.schools)) } }
        return target
    }
}

/// SplitMix64 (Steele, Lea & Flood 2014).
struct RoundDice {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((((z ^ (z >> 31)) >> 32) * UInt64(bound)) >> 32)
    }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
