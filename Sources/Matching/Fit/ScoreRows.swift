internal import Scoring

/// The plans of all cases as flat memory, for the loops over the columns and the pairs.
struct ScoreRows: ~Copyable {
    /// So many neighbouring cases are ordered by how much they ask, so that the loop guesses right how often it runs, while what it writes
    /// stays near.
    private static let stretch = 512

    let skills: Slab<vivier_column>
    let cases: Slab<vivier_row>
    /// Columns of the block; a question's stand behind those of the needs.
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
        for (target, plan) in plans.enumerated() {
            let start = Int32(entries.count)
            entries += plan.columns
            entries += plan.questions.map { $0 + skillColumns }
            let hourStart = position[plan.neededHalfHours] ?? 0
            rows.append(
                vivier_row(
                    entries_from: start, entries_until: Int32(entries.count), hours_from: hourStart + plan.weeks.lowerBound - first,
                    hours_until: hourStart + plan.weeks.upperBound - first, least_half_hours: plan.leastHalfHours, target: Int32(target),
                    formula: plan.formula.arithmetic))
        }
        func order(_ row: vivier_row) -> (Int, Int32, Int32) {
            (Int(row.target) / Self.stretch, row.entries_until - row.entries_from, row.target)
        }
        rows.sort { order($0) < order($1) }
        skills = Slab(book.plans.columns.map(\.arithmetic))
        cases = Slab(rows)
        self.entries = Slab(entries)
        distinctHours = hours
        hourStride = Int(stride)
    }
}
