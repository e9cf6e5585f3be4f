/// Working memory of the searches through a `LevelNetwork`: shortest distances by buckets, then depth-first search.
struct LevelSearch: ~Copyable {
    /// Reduced costs are taken against these.
    let potential: Slab<Int64>
    private let distances: Slab<Int64>
    private let reachedIn: Slab<UInt32>
    private let settledIn: Slab<UInt32>
    /// Nodes that the depth-first search stands on, or has found to lead nowhere, since it began.
    private let seenIn: Slab<UInt32>
    private let arcOf: Slab<Int>
    private let arcsIn: Slab<UInt32>
    private var stamp: UInt32 = 0
    private var buckets: [[Int32]] = []
    private var reached: [Int32] = []
    var steps = 0

    init(nodes: Int) {
        potential = Slab(repeating: 0, count: nodes)
        distances = Slab(repeating: 0, count: nodes)
        reachedIn = Slab(repeating: 0, count: nodes)
        settledIn = Slab(repeating: 0, count: nodes)
        seenIn = Slab(repeating: 0, count: nodes)
        arcOf = Slab(repeating: 0, count: nodes)
        arcsIn = Slab(repeating: 0, count: nodes)
    }

    func clearPotentials() {
        for node in 0..<potential.count { potential[node] = 0 }
    }

    // MARK: Distances

    mutating func begin() {
        if stamp == .max {
            for node in 0..<reachedIn.count { (reachedIn[node], settledIn[node], seenIn[node], arcsIn[node]) = (0, 0, 0, 0) }
            stamp = 0
        }
        stamp += 1
        reached.removeAll(keepingCapacity: true)
        for bucket in buckets.indices { buckets[bucket].removeAll(keepingCapacity: true) }
    }

    @inline(__always)
    mutating func relax(_ node: Int32, _ distance: Int64) {
        if reachedIn[node] == stamp, distances[node] <= distance { return }
        if reachedIn[node] != stamp { reached.append(node) }
        reachedIn[node] = stamp
        distances[node] = distance
        while buckets.count <= Int(distance) { buckets.append([]) }
        buckets[Int(distance)].append(node)
    }

    /// The next node at a distance, nil where there is none.
    mutating func next(at distance: Int64) -> Int32? {
        guard distance < buckets.count else { return nil }
        while let node = buckets[Int(distance)].popLast() {
            if settledIn[node] == stamp || distances[node] != distance { continue }
            settledIn[node] = stamp
            steps += 1
            return node
        }
        return nil
    }

    /// Whether a node is known that is farther.
    func isOpen(beyond distance: Int64) -> Bool { distance + 1 < buckets.count }

    /// Makes the shortest ways to what lies at `limit` cost nothing.
    func lowerPotentials(to limit: Int64) {
        for node in reached where distances[node] < limit { potential[node] -= limit - distances[node] }
    }

    // MARK: Depth first

    @inline(__always)
    func isSeen(_ node: Int32) -> Bool { seenIn[node] == stamp }
    @inline(__always)
    func see(_ node: Int32) { seenIn[node] = stamp }
    /// It was on a way that was found, and may be on another.
    @inline(__always)
    func forget(_ node: Int32) { seenIn[node] = 0 }

    /// The number of the arc to look at next, counted on.
    @inline(__always)
    func nextArc(_ node: Int32) -> Int {
        if arcsIn[node] != stamp { (arcsIn[node], arcOf[node]) = (stamp, 0) }
        defer { arcOf[node] += 1 }
        return arcOf[node]
    }
}
