// A place that nobody holds any more: against the moves from the place, along them from the teams that wait and from the places that may
// stay free.
//
// The prices follow both, the other way round: whatever is nearer to the place than `far` becomes cheaper by the difference; all prices
// fall by `near`, but for what can be filled from outside at less than that: there by as much as it costs.
extension PlaceNetwork {
    /// Takes one phantom off a case, or off a company (`node` − number of cases), as the search from one side does.
    /// No team without a case may have a profit: first `place` them all.
    mutating func vacateFromBothSides<Word>(_ node: Int32, pairs: PackedPairs<Word>) {
        var chain = Chain(limit: .max, letsIn: false)
        let caseCount = Int32(layout.caseCount)
        if node < caseCount { addPhantoms(-1, to: node) } else { companyPhantoms[node - caseCount] -= 1 }
        search.begin()
        back.begin()
        retreat(to: node, 0, by: -1, towards: -1, &chain, pairs)
        // There are more beginnings than a team that wants in has ends: they take longer to look through.
        var (hasBegun, lookedAhead) = (false, false)
        while true {
            chain.far = back.nearest()
            if chain.isCheapest { break }
            if back.settled.count >= 4 * alone, !hasBegun {
                beginFromEntrances(&chain, pairs)
                (hasBegun, lookedAhead) = (true, true)
                if chain.isCheapest { break }
            }
            lookedAhead = hasBegun && search.settled.count < back.settled.count
            if lookedAhead {
                lookAhead(from: search.settle(), &chain, pairs)
                chain.near = search.nearest()
                if chain.near == .max { break }
            } else {
                lookBack(from: back.settle(), &chain, pairs)
            }
        }
        // Whoever looked last left out what the other side's reach ruled out.
        let reach = lookedAhead ? chain.limit - min(chain.far, chain.limit) : min(chain.near, chain.limit)
        risen -= reach
        raisePrices(to: reach)
        lowerPricesBack(to: chain.limit - reach)
        make(moves(from: chain.meeting).moves)
        // A company's place serves the case that asked for it, or stays free.
        let target = chain.meeting < caseCount ? chain.meeting : search.cameBy[chain.meeting]
        if target >= 0 {
            come(to: target)
            noteExit(target)
        }
        noteEnds(of: chain)
    }

    /// Begins wherever a place may be filled from outside, but for what is too dear.
    private mutating func beginFromEntrances<Word>(_ chain: inout Chain, _ pairs: PackedPairs<Word>) {
        let room = chain.limit - chain.far
        (lowest, poorest) = (price.least ?? 0, ends.least.least ?? 0)
        for node in 0..<Int32(layout.caseCount + layout.companyCount) { enter(node, before: room, pairs) }
        chain.near = search.nearest()
    }
}
