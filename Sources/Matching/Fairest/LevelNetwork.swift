/// The network team → case → company → everyone while levels are worked off, worst first. Of each node it is known whether every optimum so
/// far saturates it: such a node is *settled*, and stays saturated. Pairs that no optimum so far uses are gone.
///
/// Nodes are numbered: teams, then cases, then companies, then `root`, where all places come together, then `without`, where teams without
/// a case are.
struct LevelNetwork: ~Copyable {
    let layout: PlaceLayout
    let root: Int32
    let without: Int32

    /// The pairs left of team `t` are `rowStarts[t]..<rowEnds[t]`.
    let rowStarts: [Int]
    let rowEnds: Slab<Int>
    let cases: Slab<Int32>
    let lacks: Slab<Int32>

    let caseOfTeam: Slab<Int32>
    let lackOfTeam: Slab<Int32>
    let seatOfTeam: Slab<Int32>
    /// Where a team without a case stands among `placeless`; −1 for one that has a case, or is on its way.
    let waitingOfTeam: Slab<Int32>
    let seats: Slab<Int32>
    let taken: Slab<Int32>
    /// Places of a case that count as used: those taken, and those that teams on their way are to fill.
    let used: Slab<Int32>
    let companyUsed: Slab<Int32>
    let isSettled: Slab<Bool>
    var placeless: [Int32] = []
    /// How many matched teams lack so much.
    let teamsByLack: Slab<Int32>
    /// Lacks at which teams are left: their pairs stay. Those of other lacks worse than the one in work are gone.
    let isListed: Slab<Bool>
    /// The cases under no company that binds.
    let freeCases: [Int32]

    /// Who has a pair of each lack, or of each case, be it gone by now: those whom a level can concern.
    let teamsOfLack: TeamLists
    let teamsOfCase: TeamLists
    /// Teams that some optimum so far leaves without a case; some that are settled by now may stand among them.
    var unsettled: [Int32] = []
    /// Of each case what a place costs at the level in work, its company's share included; else 0.
    let placePrice: Slab<Int64>
    /// The last level at which a team's pairs were looked at; their number so far.
    let keptAt: Slab<Int32>
    var levelCount: Int32 = 0
    /// Pairs of this lack and of larger ones that are left belong to a listed one.
    var worked: Int32

    /// Of the levels so far.
    var priceSums: PriceSums

    var search: LevelSearch
    /// Where it is to end before, what the network holds is of no use any more.
    var watch: CancelWatch

    /// - Parameter matches: places as many teams as possible.
    init(_ problem: AssignmentProblem, lacks all: PairLacks, matches: [Int32], watch: CancelWatch) {
        var watch = watch
        layout = PlaceLayout(problem, watch: &watch)
        let (teams, places) = (layout.teamCount, layout.caseCount)
        root = Int32(teams + places + layout.companyCount)
        without = root + 1
        rowStarts = problem.rowStarts
        rowEnds = Slab(repeating: 0, count: teams)
        cases = Slab(problem.edgeCases)
        lacks = Slab(all.lacks)
        caseOfTeam = Slab(repeating: -1, count: teams)
        lackOfTeam = Slab(repeating: 0, count: teams)
        seatOfTeam = Slab(repeating: -1, count: teams)
        waitingOfTeam = Slab(repeating: -1, count: teams)
        seats = Slab(repeating: -1, count: layout.seatStarts[places])
        taken = Slab(repeating: 0, count: places)
        used = Slab(repeating: 0, count: places)
        companyUsed = Slab(repeating: 0, count: layout.companyCount)
        isSettled = Slab(repeating: false, count: Int(root) + 2)
        teamsByLack = Slab(repeating: 0, count: Int(all.largest) + 1)
        isListed = Slab(repeating: false, count: Int(all.largest) + 1)
        var freeCases: [Int32] = []
        for target in 0..<Int32(places) where layout.company[target] < 0 { freeCases.append(target) }
        self.freeCases = freeCases
        search = LevelSearch(nodes: Int(root) + 2)
        teamsOfLack = TeamLists(keys: lacks, count: Int(all.largest) + 1, rowStarts: rowStarts, watch: &watch)
        teamsOfCase = TeamLists(keys: cases, count: places, rowStarts: rowStarts, watch: &watch)
        placePrice = Slab(repeating: 0, count: places)
        keptAt = Slab(repeating: 0, count: teams)
        worked = all.largest + 1
        priceSums = PriceSums(layout)
        self.watch = watch
        for team in 0..<Int32(teams) {
            if self.watch.isOver(after: 1 + 2 * (rowStarts[Int(team) + 1] - rowStarts[Int(team)])) { return }
            dropImpossiblePairs(of: Int(team))
            guard matches[Int(team)] >= 0, let pair = row(team).first(where: { cases[$0] == matches[Int(team)] }) else {
                wait(team)
                continue
            }
            sit(team, by: pair)
            use(cases[pair], 1)
        }
    }

