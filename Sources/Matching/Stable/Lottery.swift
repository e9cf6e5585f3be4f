/// The draw that decides what preferences leave equal: a permutation that anyone can repeat from the published seed.
///
/// SplitMix64 (Steele, Lea and Flood, 2014) feeds a Fisher–Yates shuffle; Lemire's multiplication (2019) keeps each draw unbiased.
package struct Lottery: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// Who is drawn at each place: each of `0..<count` once.
    package mutating func draw(_ count: Int) -> [Int32] {
        var drawn = (0..<Int32(count)).map { $0 }
        for last in stride(from: count - 1, to: 0, by: -1) { drawn.swapAt(last, Int(below(UInt64(last) + 1))) }
        return drawn
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: UInt64) -> UInt64 {
        while true {
            let product = next().multipliedFullWidth(by: limit)
            // A draw in the uneven rest is thrown away.
            if product.low >= (0 &- limit) % limit { return product.high }
        }
    }
}
