/// Annealing over a division that keeps every hard rule, by exchanges of two units or of two pairs, moves of one, and ejection chains in
/// which three units push each other on. For each unit the blend of its team *without* it is kept, so that most steps are judged in constant
/// time from the two or three teams that they touch; only accepted ones cost more.
struct FormationSearch: ~Copyable {
    private let units: FormationUnits
    private let scale: TeamScale
    private let teams: Int
    private let least: Int32
    private let most: Int32

    /// By unit: its blend, that of its team without it, its team, and where it stands in it.
    private let own: Slab<TeamBlend>
    private let rest: Slab<TeamBlend>
    private let teamOf: Slab<Int32>
    private let seat: Slab<Int32>
    /// Units of each team, `stride` places a team.
    private let members: Slab<Int32>
    private let memberCount: Slab<Int32>
    private let stride: Int
    /// By team: its points, its isolated members.
    private let points: Slab<Int32>
    private let lonely: Slab<Int32>
    /// By unit, where its adversaries begin in `adversaries`.
    private let adversaryStart: Slab<Int32>
    private let adversaries: Slab<Int32>

    /// The units in an order that is drawn anew for each stage; steps take their units from `window` places of it for some thousand steps,
    /// so that what they read stays in the processor's cache.
    private let order: Slab<Int32>
    private let window: Int

    private var lottery: Lottery
    private let sizesMayChange: Bool
    private let hasTraits: Bool
    private(set) var score: FormationScore
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

    // MARK: Steps

    @inline(__always)
    private func outlook(_ blend: TeamBlend) -> TeamOutlook {
        TeamOutlook(points: scale.points(blend), lonely: hasTraits ? blend.lonely.count : 0)
    }

    @inline(__always)
    private func fits(_ size: Int32) -> Bool { size >= least && size <= most }

    /// Whether no adversary of the unit is in the team, but for one who leaves it.
    @inline(__always)
    private func mayJoin(_ unit: Int32, _ team: Int32, leaving: Int32) -> Bool {
        for index in adversaryStart[unit]..<adversaryStart[unit + 1] {
            let other = adversaries[index]
            if teamOf[other] == team && other != leaving { return false }
        }
        return true
    }

    @inline(__always)
    private func gain(_ team: Int32, _ after: TeamOutlook, _ penalty: Int64) -> Int64 {
        Int64(after.points &- points[team]) &- Int64(after.lonely &- lonely[team]) &* penalty
    }

    @inline(__always)
    private mutating func exchange(_ one: Int32, _ other: Int32, _ loss: Int64, _ penalty: Int64) {
        let (from, to) = (teamOf[one], teamOf[other])
        guard fits(rest[one].size &+ own[other].size), fits(rest[other].size &+ own[one].size),
            mayJoin(one, to, leaving: other), mayJoin(other, from, leaving: one)
        else { return }
        if hasTraits {
            // Mostly who would be alone decides, and costs more than all points that the two teams lack.
            let alone = TeamBlend.lonely(rest[one], own[other]) &+ TeamBlend.lonely(rest[other], own[one])
            let lack = Int64(2 &* FormationRules.most &- points[from] &- points[to])
            if lack &- Int64(alone &- lonely[from] &- lonely[to]) &* penalty < 0 &- loss { return }
        }
        let (left, right) = (outlook(rest[one] + own[other]), outlook(rest[other] + own[one]))
        guard gain(from, left, penalty) &+ gain(to, right, penalty) >= 0 &- loss else { return }
        trade(one, other)
        settle(from, left)
        settle(to, right)
    }

    private mutating func move(_ unit: Int32, to team: Int32, _ loss: Int64, _ penalty: Int64) {
        let from = teamOf[unit]
        let joined = whole(team) + own[unit]
        guard fits(rest[unit].size), fits(joined.size), mayJoin(unit, team, leaving: -1) else { return }
        let (left, right) = (outlook(rest[unit]), outlook(joined))
        guard gain(from, left, penalty) &+ gain(team, right, penalty) >= 0 &- loss else { return }
        let last = members[Int(from) * stride + Int(memberCount[from]) - 1]
        members[Int(from) * stride + Int(seat[unit])] = last
        seat[last] = seat[unit]
        memberCount[from] -= 1
        members[Int(team) * stride + Int(memberCount[team])] = unit
        seat[unit] = memberCount[team]
        memberCount[team] += 1
        teamOf[unit] = team
        settle(from, left)
        settle(team, right)
    }

