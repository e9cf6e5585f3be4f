/// A case made ready: which columns and questions it asks, and how its points are counted.
struct CasePlan: Sendable {
    /// One column a need, in its order.
    let columns: [Int32]
    /// What it asks beside, by question.
    let questions: [Int32]
    let weeks: Range<Int32>
    /// Half-hours a week.
    let neededHalfHours: Int32
    /// The least sum of common half-hours over the window that passes the gate.
    let leastHalfHours: Int32
    let formula: FitFormula
}

/// The plans of all cases, with what they share.
struct CasePlans: Sendable {
    private(set) var plans: [CasePlan] = []
    private(set) var columns: [SkillColumn] = []
    private(set) var questions: [GateQuestion] = []

    init(_ problem: FitProblem, neededSkills: NeededSkills) {
        var columnIndex: [SkillColumn: Int32] = [:]
        var questionIndex: [GateQuestion: Int32] = [:]
        for target in problem.cases {
            let needs = target.needs.map { SkillColumn($0, slot: neededSkills.slot(of: $0.skill), rules: problem.rules) }
            let asked = GateQuestion.asked(by: target, rules: problem.rules).map { Self.index(of: $0, in: &questionIndex, &questions) }
            let formula = FitFormula(of: target, rules: problem.rules)
            plans.append(
                CasePlan(
                    columns: needs.map { Self.index(of: $0, in: &columnIndex, &columns) }, questions: asked,
                    weeks: Week.weeks(of: target.window), neededHalfHours: target.hoursPerWeek * 2,
                    leastHalfHours: TeamProfile.share(problem.rules.leastTime, of: formula.timeOf), formula: formula))
        }
    }

    private static func index<Key: Hashable>(of key: Key, in indices: inout [Key: Int32], _ keys: inout [Key]) -> Int32 {
        if let index = indices[key] { return index }
        let index = Int32(keys.count)
        indices[key] = index
        keys.append(key)
        return index
    }
}
