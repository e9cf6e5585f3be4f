/// A first division that keeps every hard rule: unit by unit into the emptiest team that takes it, then, where rules are broken, a tabu
/// search over moves and exchanges that breaks fewer (Glover 1989). It may miss what exists.
struct FormationStart {
    private let units: FormationUnits
    private let teams: Int
    private let sizes: ClosedRange<Int>
    private var lottery: Lottery

    private var teamOf: [Int32] = []
    private var fill: [Int]
    private var membersOfTeam: [[Int32]]

    /// Units that each unit is apart from, added up.
    private let clashCount: Int
    private var watch: CancelWatch

    private static let attempts = 8

    init(_ units: FormationUnits, teams: Int, sizes: ClosedRange<Int>, seed: UInt64, watch: CancelWatch) {
        clashCount = units.apart.reduce(0) { $0 + $1.count }
        self.watch = watch
        self.units = units
        self.teams = teams
        self.sizes = sizes
        lottery = Lottery(seed: seed)
        fill = Array(repeating: 0, count: teams)
        membersOfTeam = Array(repeating: [], count: teams)
    }

    /// - Returns: by unit its team; nil where none was found, or it was to end before.
    mutating func find() -> [Int32]? {
        for _ in 0..<Self.attempts {
            place()
            if watch.look() { return nil }
            if repair() { return teamOf }
            if watch.look() { return nil }
        }
        return nil
    }

    // MARK: Placing

    private mutating func place() {
        teamOf = Array(repeating: -1, count: units.count)
        fill = Array(repeating: 0, count: teams)
        membersOfTeam = Array(repeating: [], count: teams)
        let place = lottery.draw(units.count)
        let order = (0..<Int32(units.count)).sorted { one, other in
            let (left, right) = (Int(one), Int(other))
            return (units.size(other), units.apart[right].count, place[left]) < (units.size(one), units.apart[left].count, place[right])
        }
        for unit in order {
            if watch.isOver(after: 2 * teams + 8 * units.apart[Int(unit)].count) { return }
            put(unit, into: emptiest(for: unit))
        }
    }

    /// Too full and in conflict are both worse than fuller.
    private func emptiest(for unit: Int32) -> Int32 {
        var clashes: [Int32: Int] = [:]
        for other in units.apart[Int(unit)] where teamOf[Int(other)] >= 0 { clashes[teamOf[Int(other)], default: 0] += 1 }
        var best: (broken: Int, fill: Int, team: Int32) = (.max, .max, 0)
        for team in 0..<Int32(teams) {
            let filled = fill[Int(team)] + units.size(unit)
            let broken = max(0, filled - sizes.upperBound) + (clashes.isEmpty ? 0 : clashes[team] ?? 0)
            if (broken, filled) < (best.broken, best.fill) { best = (broken, filled, team) }
        }
        return best.team
    }

    private mutating func put(_ unit: Int32, into team: Int32) {
        teamOf[Int(unit)] = team
        fill[Int(team)] += units.size(unit)
        membersOfTeam[Int(team)].append(unit)
    }

    private mutating func take(_ unit: Int32) {
        let team = Int(teamOf[Int(unit)])
        fill[team] -= units.size(unit)
        membersOfTeam[team].removeAll { $0 == unit }
        teamOf[Int(unit)] = -1
    }

    // MARK: Repairing

    /// How far a team of so many is from the sizes that are allowed.
    private func misfit(_ size: Int) -> Int { max(0, size - sizes.upperBound) + max(0, sizes.lowerBound - size) }

    private func clashes(_ unit: Int32, in team: Int32, without gone: Int32 = -1) -> Int {
        units.apart[Int(unit)].reduce(0) { $0 + (teamOf[Int($1)] == team && $1 != gone ? 1 : 0) }
    }

