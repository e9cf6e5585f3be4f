/// The best few cases of each of eight teams, kept while a row of values goes by.
struct TopLanes: ~Copyable {
    struct Entry: BitwiseCopyable {
        /// What decides: the fit, or what is left of it above the price.
        var value: Int32
        var target: Int32
        var fit: Int32
    }

    private let limit: Int
    private let entries: Slab<Entry>
    private let counts: Slab<Int>
    /// What a value must exceed to be taken.
    private(set) var floor = SIMD8<Int32>(repeating: -1)

    init(limit: Int) {
        self.limit = limit
        entries = Slab(repeating: Entry(value: 0, target: 0, fit: 0), count: limit * DenseScoring.lanes)
        counts = Slab(repeating: 0, count: DenseScoring.lanes)
    }

    /// Empties all lanes; each takes values above its floor only.
    mutating func reset(floor: SIMD8<Int32>) {
        self.floor = floor
        for lane in 0..<DenseScoring.lanes { counts[lane] = 0 }
    }

    /// Takes a value above the lane's floor; of equal values the first to come stays.
    mutating func take(_ entry: Entry, lane: Int) {
        let base = lane * limit
        var position = counts[lane]
        if position == limit { position -= 1 } else { counts[lane] += 1 }
        while position > 0, entries[base + position - 1].value < entry.value {
            entries[base + position] = entries[base + position - 1]
            position -= 1
        }
        entries[base + position] = entry
        if counts[lane] == limit { floor[lane] = entries[base + limit - 1].value }
    }

    /// The entries of a lane, best first.
    func forEach(lane: Int, _ body: (Entry) -> Void) {
        for position in 0..<counts[lane] { body(entries[lane * limit + position]) }
    }

    /// Whether a lane has as many as it keeps.
    func isFull(lane: Int) -> Bool { counts[lane] == limit }

    func best(lane: Int) -> Entry? { counts[lane] == 0 ? nil : entries[lane * limit] }
}
