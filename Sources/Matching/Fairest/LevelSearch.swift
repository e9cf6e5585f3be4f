/// Working memory of the searches through a `LevelNetwork`: shortest distances by buckets, then depth-first search along them, each step one
/// further from the start (Dinitz 1970).
struct LevelSearch: ~Copyable {
    /// Reduced costs are taken against these.
    let potential: Slab<Int64>
    private let distances: Slab<Int64>
    /// Steps from the start.
    private let depths: Slab<Int32>
    private let reachedIn: Slab<UInt32>
    private let settledIn: Slab<UInt32>
    /// Nodes that the depth-first search stands on, or has found to lead nowhere.
    private let seenIn: Slab<UInt32>
    private let arcOf: Slab<Int>
    private let arcsIn: Slab<UInt32>
    private var stamp: UInt32 = 0
    private var buckets: [[Int32]] = []
    /// How many of the bucket in work are done.
    private var done = 0
    private var reached: [Int32] = []
    /// Nodes whose potential may not be 0.
    private var lowered: [Int32] = []
    /// Arcs that the depth-first searches have looked at in all.
    private(set) var arcs = 0

    init(nodes: Int) {
        potential = Slab(repeating: 0, count: nodes)
        distances = Slab(repeating: 0, count: nodes)
        depths = Slab(repeating: 0, count: nodes)
        reachedIn = Slab(repeating: 0, count: nodes)
        settledIn = Slab(repeating: 0, count: nodes)
        seenIn = Slab(repeating: 0, count: nodes)
        arcOf = Slab(repeating: 0, count: nodes)
        arcsIn = Slab(repeating: 0, count: nodes)
    }

    mutating func clearPotentials() {
        for node in lowered { potential[node] = 0 }
        lowered.removeAll(keepingCapacity: true)
    }

    // MARK: Distances

    mutating func begin() {
        if stamp == .max {
            for node in 0..<reachedIn.count { (reachedIn[node], settledIn[node], seenIn[node], arcsIn[node]) = (0, 0, 0, 0) }
            stamp = 0
        }
        stamp += 1
        reached.removeAll(keepingCapacity: true)
        done = 0
        for bucket in buckets.indices { buckets[bucket].removeAll(keepingCapacity: true) }
    }

    @inline(__always)
    mutating func relax(_ node: Int32, _ distance: Int64, depth: Int32) {
        if reachedIn[node] == stamp, distances[node] <= distance { return }
        if reachedIn[node] != stamp { reached.append(node) }
        reachedIn[node] = stamp
        distances[node] = distance
        depths[node] = depth
        while buckets.count <= Int(distance) { buckets.append([]) }
        buckets[Int(distance)].append(node)
    }

    /// The next node at a distance, nil where there is none.
    mutating func next(at distance: Int64) -> Int32? {
        guard distance < buckets.count else { return nil }
        // The first in is the first out, so that of equal distances the fewest steps come first.
        while done < buckets[Int(distance)].count {
            let node = buckets[Int(distance)][done]
            done += 1
            if settledIn[node] == stamp || distances[node] != distance { continue }
            settledIn[node] = stamp
            return node
        }
        done = 0
        return nil
    }

    @inline(__always)
    func depth(_ node: Int32) -> Int32 { depths[node] }

    /// Whether a node lies one step behind another, and does not lead nowhere.
    @inline(__always)
    func follows(_ next: Int32, _ node: Int32) -> Bool {
        reachedIn[next] == stamp && depths[next] == depths[node] + 1 && seenIn[next] != stamp
    }

    /// Whether a node is known that is farther.
    func isOpen(beyond distance: Int64) -> Bool { distance + 1 < buckets.count }

    /// Makes the shortest ways to what lies at `limit` cost nothing.
    mutating func lowerPotentials(to limit: Int64) {
        for node in reached where distances[node] < limit {
            // None ever rises.
            if potential[node] == 0 { lowered.append(node) }
            potential[node] -= limit - distances[node]
        }
    }

    // MARK: Depth first

    @inline(__always)
    func see(_ node: Int32) { seenIn[node] = stamp }
    /// It was on a way that was found, and may be on another.
    @inline(__always)
    func forget(_ node: Int32) { seenIn[node] = 0 }

    /// The number of the arc to look at next, counted on.
    @inline(__always)
    mutating func nextArc(_ node: Int32) -> Int {
        arcs &+= 1
        if arcsIn[node] != stamp { (arcsIn[node], arcOf[node]) = (stamp, 0) }
        defer { arcOf[node] += 1 }
        return arcOf[node]
    }
}
