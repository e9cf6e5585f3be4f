/// Folded labels in one run of bytes: found exactly by binary search, and nearly by the trigrams they share with what was typed.
///
/// A trigram is three neighbouring bytes of the label with a space before it; `postings` lists for each trigram the labels that have it.
/// Building is O(bytes) but for the sort; 90,000 labels take about 15 MB.
struct LabelTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each label begins, and where the last one ends.
    private var starts: [Int32] = [0]
    /// The labels in the order of their bytes.
    private var sorted: [Int32] = []
    private var postingStarts: [Int32] = []
    private var postings: [Int32] = []

    init(_ labels: some Sequence<[UInt8]>) {
        for label in labels {
            bytes += label
            starts.append(Int32(bytes.count))
        }
        sort()
        post()
    }

    var count: Int { starts.count - 1 }

    subscript(label: Int) -> ArraySlice<UInt8> { bytes[Int(starts[label])..<Int(starts[label + 1])] }

    func length(_ label: Int) -> Int { Int(starts[label + 1] - starts[label]) }

    /// The labels that are these bytes, or where `asBeginning` is set, begin with them; in the order of their bytes.
    func labels(_ wanted: [UInt8], asBeginning: Bool = false) -> ArraySlice<Int32> {
        let first = sorted.partitioningIndex { !self[Int($0)].lexicographicallyPrecedes(wanted) }
        let rest = sorted[first...]
        return rest.prefix { asBeginning ? self[Int($0)].starts(with: wanted) : self[Int($0)].elementsEqual(wanted) }
    }

    /// Calls back with each label that shares at least `least` of the trigrams, and the number of those it shares.
    ///
    /// O(postings of these trigrams): the inner loop of a search, some 100,000 steps for a long text.
    func forEachLabel(sharing least: Int, of trigrams: [Int], _ body: (_ label: Int, _ shared: Int) -> Void) {
        var reached: [Int32] = []
        let shared = [UInt8](unsafeUninitializedCapacity: count) { shared, initialized in
            shared.initialize(repeating: 0)
            initialized = count
            postings.withUnsafeBufferPointer { postings in
                for trigram in trigrams.prefix(Int(UInt8.max)) {
                    for label in postings[Int(postingStarts[trigram])..<Int(postingStarts[trigram + 1])] {
                        shared[Int(label)] &+= 1
                        if shared[Int(label)] == least { reached.append(label) }
                    }
                }
            }
        }
        for label in reached { body(Int(label), Int(shared[Int(label)])) }
    }

    /// Lends the bytes of a label, for comparisons that run over many.
    func withBytes<Result>(of label: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[Int(starts[label])..<Int(starts[label + 1])])) }
    }

    /// The different trigrams of a text with a space before it, each as a number below ``trigramCount``.
    static func trigrams(of text: some Sequence<UInt8>) -> [Int] {
        var found: [Int] = []
        forEachTrigram(of: text) { trigram in
            if !found.contains(trigram) { found.append(trigram) }
        }
        return found
    }

    static let trigramCount = 1 << 18

    private static func forEachTrigram(of text: some Sequence<UInt8>, _ body: (Int) -> Void) {
        var trigram = 0
        var length = 1
        for byte in text {
            trigram = (trigram << 6 | Int(codes[Int(byte)])) & (trigramCount - 1)
            length += 1
            if length >= 3 { body(trigram) }
        }
    }

    /// Six bits for each byte of a folded label; letters beyond ASCII share some, and are told apart when hits are ranked.
    private static let codes: [UInt8] = (0...UInt8.max).map { byte in
        switch byte {
        case 0x20: 0
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 27
        case UInt8(ascii: "+"): 37
        case UInt8(ascii: "#"): 38
        default: 39 + byte % 25
        }
    }

    private mutating func sort() {
        // The first eight bytes decide nearly always, as one number.
        let keyed = (0..<count).map { label in
            let beginning = self[label].prefix(8)
            let key = beginning.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } << (8 * UInt64(8 - beginning.count))
            return (key: key, label: Int32(label))
        }
        sorted = keyed.sorted { left, right in
            if left.key != right.key { return left.key < right.key }
            let (a, b) = (self[Int(left.label)], self[Int(right.label)])
            if a.lexicographicallyPrecedes(b) { return true }
            return left.label < right.label && !b.lexicographicallyPrecedes(a)
        }
        .map(\.label)
    }

    private mutating func post() {
        var lastWith = [Int32](repeating: -1, count: Self.trigramCount)
        var ends = [Int32](repeating: 0, count: Self.trigramCount + 1)
        for label in 0..<count {
            Self.forEachTrigram(of: self[label]) { trigram in
                guard lastWith[trigram] != label else { return }
                lastWith[trigram] = Int32(label)
                ends[trigram + 1] += 1
            }
        }
        for trigram in 0..<Self.trigramCount { ends[trigram + 1] += ends[trigram] }
        postingStarts = ends
        var posted = [Int32](repeating: 0, count: Int(ends[Self.trigramCount]))
        lastWith = [Int32](repeating: -1, count: Self.trigramCount)
        var next = ends
        for label in 0..<count {
            Self.forEachTrigram(of: self[label]) { trigram in
                guard lastWith[trigram] != label else { return }
                lastWith[trigram] = Int32(label)
                posted[Int(next[trigram])] = Int32(label)
                next[trigram] += 1
            }
        }
        postings = posted
    }
}

extension Array {
    /// The first index at which `isBehind` holds, where it holds for a whole end of the array; O(log n).
    fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
