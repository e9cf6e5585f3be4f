/// The best few teams of every case, kept while rows of fits go by: a heap each, the worst on top.
struct CaseShortlists: Sendable {
    struct Entry: Sendable {
        var fit: Int32
        var team: Int32

        /// Of equal fits the team that comes later is worse.
        func isWorse(than other: Entry) -> Bool { fit != other.fit ? fit < other.fit : team > other.team }
    }

    /// Where each case's entries begin; one more entry than cases.
    private let starts: [Int]
    private var counts: [Int]
    private var entries: [Entry]
    /// What a fit must exceed to be taken: −1 while there is room.
    private(set) var floors: [Int32]

    /// - Parameter limits: how many teams each case keeps.
    init(limits: [Int]) {
        var starts = [0]
        for limit in limits { starts.append(starts[starts.count - 1] + limit) }
        self.starts = starts
        counts = Array(repeating: 0, count: limits.count)
        entries = Array(repeating: Entry(fit: 0, team: 0), count: starts[limits.count])
        floors = limits.map { $0 == 0 ? .max : -1 }
    }

    /// Takes a fit above the case's floor. Teams come in ascending order.
    mutating func take(_ entry: Entry, target: Int) {
        let start = starts[target]
        let limit = starts[target + 1] - start
        if counts[target] < limit {
            entries[start + counts[target]] = entry
            counts[target] += 1
            if counts[target] == limit {
                for root in stride(from: limit / 2 - 1, through: 0, by: -1) { sink(root, start, limit) }
                floors[target] = entries[start].fit
            }
        } else {
            entries[start] = entry
            sink(0, start, limit)
            floors[target] = entries[start].fit
        }
    }

    private mutating func sink(_ root: Int, _ start: Int, _ limit: Int) {
        var node = root
        while true {
            var child = 2 * node + 1
            guard child < limit else { return }
            if child + 1 < limit, entries[start + child + 1].isWorse(than: entries[start + child]) { child += 1 }
            guard entries[start + child].isWorse(than: entries[start + node]) else { return }
            entries.swapAt(start + node, start + child)
            node = child
        }
    }

    /// Who was kept for a case, in no order.
    func teams(of target: Int) -> ArraySlice<Entry> { entries[starts[target]..<starts[target] + counts[target]] }

    /// The best of several ranges of teams together.
    static func best(of parts: [CaseShortlists], target: Int) -> ArraySlice<Entry> {
        guard let first = parts.first, parts.count > 1 else { return parts.first?.teams(of: target) ?? [] }
        let all = parts.flatMap { $0.teams(of: target) }.sorted { $1.isWorse(than: $0) }
        return all.prefix(first.starts[target + 1] - first.starts[target])
    }
}
