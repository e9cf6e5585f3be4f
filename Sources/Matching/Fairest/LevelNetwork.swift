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

    var search: LevelSearch

    /// - Parameter matches: places as many teams as possible.
    init(_ problem: AssignmentProblem, lacks all: PairLacks, matches: [Int32]) {
        layout = PlaceLayout(problem)
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
        for team in 0..<Int32(teams) {
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

    // MARK: Between levels

    /// Keeps of the pairs those that an optimum of this level can use, and marks who has a place, or is full, in all of them.
    ///
    /// - Parameter lack: of the level; nil for the first, the number of teams.
    mutating func settle(_ prices: LevelPrices, atLack lack: Int32?) {
        if let lack { isListed[lack] = true }
        func place(_ target: Int32) -> Int64 {
            let company = layout.company[target]
            return prices.cases[Int(target)] + (company < 0 ? 0 : prices.companies[Int(company)])
        }
        for team in 0..<Int32(layout.teamCount) {
            var profit: Int64 = isSettled[team] ? .min : 0
            for pair in row(team) where isOpen(lacks[pair], at: lack) {
                profit = max(profit, worth(lacks[pair], at: lack, prices.placing) - place(cases[pair]))
            }
            var end = rowStarts[Int(team)]
            for pair in row(team) where isOpen(lacks[pair], at: lack) {
                guard worth(lacks[pair], at: lack, prices.placing) - place(cases[pair]) == profit else { continue }
                (cases[end], lacks[end]) = (cases[pair], lacks[pair])
                end += 1
            }
            rowEnds[team] = end
            if profit > 0 { isSettled[team] = true }
        }
        for target in prices.cases.indices where prices.cases[target] > 0 { isSettled[node(ofCase: Int32(target))] = true }
        for company in prices.companies.indices where prices.companies[company] > 0 { isSettled[node(ofCompany: Int32(company))] = true }
    }

    @inline(__always)
    private func worth(_ lack: Int32, at level: Int32?, _ placing: Int64) -> Int64 { placing - (lack == level ? 1 : 0) }

    /// Whether pairs of a lack may still be used when those of `level` are in work.
    @inline(__always)
    func isOpen(_ lack: Int32, at level: Int32?) -> Bool {
        guard let level else { return true }
        return lack <= level || isListed[lack]
    }
}
