/// The pairs that the sparse problem holds, in compressed rows by team, each row by case.
struct DenseEdges: Sendable {
    struct Edge: Sendable {
        var target: Int32
        var fit: Int32
    }

    private(set) var rowStarts: [Int]
    private(set) var cases: [Int32] = []
    private(set) var fits: [Int32] = []

    init(teams: Int) { rowStarts = Array(repeating: 0, count: teams + 1) }

    /// Adds pairs, by team; those that are there already are not doubled.
    ///
    /// - Parameter watch: where it is to end before, what is held is of no use.
    mutating func add(_ additions: [[Edge]], watch: inout CancelWatch) {
        var (starts, newCases, newFits): ([Int], [Int32], [Int32]) = ([0], [], [])
        let room = cases.count + additions.reduce(0) { $0 + $1.count }
        starts.reserveCapacity(rowStarts.count)
        newCases.reserveCapacity(room)
        newFits.reserveCapacity(room)
        for (team, added) in additions.enumerated() {
            if watch.isOver(after: 32 + rowStarts[team + 1] - rowStarts[team] + 8 * added.count) { return }
            var old = rowStarts[team]
            let end = rowStarts[team + 1]
            func keep(below limit: Int32) {
                while old < end, cases[old] < limit {
                    newCases.append(cases[old])
                    newFits.append(fits[old])
                    old += 1
                }
            }
            var last: Int32 = -1
            for edge in added.sorted(by: { $0.target < $1.target }) where edge.target != last {
                last = edge.target
                keep(below: edge.target)
                if old < end, cases[old] == edge.target { continue }
                newCases.append(edge.target)
                newFits.append(edge.fit)
            }
            keep(below: .max)
            starts.append(newCases.count)
        }
        (rowStarts, cases, fits) = (starts, newCases, newFits)
    }
}
