/// Every division of a few units into a given number of teams, the best kept.
package struct FormationExhaustion {
    /// With more units there are too many divisions (Bell's numbers: 115,975 of ten).
    package static let mostUnits = 10

    private let units: FormationUnits
    private let teams: Int
    private let sizes: ClosedRange<Int>
    private var teamOf: [Int32]
    private var blends: [TeamBlend]
    private(set) var best: (score: FormationScore, teamOf: [Int32])?

    private(set) var watch: CancelWatch

    /// - Parameter watch: where it is to end before, not every division was tried.
    init(_ units: FormationUnits, teams: Int, sizes: ClosedRange<Int>, scale: borrowing TeamScale, watch: CancelWatch) {
        self.watch = watch
        self.units = units
        self.teams = teams
        self.sizes = sizes
        teamOf = Array(repeating: -1, count: units.count)
        blends = Array(repeating: .empty, count: teams)
        place(0, opened: 0, ahead: units.students, scale)
    }

    private mutating func place(_ unit: Int, opened: Int, ahead: Int, _ scale: borrowing TeamScale) {
        if watch.isOver(after: 16 * teams) { return }
        guard unit < units.count else { return keepIfBetter(opened: opened, scale) }
        // A new team is opened in order only, so that no division comes twice.
        for team in 0..<min(opened + 1, teams) {
            let before = blends[team]
            let size = Int(before.size) + units.size(Int32(unit))
            guard size <= sizes.upperBound, !units.apart[unit].contains(where: { teamOf[Int($0)] == Int32(team) }) else { continue }
            teamOf[unit] = Int32(team)
            blends[team] = before + units.blends[unit]
            let lacking = blends.reduce(0) { $0 + max(0, sizes.lowerBound - Int($1.size)) }
            let left = ahead - units.size(Int32(unit))
            if lacking <= left { place(unit + 1, opened: max(opened, team + 1), ahead: left, scale) }
            blends[team] = before
            teamOf[unit] = -1
        }
    }

    private mutating func keepIfBetter(opened: Int, _ scale: borrowing TeamScale) {
        guard opened == teams else { return }
        var score = FormationScore(isolated: 0, points: 0)
        for blend in blends { score += FormationScore(blend, scale) }
        if best.map({ $0.score < score }) ?? true { best = (score, teamOf) }
    }
}
