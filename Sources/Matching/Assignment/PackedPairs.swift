/// The pairs by team and by case, each in one word: fit in the low 14 bits, the other side's index above. Half the memory traffic of
/// two arrays, and memory traffic is what bidding costs.
final class PackedPairs<Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable> {
    static var fitBits: Int { 14 }
    /// Indices below this fit.
    static var indexLimit: Int { Word.bitWidth > 32 ? Int(Int32.max) : 1 << (Word.bitWidth - fitBits) }

    /// The pairs of team `t` are `rowStarts[t]..<rowStarts[t + 1]` of `rows`, with the case as index.
    let rowStarts: UnsafePointer<Int>
    let rows: Slab<Word>
    /// The pairs of case `c` are `columnStarts[c]..<columnStarts[c + 1]` of `columns`, with the team as index.
    let columnStarts: Slab<Int>
    let columns: Slab<Word>

    init(_ pairs: PairRows, layout: PlaceLayout) {
        let count = pairs.starts[layout.teamCount]
        rowStarts = pairs.starts
        rows = Slab(uninitialized: count)
        columns = Slab(uninitialized: count)
        columnStarts = Slab(repeating: 0, count: layout.caseCount + 2)
        // Counted two places on, so that filling leaves each start where it belongs.
        for pair in 0..<count { columnStarts[Int(pairs.cases[pair]) + 2] += 1 }
        for target in 0..<layout.caseCount { columnStarts[target + 2] += columnStarts[target + 1] }
        for team in 0..<layout.teamCount {
            for pair in pairs.pairs(of: team) {
                let fit = Word(truncatingIfNeeded: pairs.fits[pair])
                rows[pair] = Word(truncatingIfNeeded: pairs.cases[pair]) << Word(Self.fitBits) | fit
                let slot = Int(pairs.cases[pair]) + 1
                columns[columnStarts[slot]] = Word(truncatingIfNeeded: team) << Word(Self.fitBits) | fit
                columnStarts[slot] += 1
            }
        }
    }

    @inline(__always)
    static func index(_ word: Word) -> Int { Int(truncatingIfNeeded: word >> Word(fitBits)) }

    @inline(__always)
    static func fit(_ word: Word) -> Int32 { Int32(truncatingIfNeeded: word & ((1 << Word(fitBits)) - 1)) }

    @inline(__always)
    func row(_ team: Int) -> Range<Int> { Range(uncheckedBounds: (rowStarts[team], rowStarts[team + 1])) }

    @inline(__always)
    func column(_ target: Int) -> Range<Int> { Range(uncheckedBounds: (columnStarts[target], columnStarts[target + 1])) }
}
