import Scoring
import Testing

@testable import Matching

/// Every machine that this one can stand for gives the numbers of the definition, and so the same.
@Suite("Scoring by machine")
struct ScoringTests {
    static let machines = [vivier_plain, vivier_avx2, vivier_avx512].filter { $0.rawValue <= vivier_best_machine().rawValue }

    /// One case, sixteen teams, one column of units a team and the hours it has.
    private struct Sample {
        var formula: FitFormula
        var weights: (skills: Int32, time: Int32)
        var units: [Int32] = []
        var hours: [Int32] = []
        var leastHalfHours: Int32

        init(_ dice: inout Dice) {
            // Short of the limits and at them, and where a case asks for nothing.
            repeat {
                let skillOf = dice.chance(10) ? 0 : Int32(dice.roll(1...(dice.chance(50) ? 2_000 : 16_000_000)))
                let timeOf = dice.chance(10) ? 0 : Int32(dice.roll(1...(dice.chance(50) ? 900 : 20_000)))
                weights = (Int32(dice.roll(0...100)), Int32(dice.roll(1...100)))
                formula = FitFormula(skillOf: skillOf, skillWeight: weights.skills, timeOf: timeOf, timeWeight: weights.time)
            } while !formula.isExact
            leastHalfHours = Int32(dice.roll(0...Int(formula.timeOf))) / (dice.chance(50) ? 1 : 8)
            for _ in 0..<vivier_lanes {
                let (skills, time) = (Int(formula.skillOf), Int(formula.timeOf))
                // At worst all of 127 gates are closed.
                let closed = SkillColumn.closed * Int32(dice.chance(50) ? 1 : 127)
                units.append(dice.chance(20) ? closed : Int32([0, skills, dice.roll(0...skills)][dice.roll(0...2)]))
                hours.append(Int32([0, time, dice.roll(0...time)][dice.roll(0...2)]))
            }
        }

        /// The rounded mean, in whole numbers.
        func exact(_ lane: Int) -> Int32 {
            guard units[lane] >= 0, hours[lane] >= leastHalfHours else { return DenseScoring.closed }
            let (skillOf, timeOf) = (Int128(max(1, formula.skillOf)), Int128(max(1, formula.timeOf)))
            let skills = formula.skillOf == 0 ? 1 : Int128(units[lane])
            let time = formula.timeOf == 0 ? 1 : Int128(hours[lane])
            let of = Int128(weights.skills + weights.time) * skillOf * timeOf
            let top = Int128(weights.skills) * skills * timeOf + Int128(weights.time) * time * skillOf
            return Int32((20_000 * top + of) / (2 * of))
        }
    }

    private func scored(_ samples: [Sample], on machine: vivier_machine) -> [[Int32]] {
        let columns = Slab<SIMD16<Int32>>(repeating: .zero, count: samples.count)
        let hours = Slab<SIMD16<Int32>>(repeating: .zero, count: samples.count + 1)
        let fits = Slab<SIMD16<Int32>>(repeating: .zero, count: samples.count)
        var rows: [vivier_row] = []
        for (index, sample) in samples.enumerated() {
            columns[samples.count - 1 - index] = SIMD16(sample.units)
            // What comes before the window cancels out.
            hours[index + 1] = hours[index] &+ SIMD16(sample.hours)
            rows.append(
                vivier_row(
                    entry_count: 1, hours_from: Int32(index), hours_until: Int32(index) + 1, least_half_hours: sample.leastHalfHours,
                    target: Int32(index), formula: Int32(index)))
        }
        rows.reverse()
        let rowSlab = Slab(rows)
        let entries = Slab(Array(0..<Int32(samples.count)))
        let formulas = Slab(samples.map(\.formula.arithmetic))
        let block = vivier_block(
            rows: rowSlab.base, case_count: samples.count, formulas: formulas.base, entries: entries.base,
            columns: UnsafeRawPointer(columns.base), hours: UnsafeRawPointer(hours.base), closed: DenseScoring.closed)
        withUnsafePointer(to: block) { vivier_score(machine, $0, fits.base) }
        let flat = fits.array().flatMap { lanes in (0..<16).map { lanes[$0] } }
        return samples.indices.map { index in
            Array(flat[index * 8..<index * 8 + 8]) + flat[(samples.count + index) * 8..<(samples.count + index) * 8 + 8]
        }
    }

    @Test(arguments: machines)
    func `the points of a block are the exact ones`(_ machine: vivier_machine) {
        var dice = Dice(seed: 2_026)
        let samples = (0..<4_000).map { _ in Sample(&dice) }
        var (closed, seen) = (0, Set<Int32>())
        for (sample, found) in zip(samples, scored(samples, on: machine)) {
            let exact = (0..<Int(vivier_lanes)).map(sample.exact)
            guard found == exact else {
                Issue.record("\(sample) gives \(found), not \(exact)")
                return
            }
            let differs = exact.indices.first { lane in
                exact[lane] >= 0 && sample.formula.points(skillUnits: sample.units[lane], timeUnits: sample.hours[lane]) != exact[lane]
            }
            #expect(differs == nil, "\(sample)")
            closed += exact.count { $0 == DenseScoring.closed }
            seen.formUnion(exact)
        }
        #expect(closed > 1_000 && seen.count > 4_000 && seen.contains(0) && seen.contains(10_000), "\(closed) \(seen.count)")
    }

