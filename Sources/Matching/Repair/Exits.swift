// What a network that looks for chains from both sides knows of each case: the least profit of a team on it, which is what it costs to leave
// one of its teams without a case. Whatever changes profits, seats or places notes it anew.
extension PlaceNetwork {
    /// Of a case where a chain may end at no cost.
    private static var open: Int64 { .min / 4 }
    /// Of a case without teams and without places.
    private static var closed: Int64 { .max / 4 }

    /// What the end of a chain costs at a case, or at a company behind the cases; more than any profit where none can end.
    @inline(__always)
    func away(_ node: Int32) -> Int64 {
        if node < layout.caseCount { return max(0, exits[node] - risen) }
        let company = node - Int32(layout.caseCount)
        return companyTaken[company] < layout.companyCapacity[company] ? 0 : Self.closed
    }

    func noteExit(_ target: Int32) {
        if alone == .max { return }
        if phantoms[target] > 0 || layout.company[target] < 0 && hasFreePlace(target) {
            exits[target] = Self.open
            return
        }
        var least = Self.closed
        let start = layout.seatStarts[target]
        for seat in start..<start + Int(taken[target]) { least = min(least, profit[seats[seat]]) }
        exits[target] = least
    }

    /// Those of all cases that the search from the team has settled: no chain leads over others.
    func noteExits() {
        if alone == .max { return }
        for node in search.settled where node < layout.caseCount { noteExit(node) }
    }

    func noteAllExits() {
        if alone == .max { return }
        for target in 0..<Int32(layout.caseCount) { noteExit(target) }
    }
}
