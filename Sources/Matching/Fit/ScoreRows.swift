internal import Scoring

/// The plans of all cases as flat memory, for the loops over the columns and the pairs.
struct ScoreRows: ~Copyable {
    /// So many neighbouring cases are ordered by how much they ask, so that the loop guesses right how often it runs, while what it writes
    /// stays near.
    private static let stretch = 512

    let skills: Slab<vivier_column>
    let cases: Slab<vivier_row>
    /// Those of the cases; many count alike.
    let formulas: Slab<vivier_formula>
    /// Columns of the block, in the order of the rows; a question's stand behind those of the needs.
    let entries: Slab<Int32>
    /// The distinct half-hours a week that cases need.
    let distinctHours: [Int32]
    /// Entries a number of hours: one more than the round has weeks.
    let hourStride: Int

    init(_ book: FitBook) {
        let plans = book.plans.plans
        let stride = Int32(book.weeks.count + 1)
        let first = book.weeks.lowerBound
        let hours = Set(plans.map(\.neededHalfHours)).sorted()
        let position = Dictionary(uniqueKeysWithValues: hours.enumerated().map { ($1, Int32($0) * stride) })
        let skillColumns = Int32(book.plans.columns.count)
        var entries: [Int32] = []
        var rows: [vivier_row] = []
        var formulas: [vivier_formula] = []
        // Under the same rules the two sizes say it all.
        var formulaOf: [[Int32]: Int32] = [:]
        for target in Self.order(plans) {
            let plan = plans[target]
            let hourStart = position[plan.neededHalfHours] ?? 0
            let sizes = [plan.formula.skillOf, plan.formula.timeOf]
            let formula = formulaOf[sizes] ?? Int32(formulas.count)
            if formulaOf.updateValue(formula, forKey: sizes) == nil { formulas.append(plan.formula.arithmetic) }
            entries += plan.columns
            entries += plan.questions.map { $0 + skillColumns }
            rows.append(
                vivier_row(
                    entry_count: Int32(plan.columns.count + plan.questions.count), hours_from: hourStart + plan.weeks.lowerBound - first,
                    hours_until: hourStart + plan.weeks.upperBound - first, least_half_hours: plan.leastHalfHours, target: Int32(target),
                    formula: formula))
        }
        skills = Slab(book.plans.columns.map(\.arithmetic))
        cases = Slab(rows)
        self.formulas = Slab(formulas)
        self.entries = Slab(entries)
        distinctHours = hours
        hourStride = Int(stride)
    }

    private static func order(_ plans: [CasePlan]) -> [Int] {
        func place(_ target: Int) -> (Int, Int, Int) {
            (target / stretch, plans[target].columns.count + plans[target].questions.count, target)
        }
        return plans.indices.sorted { place($0) < place($1) }
    }
}
