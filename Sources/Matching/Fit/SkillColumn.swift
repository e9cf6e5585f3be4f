internal import Scoring

/// One way in which cases need a skill: slot, level, weight and gate. Cases that need it alike share the column.
struct SkillColumn: Hashable, Sendable {
    /// Stands for a closed gate in sums of units, which stay below its size; a hundred and twenty-seven of them fit 32 bits.
    static let closed: Int32 = -(1 << 24)

    let slot: Int32
    let weight: Int32
    /// The credited level that the gate asks for, 0 for no gate.
    let gateLevel: Int32
    /// Units for each grain of credited level, and at most.
    private let grain: Int32
    private let factor: Int32
    private let scale: Int32

    init(_ need: SkillNeed, slot: Int, rules: FitRules) {
        self.slot = Int32(slot)
        weight = rules.importanceWeights[need.importance]
        gateLevel = need.gateLevel ?? (need.importance == .must ? max(1, need.level - rules.mustSlack) : 0)
        grain = FitFormula.grain(rules.credits)
        factor = 12 / need.level
        scale = FitFormula.scale(rules.credits)
    }

    /// How it counts, in grains of credited level: weight · min(1, credited level ÷ needed level), and the least that passes the gate.
    var arithmetic: vivier_column {
        vivier_column(slot: slot, gate_grains: gateLevel * 100 / grain, factor: factor, scale: scale, weight: weight)
    }

    /// The units of one team, for a credited level in hundredths.
    func units(creditedHundredths: Int32) -> Int32 { vivier_units(arithmetic, creditedHundredths / grain) }
}
