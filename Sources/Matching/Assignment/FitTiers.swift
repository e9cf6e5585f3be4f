/// Eight ranges of fits, the best first; the last holds all that lies far from the best. Where pairs stand by tier, whoever looks for
/// the best may stop at the first tier that cannot beat what was found, without the cost of sorting.
struct FitTiers {
    static let count = 8

    /// The largest fit of any pair.
    private let largest: Int32
    /// Seven tiers are 2 to this power wide.
    private let width: Int32
    /// The largest fit of the last tier.
    private let lastMost: Int32
    /// Whether all pairs have one fit.
    let isFlat: Bool

    init(_ fits: UnsafePointer<Int32>, count: Int, watch: inout CancelWatch) {
        var largest: Int32 = 0
        watch.forEach(in: 0..<count) { largest = max(largest, fits[$0]) }
        var sample: [Int32] = []
        for pair in stride(from: 0, to: count, by: max(1, count / 1024)) { sample.append(fits[pair]) }
        sample.sort(by: >)
        // About a third of the pairs stand before the last tier.
        let spread = sample.isEmpty ? 0 : largest - sample[sample.count / 3]
        var width: Int32 = 0
        while (Int32(Self.count) - 1) << width <= spread { width += 1 }
        let last = largest - (Int32(Self.count) - 1) << width
        var lastMost = Int32.min
        var least = largest
        watch.forEach(in: 0..<count) { pair in
            lastMost = max(lastMost, fits[pair] <= last ? fits[pair] : Int32.min)
            least = min(least, fits[pair])
        }
        self.lastMost = lastMost
        isFlat = least == largest
        self.largest = largest
        self.width = width
    }

    @inline(__always)
    func tier(ofFit fit: Int32) -> Int32 { min(Int32(Self.count) &- 1, (largest &- fit) &>> width) }

    /// No pair further on has a larger fit.
    @inline(__always)
    func most(from fit: Int32) -> Int32 {
        let tier = tier(ofFit: fit)
        return tier < Int32(Self.count) &- 1 ? largest &- tier &<< width : lastMost
    }
}