    @Test(arguments: machines)
    func `the units of a column are those of the definition`(_ machine: vivier_machine) {
        var dice = Dice(seed: 7)
        let grains = Slab<SIMD16<Int32>>(repeating: .zero, count: 40)
        for slot in 0..<40 { grains[slot] = SIMD16((0..<16).map { _ in dice.chance(30) ? 0 : Int32(dice.roll(0...400)) }) }
        let columns = (0..<900).map { _ in
            vivier_column(
                slot: Int32(dice.roll(0...39)), gate_grains: dice.chance(30) ? 0 : Int32(dice.roll(0...400)),
                factor: 12 / Int32(dice.roll(1...4)), scale: Int32(dice.roll(12...1_200)), weight: Int32(dice.roll(0...100)))
        }
        let columnSlab = Slab(columns)
        let found = Slab<SIMD16<Int32>>(repeating: .zero, count: columns.count)
        vivier_count(machine, columnSlab.base, columns.count, grains.base, SkillColumn.closed, found.base)
        for (index, column) in columns.enumerated() {
            let held = (0..<16).map { grains[column.slot][$0] }
            let units = held.map { min($0 * column.factor, column.scale) * column.weight }
            #expect((0..<16).map { found[index][$0] } == zip(held, units).map { $0 < column.gate_grains ? SkillColumn.closed : $1 })
            #expect(held.map { vivier_units(column, $0) } == units)
        }
    }

    @Test(arguments: machines)
    func `rounds have the fits of their explanations on every machine`(_ machine: vivier_machine) throws {
        for seed in 1...20 {
            var rounds = RandomRounds(seed: UInt64(seed) + 6_000)
            let book = try FitBook(rounds.problem(teams: 37, cases: 1 + seed * 3))
            var next = 0
            DenseScoring(book, machine: machine).forEachBlock(of: 0..<book.teamCount) { block in
                #expect(block.firstTeam == next)
                next += block.count
                for lane in 0..<DenseScoring.lanes {
                    let row = (0..<block.caseCount).map { block.fits[$0][lane] }
                    let alone =
                        lane < block.count
                        ? book.explanations(team: block.firstTeam + lane, targets: 0..<book.caseCount).map { $0.fit ?? DenseScoring.closed }
                        : Array(repeating: DenseScoring.closed, count: book.caseCount)
                    #expect(row == alone, "seed \(seed), team \(block.firstTeam + lane)")
                }
                return true
            }
            #expect(next == book.teamCount)
        }
    }

    @Test(arguments: machines)
    func `the sieve lets through what exceeds its floors and nothing else`(_ machine: vivier_machine) {
        var dice = Dice(seed: 11)
        for caseCount in [1, 7, 255, 256, 257, 700] {
            let fits = Slab<SIMD8<Int32>>(repeating: .zero, count: caseCount)
            func lanes(_ range: ClosedRange<Int>) -> SIMD8<Int32> { SIMD8((0..<8).map { _ in Int32(dice.roll(range)) }) }
            for target in 0..<caseCount {
                fits[target] = lanes(0...99)
                for lane in 0..<8 where dice.chance(30) { fits[target][lane] = DenseScoring.closed }
            }
            let prices = (0..<caseCount).map { _ in dice.chance(10) ? Int32(1 << 30) - 1 : Int32(dice.roll(0...60)) }
            let caseFloors = (0..<caseCount).map { _ in dice.chance(10) ? Int32.max : Int32(dice.roll(-1...99)) }
            var (floor, least) = (lanes(-20...99), SIMD8<Int32>(repeating: -1))
            (floor[3], least[3]) = (.max, .max)
            let block = DenseScoring.Block(firstTeam: 40, count: 8, caseCount: caseCount, fits: UnsafePointer(fits.base), machine: machine)
            let sieve = LaneSieve()
            var (left, wanted, counts, walked) = ([[Int]](), [[Int]](), SIMD8<Int32>.zero, [Int]())
            for cases in LaneSieve.walk(over: block) {
                walked += cases
                sieve.sift(block, cases, prices: prices, floor: floor)
                sieve.forEach(in: cases) { left.append([$0, $1]) }
                sieve.sift(block, cases, least: least, floor: floor, caseFloors: caseFloors, counts: &counts)
                sieve.forEach(in: cases) { wanted.append([$0, $1]) }
            }
            #expect(walked.sorted() == Array(0..<caseCount))
            let pairs = walked.flatMap { target in (0..<8).map { [target, $0] } }
            #expect(left == pairs.filter { fits[$0[0]][$0[1]] - prices[$0[0]] > floor[$0[1]] })
            #expect(
                wanted
                    == pairs.filter { pair in
                        let fit = fits[pair[0]][pair[1]]
                        return fit > least[pair[1]] && (fit > floor[pair[1]] || fit > caseFloors[pair[0]])
                    })
            for lane in 0..<8 { #expect(Int(counts[lane]) == pairs.count { $0[1] == lane && fits[$0[0]][lane] > least[lane] }) }
        }
    }
}
