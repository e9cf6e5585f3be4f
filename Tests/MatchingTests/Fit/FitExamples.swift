@testable import Matching

/// A referential of eight skills: 0 marketing ⊃ 1 digital marketing ⊃ 2 search advertising, 3 social media; 0 ⊃ 4 brand management;
/// 5 negotiation, 6 accounting, 7 German sales stand alone. Languages: 0 French, 1 English. Places: 0 Lille, 1 Nantes. Two schools.
enum FitExample {
    /// Monday 2026-09-07.
    static let monday = Week.monday(of: Week.of(day: 20_703))

    static func weeks(_ count: Int32) -> DayRange { DayRange(from: monday, until: monday + 7 * count - 1) }

    /// So many half-hours on Monday from nine.
    static func week(halfHours: Int) -> WeekMask { WeekMask(days: 0..<1, halfHours: 18..<18 + halfHours) }

    static func problem(
        _ members: [FitMember], needs: [SkillNeed] = [], window: DayRange = weeks(2), hoursPerWeek: Int32 = 4,
        change: (inout FitProblem) -> Void = { _ in }
    ) -> FitProblem {
        var problem = FitProblem()
        problem.skillCount = 8
        problem.languageCount = 2
        problem.placeCount = 2
        problem.schoolCount = 2
        problem.skillLinks = [(1, 0), (4, 0), (2, 1), (3, 1)].map { .init(narrower: $0.0, broader: $0.1) }
        problem.teams = [FitTeam(school: 0, members: members)]
        problem.cases = [FitCase(needs: needs, window: window, hoursPerWeek: hoursPerWeek)]
        change(&problem)
        return problem
    }

    static func explain(
        _ members: [FitMember], needs: [SkillNeed] = [], window: DayRange = weeks(2), hoursPerWeek: Int32 = 4,
        change: (inout FitProblem) -> Void = { _ in }
    ) throws -> FitExplanation {
        try FitBook(problem(members, needs: needs, window: window, hoursPerWeek: hoursPerWeek, change: change)).explanation(
            team: 0, target: 0)
    }

    static func skills(_ levels: (Int32, Int32)...) -> [SkillLevel] { levels.map { SkillLevel(skill: $0.0, level: $0.1) } }
}
