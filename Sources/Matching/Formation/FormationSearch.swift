/// Annealing over a division that keeps every hard rule, by exchanges of two units or of two pairs, moves of one, and ejection chains in
/// which three units push each other on. For each unit the blend of its team *without* it is kept, so that most steps are judged in constant
/// time from the two or three teams that they touch; only accepted ones cost more.
struct FormationSearch: ~Copyable {
    let units: FormationUnits
    let scale: TeamScale
    let teams: Int
    let least: Int32
    let most: Int32

    /// By unit: its blend, that of its team without it, its team, and where it stands in it.
    let own: Slab<TeamBlend>
    let rest: Slab<TeamBlend>
    let teamOf: Slab<Int32>
    let seat: Slab<Int32>
    /// Units of each team, `stride` places a team.
    let members: Slab<Int32>
    let memberCount: Slab<Int32>
    let stride: Int
    /// By team: its points, its isolated members.
    let points: Slab<Int32>
    let lonely: Slab<Int32>
    /// By unit, where its adversaries begin in `adversaries`.
    let adversaryStart: Slab<Int32>
    let adversaries: Slab<Int32>

    /// The units in an order that is drawn anew for each stage; steps take their units from `window` places of it for some thousand steps,
    /// so that what they read stays in the processor's cache.
    let order: Slab<Int32>
    let window: Int

    var lottery: Lottery
    private let sizesMayChange: Bool
    let hasTraits: Bool
    var score: FormationScore
    private(set) var best: FormationScore
    private var bestTeamOf: [Int32]
    /// Changes that were judged.
    private(set) var steps = 0

    /// - Parameter start: by unit its team; keeps every rule.
    init(_ units: FormationUnits, teams: Int, sizes: ClosedRange<Int>, start: [Int32], scale: consuming TeamScale, seed: UInt64) {
        self.units = units
        self.teams = teams
        self.scale = scale
        (least, most) = (Int32(sizes.lowerBound), Int32(sizes.upperBound))
        own = Slab(units.blends)
        rest = Slab(repeating: .empty, count: units.count)
        teamOf = Slab(start)
        seat = Slab(repeating: 0, count: units.count)
        stride = sizes.upperBound
        members = Slab(repeating: 0, count: teams * sizes.upperBound)
        memberCount = Slab(repeating: 0, count: teams)
        points = Slab(repeating: 0, count: teams)
        lonely = Slab(repeating: 0, count: teams)
        var starts: [Int32] = [0]
        for others in units.apart { starts.append(starts[starts.count - 1] + Int32(others.count)) }
        adversaryStart = Slab(starts)
        adversaries = Slab(units.apart.flatMap { $0 })
        order = Slab(uninitialized: units.count)
        window = min(units.count, 1_024)
        lottery = Lottery(seed: seed)
        sizesMayChange = sizes.count > 1
        hasTraits = units.blends.contains { $0.once.count > 0 }
        score = FormationScore(isolated: 0, points: 0)
        best = score
        bestTeamOf = start
        for unit in 0..<units.count {
            let team = start[unit]
            seat[unit] = memberCount[team]
            members[Int(team) * stride + Int(memberCount[team])] = Int32(unit)
            memberCount[team] += 1
        }
        for team in 0..<Int32(teams) { mix(team) }
        for team in 0..<Int32(teams) { settle(team, outlook(whole(team))) }
        best = score
    }

    /// The best division found, by unit.
    var result: [Int32] { bestTeamOf }

    // MARK: Running

    /// Where the search stands.
    struct Standing {
        var steps: Int
        var best: FormationScore
    }

    /// - Parameters:
    ///   - isUnbeatable: whether nothing can be better; asked after each stage, it ends the run, whose result would stay the same.
    ///   - heed: told of each stage; asked at least every few milliseconds with nil; false ends the run.
    /// - Returns: whether it came to its end.
    mutating func run(steps budget: Int, isUnbeatable: (FormationScore) -> Bool, heed: (Standing?) -> Bool) -> Bool {
        guard teams > 1 else { return true }
        let cooling = Cooling()
        for stage in 0..<Cooling.stages {
            let end = budget / Cooling.stages * (stage + 1) + budget % Cooling.stages * (stage + 1) / Cooling.stages
            for (place, unit) in lottery.draw(units.count).enumerated() { order[place] = unit }
            while steps < end {
                let pause = min(end, steps + 16_384)
                let isDone = anneal(until: pause, temperature: cooling.temperatures[stage], penalty: cooling.penalties[stage]) { heed(nil) }
                if !isDone { return false }
            }
            keepIfBetter()
            if !heed(Standing(steps: steps, best: best)) { return false }
            if isUnbeatable(best) { return true }
        }
        return true
    }

    private mutating func keepIfBetter() {
        guard best < score else { return }
        best = score
        bestTeamOf = teamOf.array()
    }

    /// - Returns: false where it was to end before; asked also within, since what many adversaries forbid takes long to find out.
    private mutating func anneal(until end: Int, temperature: Int64, penalty: Int64, goesOn: () -> Bool) -> Bool {
        let (count, first) = (UInt64(window), Int(lottery.below(UInt64(units.count - window + 1))))
        return Cooling.thresholds.withUnsafeBufferPointer { thresholds in
            while steps < end {
                if steps & 1_023 == 0, !goesOn() { return false }
                steps &+= 1
                let draw = lottery.next()
                // Independent parts of one draw: two units of 24 bits each, the accepted loss of 12, the kind of step of 4.
                let one = order[first &+ Int(truncatingIfNeeded: ((draw >> 40) &* count) >> 24)]
                let other = order[first &+ Int(truncatingIfNeeded: ((draw >> 16 & 0xff_ffff) &* count) >> 24)]
                let loss = (thresholds[Int(draw >> 4 & 0xfff)] &* temperature) >> 18
                if teamOf[one] == teamOf[other] { continue }
                switch draw & 15 {
                case 0 where sizesMayChange: move(one, to: teamOf[other], loss, penalty)
                case 2...5 where hasTraits: exchangePairs(one, other, loss, penalty)
                case 1: chain(one, other, from: first, loss, penalty)
                default: exchange(one, other, loss, penalty)
                }
            }
            return goesOn()
        }
    }
}
