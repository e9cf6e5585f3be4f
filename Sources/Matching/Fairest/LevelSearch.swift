/// Working memory of the searches through a `LevelNetwork`: shortest distances by buckets, then depth-first search along them, each step one
/// further from the start (Dinitz 1970).
struct LevelSearch: ~Copyable {
    /// What is known of a node, side by side: whoever looks at one thing looks at the others.
    private struct Node: BitwiseCopyable {
        var potential: Int32 = 0
        var distance: Int32 = 0
        /// Steps from the start.
        var depth: Int32 = 0
        /// The arc that the depth-first search looks at next.
        var arc: Int32 = 0
        var reachedIn: UInt32 = 0
        var settledIn: UInt32 = 0
        /// The depth-first search stands on it, or has found it to lead nowhere.
        var seenIn: UInt32 = 0
        var arcIn: UInt32 = 0
    }

    private let nodes: Slab<Node>
    private var stamp: UInt32 = 0
    private var buckets: [[Int32]] = []
    /// How many of the bucket in work are done.
    private var done = 0
    private var reached: [Int32] = []
    /// Nodes whose potential may not be 0.
    private var lowered: [Int32] = []
    /// Arcs that the depth-first searches have looked at in all.
    private(set) var arcs = 0

    init(nodes: Int) { self.nodes = Slab(repeating: Node(), count: nodes) }

    /// Reduced costs are taken against these.
    @inline(__always)
    func potential(_ node: Int32) -> Int64 { Int64(nodes[node].potential) }

    mutating func clearPotentials() {
        for node in lowered { nodes[node].potential = 0 }
        lowered.removeAll(keepingCapacity: true)
    }

    // MARK: Distances

    mutating func begin() {
        if stamp == .max {
            for node in 0..<nodes.count {
                (nodes[node].reachedIn, nodes[node].settledIn, nodes[node].seenIn, nodes[node].arcIn) = (0, 0, 0, 0)
            }
            stamp = 0
        }
        stamp += 1
        reached.removeAll(keepingCapacity: true)
        done = 0
        for bucket in buckets.indices { buckets[bucket].removeAll(keepingCapacity: true) }
    }

    @inline(__always)
    mutating func relax(_ node: Int32, _ distance: Int64, depth: Int32) {
        let near = Int32(truncatingIfNeeded: distance)
        if nodes[node].reachedIn == stamp {
            if nodes[node].distance <= near { return }
        } else {
            reached.append(node)
            nodes[node].reachedIn = stamp
        }
        nodes[node].distance = near
        nodes[node].depth = depth
        while buckets.count <= Int(near) { buckets.append([]) }
        buckets[Int(near)].append(node)
    }

    /// The next node at a distance, nil where there is none.
    mutating func next(at distance: Int64) -> Int32? {
        guard distance < buckets.count else { return nil }
        // The first in is the first out, so that of equal distances the fewest steps come first.
        while done < buckets[Int(distance)].count {
            let node = buckets[Int(distance)][done]
            done += 1
            if nodes[node].settledIn == stamp || nodes[node].distance != distance { continue }
            nodes[node].settledIn = stamp
            return node
        }
        done = 0
        return nil
    }

    @inline(__always)
    func depth(_ node: Int32) -> Int32 { nodes[node].depth }

    /// Whether a node lies one step behind another, and does not lead nowhere.
    @inline(__always)
    func follows(_ next: Int32, _ node: Int32) -> Bool {
        let next = nodes[next]
        return next.reachedIn == stamp && next.depth == nodes[node].depth + 1 && next.seenIn != stamp
    }

    /// Whether a node is known that is farther.
    func isOpen(beyond distance: Int64) -> Bool { distance + 1 < buckets.count }

    /// Makes the shortest ways to what lies at `limit` cost nothing.
    mutating func lowerPotentials(to limit: Int64) {
        let limit = Int32(truncatingIfNeeded: limit)
        for node in reached where nodes[node].distance < limit {
            // None ever rises.
            if nodes[node].potential == 0 { lowered.append(node) }
            nodes[node].potential -= limit - nodes[node].distance
        }
    }

    // MARK: Depth first

    @inline(__always)
    func see(_ node: Int32) { nodes[node].seenIn = stamp }
    /// It was on a way that was found, and may be on another.
    @inline(__always)
    func forget(_ node: Int32) { nodes[node].seenIn = 0 }

    /// The number of the arc to look at next, counted on.
    @inline(__always)
    mutating func nextArc(_ node: Int32) -> Int {
        arcs &+= 1
        if nodes[node].arcIn != stamp { (nodes[node].arcIn, nodes[node].arc) = (stamp, 0) }
        defer { nodes[node].arc += 1 }
        return Int(nodes[node].arc)
    }
}
