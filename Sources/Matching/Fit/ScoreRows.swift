/// The plans of all cases as flat memory, for the loop over the pairs.
struct ScoreRows: ~Copyable {
    struct Row: BitwiseCopyable {
        /// Where the case's columns stand in `columns`: those of its needs, then those of its questions.
        var columnsFrom: Int32
        var columnsUntil: Int32
        /// The sums of hours before the first week of the window and after its last.
        var hoursFrom: Int32
        var hoursUntil: Int32
        var leastHalfHours: Int32
        var formula: FitFormula
    }

    let cases: Slab<Row>
    /// Columns of the block; a question's stand behind those of the needs.
    let columns: Slab<Int32>
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
        var columns: [Int32] = []
        var rows: [Row] = []
        for plan in plans {
            let start = Int32(columns.count)
            columns += plan.columns
            columns += plan.questions.map { $0 + skillColumns }
            let hourStart = position[plan.neededHalfHours] ?? 0
            rows.append(
                Row(
                    columnsFrom: start, columnsUntil: Int32(columns.count), hoursFrom: hourStart + plan.weeks.lowerBound - first,
                    hoursUntil: hourStart + plan.weeks.upperBound - first, leastHalfHours: plan.leastHalfHours, formula: plan.formula))
        }
        cases = Slab(rows)
        self.columns = Slab(columns)
        distinctHours = hours
        hourStride = Int(stride)
    }
}
