internal import Scoring

/// The points of a case's pairs: the mean of skill fit and time fit under the round's weights, times 10000, rounded once, a half up.
///
/// With skills worth `S` of `skillOf` and time `T` of `timeOf`, under weights a and b, the points are
/// ⌊10000 · (a · S/skillOf + b · T/timeOf) ÷ (a + b) + ½⌋ = ⌊(skillStep · S + timeStep · T + constant) ÷ whole⌋, all integers.
/// A criterion that the case does not ask for is fully met. Every pair, alone or in a block, goes through one line of `Scoring`.
struct FitFormula: BitwiseCopyable, Sendable {
    /// What a skill of full credit at weight 1 is worth, so that every credited part of every level is a whole number.
    static func scale(_ credits: FitRules.Credits) -> Int32 { 12 * (100 / grain(credits)) }

    /// The greatest percentage of which all credits are multiples.
    static func grain(_ credits: FitRules.Credits) -> Int32 {
        [credits.narrower, credits.broader, credits.sibling].reduce(100) { greatestCommonDivisor($0, $1) }
    }

    /// What the skills and the time of a case are measured in; 0 where it asks for none.
    let skillOf: Int32
    let timeOf: Int32
    private let whole: Int64
    /// As doubles, in which they are exact, the two steps, and the constant with ½; and the reciprocal of `whole`.
    let arithmetic: vivier_formula

    /// - Parameter target: a case whose fields are in range.
    init(of target: FitCase, rules: FitRules) {
        let weights = target.needs.reduce(0) { $0 + rules.importanceWeights[$1.importance] }
        self.init(
            skillOf: weights * Self.scale(rules.credits), skillWeight: rules.skillWeight,
            timeOf: Int32(Week.weeks(of: target.window).count) * target.hoursPerWeek * 2, timeWeight: rules.timeWeight)
    }

    init(skillOf: Int32, skillWeight: Int32, timeOf: Int32, timeWeight: Int32) {
        self.skillOf = skillOf
        self.timeOf = timeOf
        let (skills, time) = (Int64(max(1, skillOf)), Int64(max(1, timeOf)))
        let skillStep = 20_000 * Int64(skillWeight) * time
        let timeStep = 20_000 * Int64(timeWeight) * skills
        let half = Int64(skillWeight + timeWeight) * skills * time
        let common = greatestCommonDivisor(greatestCommonDivisor(skillStep, timeStep), half)
        let constant = (half + (skillOf == 0 ? skillStep : 0) + (timeOf == 0 ? timeStep : 0)) / common
        whole = 2 * half / common
        arithmetic = vivier_formula(
            skill_step: skillOf == 0 ? 0 : Double(skillStep / common), time_step: timeOf == 0 ? 0 : Double(timeStep / common),
            start: Double(constant) + 0.5, per_whole: 1 / Double(whole))
    }

    /// Whether `points` is exact, and sums of units stay clear of the mark of a closed gate.
    ///
    /// Below 2³⁶ the numerator is an integer below 10001 · 2³⁶ < 2⁵⁰, so it and its sum with ½ are exact in 53 bits, and so is each part
    /// of them: a machine that multiplies and adds at once has nothing to round less often. The product with the rounded reciprocal is off
    /// by less than 10001 · (2⁻⁵² + 2⁻⁵³) < 3.4·10⁻¹², while (numerator + ½) ÷ whole is at least ½ ÷ 2³⁶ > 7.2·10⁻¹² away from every
    /// integer: what is cut off behind the point leaves the floor of the true quotient.
    var isExact: Bool { whole < 1 << 36 && skillOf < -SkillColumn.closed }

    /// The points of one team, 0…10000, for units of skills and time.
    func points(skillUnits: Int32, timeUnits: Int32) -> Int32 { vivier_points(arithmetic, skillUnits, timeUnits) }

    /// The two criteria with what a pair has of each.
    func parts(skillUnits: Int32, timeUnits: Int32, rules: FitRules) -> [FitPart] {
        [
            FitPart(criterion: .skills, weight: rules.skillWeight, units: skillOf == 0 ? 1 : skillUnits, of: max(1, skillOf)),
            FitPart(criterion: .time, weight: rules.timeWeight, units: timeOf == 0 ? 1 : timeUnits, of: max(1, timeOf)),
        ]
    }
}

func greatestCommonDivisor<Number: FixedWidthInteger>(_ a: Number, _ b: Number) -> Number {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}
