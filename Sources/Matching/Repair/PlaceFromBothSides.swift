// A team that wants in: along the moves from the team, against them from wherever a team may be left without a case or a place is free.
//
// The prices follow both. Let `near` + `far` be the cost of the chain. Whatever is nearer to the team than `near` becomes dearer by the
// difference, as in the search from one side; all prices rise by `far`, but for what is nearer to an end than that: there by as much as the
// end is away. No pair gains more than its team then, and every move of the chain just as much.
extension PlaceNetwork {
    /// Gives a team without a case its due, as the search from one side does.
    mutating func place<Word>(_ newcomer: Int32, pairs: PackedPairs<Word>) {
        // At worst the team stays without a case.
        var chain = Chain(limit: profit[newcomer], letsIn: true)
        if chain.limit == 0 { return noteWaiting(newcomer) }
        search.begin()
        back.begin()
        look(from: newcomer, at: risen + profit[newcomer], &chain, pairs)
        var lookedBack = false
        while true {
            chain.near = search.nearest()
            if chain.isCheapest { break }
            if search.settled.count == alone, back.settled.isEmpty {
                beginFromExits(&chain)
                lookedBack = true
                if chain.isCheapest { break }
            }
            lookedBack = search.settled.count >= alone && back.settled.count < search.settled.count
            if lookedBack {
                lookBack(from: back.settle(), &chain, pairs)
                chain.far = back.nearest()
                if chain.far == .max { break }
            } else {
                lookAhead(from: search.settle(), &chain, pairs)
            }
        }
        // Whoever looked last left out what the other side's reach ruled out.
        let reach = lookedBack ? min(chain.near, chain.limit) : chain.limit - min(chain.far, chain.limit)
        risen += chain.limit - reach
        lowerPricesBack(to: chain.limit - reach)
        raisePrices(to: reach)
        profit[newcomer] -= chain.limit
        if chain.meeting >= 0 {
            let (moves, end) = moves(from: chain.meeting)
            makeRoom(on: end)
            make(moves)
            // A company's place serves the case that asked for it.
            let target = chain.meeting < layout.caseCount ? chain.meeting : search.cameBy[chain.meeting]
            come(to: target)
            noteExit(target)
        } else {
            noteWaiting(newcomer)
        }
        noteEnds(of: chain)
    }

    /// Begins wherever a chain may end, but for what is too far.
    private mutating func beginFromExits(_ chain: inout Chain) {
        let room = chain.limit - chain.near
        for node in 0..<Int32(layout.caseCount + layout.companyCount) {
            let exit = exit(node)
            if exit < room { back.relax(node, exit, by: -1) }
        }
        chain.far = back.nearest()
    }

    /// Ends a chain.
    private mutating func makeRoom(on node: Int32) {
        if node >= layout.caseCount {
            let company = node - Int32(layout.caseCount)
            if companyTaken[company] + companyPhantoms[company] == layout.companyCapacity[company] { companyPhantoms[company] -= 1 }
        } else if phantoms[node] > 0 {
            addPhantoms(-1, to: node)
        } else if layout.company[node] >= 0 || !hasFreePlace(node) {
            let start = layout.seatStarts[node]
            let poorest = (start..<start + Int(taken[node])).min { profit[seats[$0]] < profit[seats[$1]] }
            if let team = poorest.map({ seats[$0] }) {
                unseat(team)
                noteWaiting(team)
            }
        }
    }
}