    private func cost(moving unit: Int32, to team: Int32) -> Int {
        let (from, size) = (teamOf[Int(unit)], units.size(unit))
        return misfit(fill[Int(from)] - size) + misfit(fill[Int(team)] + size) - misfit(fill[Int(from)]) - misfit(fill[Int(team)])
            + clashes(unit, in: team) - clashes(unit, in: from)
    }

    private func cost(exchanging unit: Int32, with other: Int32) -> Int {
        let (from, to) = (teamOf[Int(unit)], teamOf[Int(other)])
        let shift = units.size(other) - units.size(unit)
        return misfit(fill[Int(from)] + shift) + misfit(fill[Int(to)] - shift) - misfit(fill[Int(from)]) - misfit(fill[Int(to)])
            + clashes(unit, in: to, without: other) + clashes(other, in: from, without: unit)
            - clashes(unit, in: from) - clashes(other, in: to)
    }

    private var broken: Int {
        let clashing = (0..<Int32(units.count)).reduce(0) { $0 + clashes($1, in: teamOf[Int($1)]) }
        return fill.reduce(0) { $0 + misfit($1) } + clashing / 2
    }

    private mutating func repair() -> Bool {
        var broken = broken
        var least = broken
        let most = 2_000 + 20 * units.count
        var tabu: [UInt64: Int] = [:]
        func key(_ unit: Int32, _ team: Int32) -> UInt64 { UInt64(UInt32(bitPattern: unit)) << 32 | UInt64(UInt32(bitPattern: team)) }
        for step in 0..<most {
            if broken == 0 { return true }
            if watch.isOver(after: 16 * (teams + 64) + 4 * (units.count + clashCount)) { return false }
            guard let unit = culprit() else { return false }
            let from = teamOf[Int(unit)]
            var best: (cost: Int, draw: UInt64, team: Int32, other: Int32) = (.max, .max, -1, -1)
            func offer(_ cost: Int, _ draw: UInt64, _ team: Int32, _ other: Int32) {
                let isTabu = tabu[key(unit, team), default: 0] > step || other >= 0 && tabu[key(other, from), default: 0] > step
                if isTabu && broken + cost >= least { return }
                if (cost, draw) < (best.cost, best.draw) { best = (cost, draw, team, other) }
            }
            for team in 0..<Int32(teams) where team != from { offer(cost(moving: unit, to: team), lottery.next(), team, -1) }
            for _ in 0..<min(64, units.count) {
                let other = Int32(lottery.below(UInt64(units.count)))
                if teamOf[Int(other)] != from { offer(cost(exchanging: unit, with: other), lottery.next(), teamOf[Int(other)], other) }
            }
            guard best.team >= 0 else { continue }
            tabu[key(unit, from)] = step + 5 + Int(lottery.below(10))
            take(unit)
            if best.other >= 0 {
                tabu[key(best.other, best.team)] = step + 5 + Int(lottery.below(10))
                take(best.other)
                put(best.other, into: from)
            }
            put(unit, into: best.team)
            broken += best.cost
            least = min(least, broken)
        }
        return broken == 0
    }

    /// A unit that a change of team may help: of a clash, of a team too full, or of one that can spare it.
    private mutating func culprit() -> Int32? {
        let clashing = (0..<Int32(units.count)).filter { clashes($0, in: teamOf[Int($0)]) > 0 }
        if !clashing.isEmpty, lottery.below(2) == 0 || !fill.contains(where: { misfit($0) > 0 }) {
            return clashing[Int(lottery.below(UInt64(clashing.count)))]
        }
        let full = membersOfTeam.indices.filter { fill[$0] > sizes.upperBound }
        let sources = full.isEmpty ? membersOfTeam.indices.filter { fill[$0] >= sizes.lowerBound && !membersOfTeam[$0].isEmpty } : full
        guard !sources.isEmpty else { return nil }
        let members = membersOfTeam[sources[Int(lottery.below(UInt64(sources.count)))]]
        return members[Int(lottery.below(UInt64(members.count)))]
    }
}
