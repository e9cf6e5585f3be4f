/// The pairs by team and by case, each in one word: fit in the high 14 bits, the other side's index below. Half the memory traffic of
/// two arrays, and memory traffic is what bidding costs.
///
/// Within a row or a column the pairs stand by tiers of fit, the best tier first; within a tier in the order of the problem.
final class PackedPairs<Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable> {
    static var fitBits: Int { 14 }
    static var indexBits: Int { Word.bitWidth - fitBits }
    /// Indices below this fit.
    static var indexLimit: Int { Word.bitWidth > 32 ? Int(Int32.max) : 1 << indexBits }

    let tiers: FitTiers
    /// The pairs of team `t` are `rowStarts[t]..<rowStarts[t + 1]` of `rows`, with the case as index.
    let rowStarts: UnsafePointer<Int>
    let rows: Slab<Word>
    /// The pairs of case `c` are `columnStarts[c]..<columnStarts[c + 1]` of `columns`, with the team as index.
    let columnStarts: Slab<Int>
    let columns: Slab<Word>

    /// - Parameter watch: where it is to end before, the rows are of no use.
    init(_ pairs: PairRows, layout: PlaceLayout, watch: inout CancelWatch) {
        let count = pairs.starts[layout.teamCount]
        tiers = FitTiers(pairs.fits, count: count, watch: &watch)
        rowStarts = pairs.starts
        rows = Slab(uninitialized: count)
        columns = Slab(uninitialized: count)
        columnStarts = Slab(repeating: 0, count: layout.caseCount + 2)
        var longest = 0
        // Starts stand one place on, so that filling leaves each where it belongs.
        for target in 0..<layout.caseCount {
            longest = max(longest, Int(layout.named[target]))
            columnStarts[target + 2] = columnStarts[target + 1] + Int(layout.named[target])
        }
        for team in 0..<layout.teamCount { longest = max(longest, row(team).count) }
        let scratch = Slab<Word>(uninitialized: longest)
        for team in 0..<layout.teamCount {
            let row = row(team)
            // Tiers that were not looked for to the end may leave fits out.
            if watch.isOver(after: 1 + 2 * row.count) { return }
            for pair in row {
                let slot = Int(pairs.cases[pair]) &+ 1
                columns[columnStarts[slot]] = Self.word(pairs.fits[pair], Int32(truncatingIfNeeded: team))
                columnStarts[slot] &+= 1
                scratch[pair &- row.lowerBound] = Self.word(pairs.fits[pair], pairs.cases[pair])
            }
            order(scratch.base, row.count, into: rows.base + row.lowerBound)
        }
        for target in 0..<layout.caseCount where !tiers.isFlat {
            let column = column(target)
            if watch.isOver(after: 1 + 2 * column.count) { return }
            scratch.base.update(from: columns.base + column.lowerBound, count: column.count)
            order(scratch.base, column.count, into: columns.base + column.lowerBound)
        }
    }

    /// Puts words in the order of their tiers. Up to 255 the eight counters are the bytes of one word, and their running sums one product.
    private func order(_ words: UnsafePointer<Word>, _ count: Int, into ordered: UnsafeMutablePointer<Word>) {
        let tiers = tiers
        if tiers.isFlat { return ordered.update(from: words, count: count) }
        if count < 256 {
            var counts: UInt64 = 0
            for index in 0..<count { counts &+= 1 &<< (8 &* UInt64(truncatingIfNeeded: tiers.tier(ofFit: Self.fit(words[index])))) }
            var next = counts &* 0x0101_0101_0101_0100
            for index in 0..<count {
                let shift = 8 &* UInt64(truncatingIfNeeded: tiers.tier(ofFit: Self.fit(words[index])))
                ordered[Int(truncatingIfNeeded: (next &>> shift) & 0xff)] = words[index]
                next &+= 1 &<< shift
            }
            return
        }
        var next = [Int](repeating: 0, count: FitTiers.count + 1)
        for index in 0..<count { next[Int(tiers.tier(ofFit: Self.fit(words[index]))) + 1] += 1 }
        for tier in 1...FitTiers.count { next[tier] += next[tier - 1] }
        for index in 0..<count {
            let tier = Int(tiers.tier(ofFit: Self.fit(words[index])))
            ordered[next[tier]] = words[index]
            next[tier] += 1
        }
    }

    @inline(__always)
    private static func word(_ fit: Int32, _ index: Int32) -> Word {
        Word(truncatingIfNeeded: fit) &<< Word(indexBits) | Word(truncatingIfNeeded: index)
    }

    @inline(__always)
    static func index(_ word: Word) -> Int { Int(truncatingIfNeeded: word & ((1 << Word(indexBits)) - 1)) }

    @inline(__always)
    static func fit(_ word: Word) -> Int32 { Int32(truncatingIfNeeded: word &>> Word(indexBits)) }

    @inline(__always)
    func row(_ team: Int) -> Range<Int> { Range(uncheckedBounds: (rowStarts[team], rowStarts[team + 1])) }

    @inline(__always)
    func column(_ target: Int) -> Range<Int> { Range(uncheckedBounds: (columnStarts[target], columnStarts[target &+ 1])) }
}
