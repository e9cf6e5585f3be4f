internal import Scoring

/// The fits of whole rows of pairs, sixteen teams abreast, without ever holding more than one block of rows.
///
/// Per block, each way to need a skill, each question and each distinct number of needed hours is worked out once for the sixteen teams; a
/// pair then costs one addition a need, two reads of time and one rounding, which `Scoring` does with what the machine has. The order and
/// the numbers depend on the problem alone, so ranges of teams may be scored on any threads, each with a scoring of its own.
package struct DenseScoring: ~Copyable {
    /// Teams of a lent block: half of those that are scored abreast.
    package static let lanes = Int(vivier_half)
    private static let abreast = Int(vivier_lanes)
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
        let machine: vivier_machine
    }

    private let book: FitBook
    private let machine: vivier_machine
    private let rows: ScoreRows
    /// The block's teams by needed skill, by column, by week, by hours and week.
    private let credited: Slab<SIMD16<Int32>>
    private let columns: Slab<SIMD16<Int32>>
    private let common: Slab<SIMD16<Int32>>
    private let hours: Slab<SIMD16<Int32>>
    /// By case the first eight teams, then by case the others; in sixteens, for the sake of where it begins.
    private let fits: Slab<SIMD16<Int32>>

    package init(_ book: FitBook) { self.init(book, machine: vivier_best_machine()) }

    /// - Parameter machine: one whose instructions the machine at hand has; the fits are the same with each.
    init(_ book: FitBook, machine: vivier_machine) {
        self.book = book
        self.machine = machine
        rows = ScoreRows(book)
        credited = Slab(repeating: .zero, count: book.neededSkills.count)
        columns = Slab(repeating: .zero, count: book.plans.columns.count + book.plans.questions.count)
        common = Slab(repeating: .zero, count: book.weeks.count)
        hours = Slab(repeating: .zero, count: rows.distinctHours.count * rows.hourStride)
        fits = Slab(repeating: .zero, count: book.caseCount)
    }

    /// Scores a range of teams block by block, in order, until `body` answers false.
    package func forEachBlock(of teams: Range<Int>, _ body: (Block) -> Bool) {
        for first in stride(from: teams.lowerBound, to: teams.upperBound, by: Self.abreast) {
            let block = first..<min(first + Self.abreast, teams.upperBound)
            prepare(block)
            score()
            exclude(block)
            for half in stride(from: first, to: block.upperBound, by: Self.lanes) {
                let lent = Block(
                    firstTeam: half, count: min(Self.lanes, block.upperBound - half), caseCount: book.caseCount,
                    fits: half == first ? firstFits : firstFits + book.caseCount, machine: machine)
                guard body(lent) else { return }
            }
        }
    }

    private var firstFits: UnsafePointer<SIMD8<Int32>> { UnsafeRawPointer(fits.base).assumingMemoryBound(to: SIMD8<Int32>.self) }

    private func prepare(_ block: Range<Int>) {
        let profiles = block.map { TeamProfile(book.problem.teams[$0], in: book) }
        credited.fill(with: .zero)
        for (lane, profile) in profiles.enumerated() {
            book.neededSkills.forEachCredit(of: profile.team.members) { slot, grains in credited.raise(slot, lane: lane, to: grains) }
            for (week, halfHours) in profile.time.common.enumerated() { common.set(week, lane: lane, to: halfHours) }
        }
        vivier_count(machine, rows.skills.base, rows.skills.count, credited.base, SkillColumn.closed, columns.base)
        ask(profiles)
        // Sums of min(common, needed) half-hours before each week, for each distinct number of needed ones.
        for (index, needed) in rows.distinctHours.enumerated() {
            let most = SIMD16<Int32>(repeating: needed)
            var sum = SIMD16<Int32>.zero
            for week in 0..<book.weeks.count {
                hours[index * rows.hourStride + week] = sum
                let common = common[week]
                sum &+= common.replacing(with: most, where: common .> most)
            }
            hours[index * rows.hourStride + book.weeks.count] = sum
        }
    }

    private func ask(_ profiles: [TeamProfile]) {
        let (rules, first) = (book.problem.rules, book.plans.columns.count)
        let bits = SIMD16<Int32>((0..<16).map { 1 << $0 })
        let closed = SIMD16<Int32>(repeating: SkillColumn.closed)
        profiles.withUnsafeBufferPointer { teams in
            for index in book.plans.questions.indices {
                let failed = SIMD16(repeating: Int32(book.plans.questions[index].failed(by: teams, rules: rules))) & bits
                columns[first + index] = SIMD16.zero.replacing(with: closed, where: failed .== bits)
            }
        }
    }

    private func score() {
        let block = vivier_block(
            rows: rows.cases.base, case_count: book.caseCount, formulas: rows.formulas.base, entries: rows.entries.base,
            columns: UnsafeRawPointer(columns.base), hours: UnsafeRawPointer(hours.base), closed: Self.closed)
        withUnsafePointer(to: block) { vivier_score(machine, $0, fits.base) }
    }

    private func exclude(_ block: Range<Int>) {
        for (lane, team) in block.enumerated() {
            for exclusion in book.exclusions(of: team) { close(Int(exclusion.target), lane: lane) }
        }
        for lane in block.count..<Self.abreast {
            for target in 0..<book.caseCount { close(target, lane: lane) }
        }
    }

    private func close(_ target: Int, lane: Int) {
        let place = (lane / Self.lanes * book.caseCount + target) * Self.lanes + lane % Self.lanes
        fits.set(place / Self.abreast, lane: place % Self.abreast, to: Self.closed)
    }
}

extension Slab<SIMD16<Int32>> {
    /// One lane in memory, without taking the other fifteen through a register and back.
    @inline(__always)
    fileprivate func set(_ index: Int, lane: Int, to value: Int32) {
        assert(index >= 0 && index < count && lane >= 0 && lane < 16)
        UnsafeMutableRawPointer(base).storeBytes(of: value, toByteOffset: index * 64 + lane * 4, as: Int32.self)
    }

    /// The larger of what the lane has and a value.
    @inline(__always)
    fileprivate func raise(_ index: Int32, lane: Int, to value: Int32) {
        assert(index >= 0 && Int(index) < count && lane >= 0 && lane < 16)
        let place = UnsafeMutableRawPointer(base) + (Int(index) * 64 + lane * 4)
        place.storeBytes(of: Swift.max(value, place.load(as: Int32.self)), as: Int32.self)
    }

    fileprivate func fill(with value: SIMD16<Int32>) { base.update(repeating: value, count: count) }
}