    /// `one` takes the place of `other`, who takes that of a third one, who takes that of `one`.
    private mutating func chain(_ one: Int32, _ other: Int32, from first: Int, _ loss: Int64, _ penalty: Int64) {
        let third = order[first + Int(lottery.below(UInt64(window)))]
        let (start, second, last) = (teamOf[one], teamOf[other], teamOf[third])
        guard last != start, last != second, fits(rest[one].size &+ own[third].size), fits(rest[other].size &+ own[one].size),
            fits(rest[third].size &+ own[other].size), mayJoin(one, second, leaving: other), mayJoin(other, last, leaving: third),
            mayJoin(third, start, leaving: one)
        else { return }
        let outlooks = (outlook(rest[one] + own[third]), outlook(rest[other] + own[one]), outlook(rest[third] + own[other]))
        let sum = gain(start, outlooks.0, penalty) &+ gain(second, outlooks.1, penalty) &+ gain(last, outlooks.2, penalty)
        guard sum >= 0 &- loss else { return }
        // The first exchange brings `other` to the first team, the second one brings the third there.
        trade(one, other)
        trade(other, third)
        settle(start, outlooks.0)
        settle(second, outlooks.1)
        settle(last, outlooks.2)
    }

    /// Two of one team for two of another, each pair with a trait in common: where one alone would leave the other alone. Units with
    /// adversaries move in the other ways only.
    private mutating func exchangePairs(_ one: Int32, _ other: Int32, _ loss: Int64, _ penalty: Int64) {
        let (from, to) = (teamOf[one], teamOf[other])
        guard let friend = companion(of: one), let match = companion(of: other), adversaryStart[one] == adversaryStart[one + 1],
            adversaryStart[other] == adversaryStart[other + 1], adversaryStart[friend] == adversaryStart[friend + 1],
            adversaryStart[match] == adversaryStart[match + 1]
        else { return }
        let left = remainder(from, one, friend) + own[other] + own[match]
        let right = remainder(to, other, match) + own[one] + own[friend]
        guard fits(left.size), fits(right.size) else { return }
        let outlooks = (outlook(left), outlook(right))
        guard gain(from, outlooks.0, penalty) &+ gain(to, outlooks.1, penalty) >= 0 &- loss else { return }
        trade(one, other)
        trade(friend, match)
        settle(from, outlooks.0)
        settle(to, outlooks.1)
    }

    /// The next unit of its team that shares a trait with it.
    private func companion(of unit: Int32) -> Int32? {
        let (first, count) = (Int(teamOf[unit]) * stride, Int(memberCount[teamOf[unit]]))
        var place = Int(seat[unit])
        for _ in 1..<max(1, count) {
            place = place + 1 == count ? 0 : place + 1
            let mate = members[first + place]
            if !(own[unit].once & own[mate].once).isEmpty { return mate }
        }
        return nil
    }

    private func remainder(_ team: Int32, _ one: Int32, _ other: Int32) -> TeamBlend {
        var blend = TeamBlend.empty
        for place in 0..<Int(memberCount[team]) {
            let unit = members[Int(team) * stride + place]
            if unit != one && unit != other { blend = blend + own[unit] }
        }
        return blend
    }

    private func trade(_ one: Int32, _ other: Int32) {
        swap(&teamOf[one], &teamOf[other])
        swap(&seat[one], &seat[other])
        members[Int(teamOf[one]) * stride + Int(seat[one])] = one
        members[Int(teamOf[other]) * stride + Int(seat[other])] = other
    }

    private func whole(_ team: Int32) -> TeamBlend {
        guard memberCount[team] > 0 else { return .empty }
        let first = members[Int(team) * stride]
        return rest[first] + own[first]
    }

    // MARK: Keeping

    private mutating func settle(_ team: Int32, _ after: TeamOutlook) {
        score.points += Int(after.points - points[team])
        score.isolated += Int(after.lonely - lonely[team])
        points[team] = after.points
        lonely[team] = after.lonely
        mix(team)
    }

    /// Works out what the team is without each of its units: from the left, then from the right.
    private func mix(_ team: Int32) {
        let (first, count) = (Int(team) * stride, Int(memberCount[team]))
        var before = TeamBlend.empty
        for place in 0..<count {
            let unit = members[first + place]
            rest[unit] = before
            before = before + own[unit]
        }
        var after = TeamBlend.empty
        for place in Swift.stride(from: count - 1, through: 0, by: -1) {
            let unit = members[first + place]
            rest[unit] = rest[unit] + after
            after = after + own[unit]
        }
    }
}
