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
    /// The block's teams by needed skill, by column, by week, by hours and week, by case.
    private let credited: Slab<SIMD8<Int32>>
    private let columns: Slab<SIMD8<Int32>>
    private let common: Slab<SIMD8<Int32>>
    private let hours: Slab<SIMD8<Int32>>
    private let fits: Slab<SIMD8<Int32>>

    package init(_ book: FitBook) {
        self.book = book
        rows = ScoreRows(book)
        credited = Slab(repeating: .zero, count: book.neededSkills.count)
        columns = Slab(repeating: .zero, count: book.plans.columns.count + book.plans.questions.count)
        common = Slab(repeating: .zero, count: book.weeks.count)
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
        for (lane, team) in block.enumerated() { prepare(TeamProfile(book.problem.teams[team], in: book), lane: lane) }
        let closedUnits = SIMD8<Int32>(repeating: SkillColumn.closed)
        for (index, column) in book.plans.columns.enumerated() {
            let grains = credited[column.slot]
            let gate = SIMD8<Int32>(repeating: column.gateGrains)
            columns[index] = column.units(grains: grains).replacing(with: closedUnits, where: grains .< gate)
        }
        // Sums of min(common, needed) half-hours before each week, for each distinct number of needed ones.
        for (index, needed) in rows.distinctHours.enumerated() {
            let most = SIMD8<Int32>(repeating: needed)
            var sum = SIMD8<Int32>.zero
            for week in 0..<book.weeks.count {
                hours[index * rows.hourStride + week] = sum
                let common = common[week]
                sum &+= common.replacing(with: most, where: common .> most)
            }
            hours[index * rows.hourStride + book.weeks.count] = sum
        }
    }

    private func prepare(_ profile: TeamProfile, lane: Int) {
        let rules = book.problem.rules
        let grain = FitFormula.grain(rules.credits)
        for (slot, found) in profile.found.enumerated() { credited.set(slot, lane: lane, to: (found?.creditedHundredths ?? 0) / grain) }
        for (week, halfHours) in profile.time.common.enumerated() { common.set(week, lane: lane, to: halfHours) }
        let questions = book.plans.columns.count
        for (index, question) in book.plans.questions.enumerated() {
            let passes = profile.failure(of: question, rules: rules) == nil
            columns.set(questions + index, lane: lane, to: passes ? 0 : SkillColumn.closed)
        }
    }

    private func score() {
        // Only comparisons of two values of this very type compile to an instruction, those with a literal to a loop over the lanes.
        let (zero, closed) = (SIMD8<Int32>.zero, SIMD8<Int32>(repeating: Self.closed))
        for target in 0..<fits.count {
            let row = rows.cases[target]
            var units = SIMD8<Int32>.zero
            for entry in row.columnsFrom..<row.columnsUntil { units &+= columns[rows.columns[entry]] }
            let time = hours[row.hoursUntil] &- hours[row.hoursFrom]
            let least = SIMD8<Int32>(repeating: row.leastHalfHours)
            fits[target] = row.formula.points(units, time).replacing(with: closed, where: (units .< zero) .| (time .< least))
        }
    }

    private func exclude(_ block: Range<Int>) {
        for (lane, team) in block.enumerated() {
            for exclusion in book.exclusions(of: team) { fits.set(Int(exclusion.target), lane: lane, to: Self.closed) }
        }
        guard block.count < Self.lanes else { return }
        for target in 0..<fits.count {
            for lane in block.count..<Self.lanes { fits.set(target, lane: lane, to: Self.closed) }
        }
    }
}

extension Slab<SIMD8<Int32>> {
    /// One lane in memory, without taking the other seven through a register and back.
    @inline(__always)
    fileprivate func set(_ index: Int, lane: Int, to value: Int32) {
        assert(index >= 0 && index < count && lane >= 0 && lane < 8)
        UnsafeMutableRawPointer(base).storeBytes(of: value, toByteOffset: index * 32 + lane * 4, as: Int32.self)
    }
}
