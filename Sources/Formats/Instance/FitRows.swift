import Matching

/// Fits as they come in a file, sorted by team afterwards if they do not come so.
struct FitRows {
    private var teams: [Int32] = []
    private var cases: [Int32] = []
    private var fits: [Int32] = []
    private var counts: [Int]
    private var isSorted = true

    init(teams: Int) { counts = Array(repeating: 0, count: teams + 1) }

    @inline(__always)
    mutating func append(_ team: Int32, _ target: Int32, _ fit: Int32) {
        if let last = teams.last, last > team { isSorted = false }
        teams.append(team)
        cases.append(target)
        fits.append(fit)
        counts[Int(team) + 1] += 1
    }

    /// The rows, each in the order of the file, and the position in the file of the first pair that stands twice.
    consuming func table(cases caseCount: Int) -> (FitTable, repeated: Int?) {
        var starts = counts
        for team in 1..<max(1, starts.count) { starts[team] += starts[team - 1] }
        var order: [Int32] = []
        if !isSorted {
            var next = starts
            order = Array(repeating: 0, count: teams.count)
            for (pair, team) in teams.enumerated() {
                order[next[Int(team)]] = Int32(pair)
                next[Int(team)] += 1
            }
            let (unsortedCases, unsortedFits) = (cases, fits)
            for (slot, pair) in order.enumerated() {
                cases[slot] = unsortedCases[Int(pair)]
                fits[slot] = unsortedFits[Int(pair)]
            }
        }
        var lastTeam = [Int32](repeating: -1, count: caseCount)
        var repeated: Int?
        for team in 0..<starts.count - 1 {
            for slot in starts[team]..<starts[team + 1] {
                if lastTeam[Int(cases[slot])] == team { repeated = min(repeated ?? .max, isSorted ? slot : Int(order[slot])) }
                lastTeam[Int(cases[slot])] = Int32(team)
            }
        }
        return (FitTable(rowStarts: starts, cases: cases, fits: fits), repeated)
    }
}
