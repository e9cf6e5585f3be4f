/// Working memory of one shortest-path search after another over cases, then companies. A stamp per search saves clearing it.
struct Search: ~Copyable {
    var queue = DistanceQueue()
    /// Nodes whose distance is final, in order of distance.
    var settled: [Int32] = []
    /// The team whose move reached a case, `byCompany` where its company's place did; of a company the case that reached it.
    let cameBy: Slab<Int32>
    /// In the reverse search: the case to which the team `cameBy` moves.
    let towards: Slab<Int32>

    /// Of no meaning: what was read ahead of its use is summed up here, so that it is read.
    var asked: Int64 = 0

    private let distances: Slab<Int64>
    private let reachedIn: Slab<UInt32>
    private let settledIn: Slab<UInt32>
    private var stamp: UInt32 = 0

    static let byCompany: Int32 = -2

    init(nodes: Int) {
        cameBy = Slab(repeating: -1, count: nodes)
        towards = Slab(repeating: -1, count: nodes)
        distances = Slab(repeating: 0, count: nodes)
        reachedIn = Slab(repeating: 0, count: nodes)
        settledIn = Slab(repeating: 0, count: nodes)
    }

    mutating func begin() {
        if stamp == .max {
            for node in 0..<reachedIn.count { (reachedIn[node], settledIn[node]) = (0, 0) }
            stamp = 0
        }
        stamp += 1
        queue.removeAll()
        settled.removeAll(keepingCapacity: true)
    }

    /// The distance of a settled node.
    @inline(__always)
    func distance(_ node: Int32) -> Int64 { distances[node] }

    /// How far a node is by the ways known, `Int64.max` where there is none.
    @inline(__always)
    func reached(_ node: Int32) -> Int64 { reachedIn[node] == stamp ? distances[node] : .max }

    /// How far the nearest node not yet settled is, `Int64.max` where there is none.
    mutating func nearest() -> Int64 {
        while let entry = queue.first {
            if settledIn[entry.node] != stamp, entry.distance == distances[entry.node] { return entry.distance }
            _ = queue.pop()
        }
        return .max
    }

    /// Settles the nearest node, which must exist: `nearest` has just found it.
    mutating func settle() -> Int32 {
        guard let node = next(below: .max) else { preconditionFailure("a node was seen to be left") }
        return node
    }

    /// Notes a way to a node where it is shorter than those known.
    @inline(__always)
    mutating func relax(_ node: Int32, _ distance: Int64, by mover: Int32, towards target: Int32 = -1) {
        if reachedIn[node] == stamp, distances[node] <= distance { return }
        reachedIn[node] = stamp
        distances[node] = distance
        cameBy[node] = mover
        towards[node] = target
        queue.push(distance, node)
    }

    /// The nearest node not yet settled, nil where none is nearer than `limit`.
    mutating func next(below limit: Int64) -> Int32? {
        while let entry = queue.pop() {
            if entry.distance >= limit { return nil }
            if settledIn[entry.node] == stamp || entry.distance != distances[entry.node] { continue }
            settledIn[entry.node] = stamp
            settled.append(entry.node)
            return entry.node
        }
        return nil
    }
}