    @inline(__always)
    func row(_ team: Int32) -> Range<Int> { Range(uncheckedBounds: (rowStarts[Int(team)], rowEnds[team])) }

    /// Where there is no place at all nobody can be.
    private func dropImpossiblePairs(of team: Int) {
        var end = rowStarts[team]
        for pair in rowStarts[team]..<rowStarts[team + 1] {
            let company = layout.company[cases[pair]]
            if layout.capacity[cases[pair]] == 0 || company >= 0 && layout.companyCapacity[company] == 0 { continue }
            (cases[end], lacks[end]) = (cases[pair], lacks[pair])
            end += 1
        }
        rowEnds[team] = end
    }

    // MARK: Moves

    /// Seats a team that is nowhere, by one of its pairs.
    func sit(_ team: Int32, by pair: Int) {
        let target = cases[pair]
        let seat = taken[target]
        caseOfTeam[team] = target
        lackOfTeam[team] = lacks[pair]
        seatOfTeam[team] = seat
        seats[layout.seatStarts[target] + Int(seat)] = team
        taken[target] = seat + 1
        teamsByLack[lacks[pair]] += 1
    }

    /// Takes a team off its case; the last of the case's teams gets its seat.
    func rise(_ team: Int32) {
        let target = caseOfTeam[team]
        let start = layout.seatStarts[target]
        let last = taken[target] - 1
        let mover = seats[start + Int(last)]
        seats[start + Int(seatOfTeam[team])] = mover
        seatOfTeam[mover] = seatOfTeam[team]
        taken[target] = last
        caseOfTeam[team] = -1
        teamsByLack[lackOfTeam[team]] -= 1
    }

    mutating func wait(_ team: Int32) {
        waitingOfTeam[team] = Int32(placeless.count)
        placeless.append(team)
    }

    mutating func stopWaiting(_ team: Int32) {
        let place = Int(waitingOfTeam[team])
        placeless[place] = placeless[placeless.count - 1]
        waitingOfTeam[placeless[place]] = Int32(place)
        placeless.removeLast()
        waitingOfTeam[team] = -1
    }

    /// Counts places of a case, and of its company, as used or no longer.
    func use(_ target: Int32, _ count: Int32) {
        used[target] += count
        let company = layout.company[target]
        if company >= 0 { companyUsed[company] += count }
    }

    /// Places that teams on their way are to fill.
    @inline(__always)
    func holes(_ target: Int32) -> Int32 { used[target] - taken[target] }

    var matches: [Int32] { caseOfTeam.array() }

    // MARK: Nodes

    @inline(__always)
    func node(ofCase target: Int32) -> Int32 { Int32(layout.teamCount) + target }
    @inline(__always)
    func node(ofCompany company: Int32) -> Int32 { Int32(layout.teamCount + layout.caseCount) + company }
    /// The company that binds a case, or the root.
    @inline(__always)
    func parent(of target: Int32) -> Int32 {
        let company = layout.company[target]
        return company < 0 ? root : node(ofCompany: company)
    }
}
