/// Teams ask, cases and companies hold the best who asked: the 3/2-approximation of the largest stable matching where preferences have ties
/// (Cooper and Manlove, 2018, after Király, 2013), and where they have none the team-optimal matching (Abraham, Irving and Manlove, 2007).
///
/// A team whose list is used up goes through it once more, and is then taken before those who rank equal and are still at their first
/// time. A team that holds a place while an equally good one stands free gives its place to whoever asks. O(pairs · log places).
struct Proposals: ~Copyable {
    private let pairs: RankedPairs
    /// The pair that each team holds, −1 for none.
    private let held: Slab<Int>
    /// 1 or 2: the first or second time through the list; 3: at its end.
    private let phase: Slab<UInt8>
    /// Behind the tie that each team is at.
    private let tieEnd: Slab<Int>
    /// The first pair of the tie that may still stand free, and the first that may not have refused the team in this phase.
    private let nextFree: Slab<Int>
    private let nextOpen: Slab<Int>
    /// The phase in which a pair was refused, 0 for never.
    private let refusedIn: Slab<UInt8>
    /// First those of the cases, then those of the companies.
    private var seats: Seats
    private var watch: CancelWatch

    init(_ pairs: consuming RankedPairs, watch: CancelWatch) {
        self.watch = watch
        let starts = (0..<pairs.teamCount).map { pairs.rowStarts[$0] }
        held = Slab(repeating: -1, count: pairs.teamCount)
        phase = Slab(repeating: 1, count: pairs.teamCount)
        tieEnd = Slab(starts)
        nextFree = Slab(starts)
        nextOpen = Slab(starts)
        refusedIn = Slab(repeating: 0, count: pairs.cases.count)
        seats = Seats(pairs.capacities + pairs.companyCapacities)
        self.pairs = pairs
    }

    /// - Returns: the case of each team that is not pinned, −1 for none; nil where the run was cancelled.
    consuming func matching() -> [Int32]? {
        // Who is drawn first asks first.
        for next in pairs.teamDrawn {
            var team = Int(next)
            // Whoever lost its place for a team asks next.
            while team >= 0 {
                team = ask(team)
                if watch.isOver { return nil }
            }
        }
        promote()
        if watch.look() { return nil }
        return (0..<pairs.teamCount).map { held[$0] < 0 ? -1 : pairs.cases[held[$0]] }
    }

    /// A team asks until somebody takes it or its list ends.
    ///
    /// - Returns: the team that lost its place for it, −1 for none.
    private mutating func ask(_ team: Int) -> Int {
        while let pair = favourite(team) {
            // What a seat is asked costs about as much as so many pairs read.
            if watch.isOver(after: 16) { return -1 }
            let target = Int(pairs.cases[pair])
            guard let full = fullSeat(target) else {
                hold(team, pair)
                return -1
            }
            if let holder = movableHolder(full) {
                letGo(holder)
                hold(team, pair)
                return holder
            }
            if let holder = worstHolder(full), isPreferred(team, pair, to: holder) {
                refusedIn[held[holder]] = phase[holder]
                letGo(holder)
                hold(team, pair)
                return holder
            }
            refusedIn[pair] = phase[team]
        }
        return -1
    }

    // MARK: Teams' side

    /// The pair that a team asks for next: in its best tie that has not refused it wholly, one that stands free where there is one.
    private func favourite(_ team: Int) -> Int? {
        while phase[team] < 3 {
            if let free = freePair(team) { return free }
            while nextOpen[team] < tieEnd[team], isRefused(nextOpen[team], team) { nextOpen[team] += 1 }
            if nextOpen[team] < tieEnd[team] { return nextOpen[team] }
            if tieEnd[team] < pairs.rowStarts[team + 1] {
                beginTie(team, at: tieEnd[team])
            } else if phase[team] < 2, pairs.rowStarts[team] < pairs.rowStarts[team + 1] {
                phase[team] = 2
                beginTie(team, at: pairs.rowStarts[team])
            } else {
                phase[team] = 3
            }
        }
        return nil
    }

    /// A pair of the tie that a team is at whose case and company have a place free. A place that is taken never stands free again for
    /// all: its case or company stays full.
    private func freePair(_ team: Int) -> Int? {
        while nextFree[team] < tieEnd[team] {
            let pair = nextFree[team]
            if !isRefused(pair, team), fullSeat(Int(pairs.cases[pair])) == nil { return pair }
            nextFree[team] += 1
        }
        return nil
    }

