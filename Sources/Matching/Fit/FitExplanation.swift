/// Where the number of a pair comes from. `points` recomputes from `parts` to the unit, each part from its own findings.
package struct FitExplanation: Equatable, Sendable {
    package var team: Int32
    package var target: Int32
    /// Every closed gate; none where the pair is eligible.
    package var failures: [GateFailure]
    /// One for each need of the case, in its order.
    package var skills: [SkillFinding]
    /// One for each week of the window.
    package var weeks: [WeekFinding]
    package var parts: [FitPart]
    /// What skills and time are worth, 0…10000, whether or not a gate is closed.
    package var points: Int32

    /// The fit; nil where the pair is not eligible.
    package var fit: Int32? { failures.isEmpty ? points : nil }
    package var isEligible: Bool { failures.isEmpty }

    /// What each gate says of the pair, in the order of `Gate`.
    package var verdicts: [(gate: Gate, failures: [GateFailure])] {
        Gate.allCases.map { gate in (gate, failures.filter { $0.gate == gate }) }
    }
}

/// How a skill that somebody has stands to the one that is needed.
package enum SkillRelation: String, CaseIterable, Sendable {
    case exact, narrower, broader, sibling
}

/// What the team brings for one needed skill.
package struct SkillFinding: Equatable, Sendable {
    package var need: SkillNeed
    /// The weight of the need's importance.
    package var weight: Int32
    /// The credited level that the gate asks for, 0 for no gate.
    package var gateLevel: Int32
    /// Who brings most; nil where nobody brings anything.
    package var found: Found?
    /// weight · min(1, credited level ÷ needed level), in parts of `FitPart.of` of the skills.
    package var units: Int32

    package struct Found: Equatable, Sendable {
        package var member: Int32
        /// The skill the member has: the needed one, or one near it.
        package var skill: Int32
        package var level: Int32
        package var relation: SkillRelation
        /// What the relation earns, in percent.
        package var credit: Int32
    }
}

/// What the team has in one week of the window.
package struct WeekFinding: Equatable, Sendable {
    /// The day number of its Monday.
    package var monday: Int32
    /// Half-hours in which all, or the quorum, are free, up to the hours they are willing to give.
    package var common: Int32
    package var needed: Int32

    /// The half-hours that count.
    package var counted: Int32 { min(common, needed) }
}

/// One criterion: `units` of `of`, with its weight. The points are the weighted mean, times 10000, rounded once, a half up.
package struct FitPart: Equatable, Sendable {
    package enum Criterion: String, CaseIterable, Sendable {
        case skills, time
    }

    package var criterion: Criterion
    package var weight: Int32
    package var units: Int32
    package var of: Int32

    /// The part alone, 0…10000, rounded down; for people to read.
    package var points: Int32 { Int32(Int64(units) * 10_000 / Int64(of)) }
}
