/// The fits of whole rows of pairs, eight teams abreast, without ever holding more than one block of rows.
///
/// Per block, each way to need a skill, each question and each distinct number of needed hours is worked out once for the eight teams; a
/// pair then costs one addition a need, two reads of time and one rounding. The order and the numbers depend on the problem alone, so
/// ranges of teams may be scored on any threads, each with a scoring of its own.
package struct DenseScoring: ~Copyable {
    /// Teams of a block.
    package static let lanes = 8
    /// What stands for a pair that is not eligible: so low that prices below 2³⁰ can be taken off it without overflow.
    package static let closed: Int32 = -(1 << 30)

    /// The fits of up to eight teams with every case, for the time of one call.
    package struct Block {
        package let firstTeam: Int
        /// How many lanes are teams, 1…8; the others are closed throughout.
        package let count: Int
        package let caseCount: Int
        /// By case: the fit of each team, 0…10000, or `closed`.
        package let fits: UnsafePointer<SIMD8<Int32>>
    }

    private let book: FitBook
    private let rows: ScoreRows
    /// The block's teams by slot, column, question, set of questions, hours and week, case.
    private let credited: Slab<SIMD8<Int32>>
    private let columns: Slab<SIMD8<Int32>>
    private let questions: Slab<SIMD8<Int32>>
    private let sets: Slab<SIMD8<Int32>>
    private let hours: Slab<SIMD8<Int32>>
    private let fits: Slab<SIMD8<Int32>>

    package init(_ book: FitBook) {
        self.book = book
        rows = ScoreRows(book)
        credited = Slab(repeating: .zero, count: book.neededSkills.count)
        columns = Slab(repeating: .zero, count: book.plans.columns.count)
        questions = Slab(repeating: .zero, count: book.plans.questions.count)
        sets = Slab(repeating: .zero, count: book.plans.questionSets.count)
        hours = Slab(repeating: .zero, count: rows.distinctHours.count * rows.hourStride)
        fits = Slab(repeating: .zero, count: book.caseCount)
    }

    /// Scores a range of teams block by block, in order, until `body` answers false.
    package func forEachBlock(of teams: Range<Int>, _ body: (Block) -> Bool) {
        for first in stride(from: teams.lowerBound, to: teams.upperBound, by: Self.lanes) {
            let block = first..<min(first + Self.lanes, teams.upperBound)
            prepare(block)
            score()
            exclude(block)
            let lent = Block(firstTeam: first, count: block.count, caseCount: book.caseCount, fits: UnsafePointer(fits.base))
            guard body(lent) else { return }
        }
    }

    private func prepare(_ block: Range<Int>) {
        let rules = book.problem.rules
        let profiles = block.map { TeamProfile(book.problem.teams[$0], in: book) }
        let grain = FitFormula.grain(rules.credits)
        for slot in 0..<credited.count {
            var lanes = SIMD8<Int32>.zero
            for (lane, profile) in profiles.enumerated() {
                if let found = profile.found[slot] { lanes[lane] = found.creditedHundredths / grain }
            }
            credited[slot] = lanes
        }
        for (index, column) in book.plans.columns.enumerated() {
            let grains = credited[column.slot]
            columns[index] = column.units(grains: grains).replacing(with: SkillColumn.closed, where: grains .< column.gateGrains)
        }
        for (index, question) in book.plans.questions.enumerated() {
            var lanes = SIMD8<Int32>(repeating: SkillColumn.closed)
            for (lane, profile) in profiles.enumerated() where profile.failure(of: question, rules: rules) == nil { lanes[lane] = 0 }
            questions[index] = lanes
        }
        for (index, set) in book.plans.questionSets.enumerated() {
            sets[index] = set.reduce(SIMD8<Int32>.zero) { $0 | questions[$1] }
        }
        sumHours(profiles)
    }

    /// Sums of min(common, needed) half-hours before each week, for each distinct number of needed ones.
    private func sumHours(_ profiles: [TeamProfile]) {
        for (index, needed) in rows.distinctHours.enumerated() {
            var sum = SIMD8<Int32>.zero
            for week in 0..<rows.hourStride {
                hours[index * rows.hourStride + week] = sum
                guard week < book.weeks.count else { break }
                for (lane, profile) in profiles.enumerated() { sum[lane] &+= min(profile.time.common[week], needed) }
            }
        }
    }

    private func score() {
        for target in 0..<fits.count {
            let row = rows.cases[target]
            var units = sets[row.questionSet]
            for entry in row.columnsFrom..<row.columnsUntil { units &+= columns[rows.columns[entry]] }
            let time = hours[row.hoursUntil] &- hours[row.hoursFrom]
            let closed = (units .< 0) .| (time .< row.leastHalfHours)
            fits[target] = row.formula.points(units, time).replacing(with: Self.closed, where: closed)
        }
    }

    private func exclude(_ block: Range<Int>) {
        for (lane, team) in block.enumerated() {
            for exclusion in book.exclusions(of: team) { fits[exclusion.target][lane] = Self.closed }
        }
        guard block.count < Self.lanes else { return }
        for target in 0..<fits.count {
            for lane in block.count..<Self.lanes { fits[target][lane] = Self.closed }
        }
    }
}