    private func beginTie(_ team: Int, at start: Int) {
        var end = start + 1
        while end < pairs.rowStarts[team + 1], pairs.teamRanks[end] == pairs.teamRanks[start] { end += 1 }
        tieEnd[team] = end
        nextFree[team] = start
        nextOpen[team] = start
    }

    private func isRefused(_ pair: Int, _ team: Int) -> Bool { refusedIn[pair] == phase[team] }

    // MARK: Cases' and companies' side

    private func companySeat(_ target: Int) -> Int? {
        pairs.ruler[target] < 0 ? nil : pairs.capacities.count + Int(pairs.ruler[target])
    }

    /// What stands in the way of one more team on a case: its own places, or else its company's.
    private func fullSeat(_ target: Int) -> Int? {
        if seats.isFull(target) { return target }
        guard let company = companySeat(target), seats.isFull(company) else { return nil }
        return company
    }

    private func key(_ team: Int) -> UInt64 {
        Seats.key(rank: pairs.sideRanks[held[team]], isFirstTime: phase[team] == 1, draw: pairs.drawOfTeam[team])
    }

    /// The team that a key of a seat speaks of, nil where it has left or holds another place there by now.
    private func holder(_ key: UInt64, at seat: Int) -> Int? {
        let team = Int(pairs.teamDrawn[Seats.draw(key)])
        guard held[team] >= 0, self.key(team) == key else { return nil }
        let target = Int(pairs.cases[held[team]])
        return target == seat || companySeat(target) == seat ? team : nil
    }

    private mutating func movableHolder(_ seat: Int) -> Int? {
        while let key = seats.lastMovable(seat) {
            if let team = holder(key, at: seat), freePair(team) != nil { return team }
            seats.dropMovable(seat)
        }
        return nil
    }

    private mutating func worstHolder(_ seat: Int) -> Int? {
        while let key = seats.worst(seat) {
            if let team = holder(key, at: seat) { return team }
            seats.dropWorst(seat)
        }
        return nil
    }

    private func isPreferred(_ team: Int, _ pair: Int, to holder: Int) -> Bool {
        let (rank, rankOfHolder) = (pairs.sideRanks[pair], pairs.sideRanks[held[holder]])
        return rank < rankOfHolder || (rank == rankOfHolder && phase[team] == 2 && phase[holder] == 1)
    }

    private mutating func hold(_ team: Int, _ pair: Int) {
        held[team] = pair
        let target = Int(pairs.cases[pair])
        seats.take(target, key(team))
        if let company = companySeat(target) { seats.take(company, key(team)) }
        // Asked only now: the place just taken may have been the last.
        guard freePair(team) != nil else { return }
        seats.noteMovable(target, key(team))
        if let company = companySeat(target) { seats.noteMovable(company, key(team)) }
    }

    private func letGo(_ team: Int) {
        let target = Int(pairs.cases[held[team]])
        seats.leave(target)
        if let company = companySeat(target) { seats.leave(company) }
        held[team] = -1
    }

    // MARK: Within a company

    /// Moves teams of a company to cases of it that they like better and that have a place: the company has them either way.
    private mutating func promote() {
        var waiting = [[(team: Int, pair: Int)]](repeating: [], count: pairs.capacities.count)
        for team in 0..<pairs.teamCount where held[team] >= 0 {
            guard let company = companySeat(Int(pairs.cases[held[team]])) else { continue }
            if watch.isOver(after: 1 + held[team] - pairs.rowStarts[team]) { return }
            for pair in pairs.rowStarts[team]..<held[team] where pairs.teamRanks[pair] < pairs.teamRanks[held[team]] {
                guard companySeat(Int(pairs.cases[pair])) == company else { continue }
                waiting[Int(pairs.cases[pair])].append((team, pair))
            }
        }
        var open = waiting.indices.filter { !waiting[$0].isEmpty && !seats.isFull($0) }
        while let target = open.popLast() {
            while !seats.isFull(target), let (team, pair) = waiting[target].popLast() {
                guard pairs.teamRanks[pair] < pairs.teamRanks[held[team]] else { continue }
                let left = Int(pairs.cases[held[team]])
                seats.leave(left)
                held[team] = pair
                seats.sit(target)
                open.append(left)
            }
        }
    }
}
