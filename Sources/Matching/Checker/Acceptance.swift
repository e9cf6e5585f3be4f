/// Which pairs are eligible, as the verifier reads the instance: sets of pairs, no index of the solver's. To look a pair up in a set counts as
/// so much work as to read several.
struct Acceptance: Sendable {
    let bans: Set<Instance.Pair>
    private let instance: Instance
    private let namedByTeam: Set<Instance.Pair>
    private let namedByCase: Set<Instance.Pair>
    /// Team and company.
    private let namedByCompany: Set<Instance.Pair>
    /// Where no fits are given: the pairs that somebody named, by team.
    private let named: [[Int32]]

    init(_ instance: Instance) {
        var watch = CancelWatch { false }
        self.init(instance, &watch)
    }

    /// - Parameter watch: where it is to end before, the sets are of no use.
    init(_ instance: Instance, _ watch: inout CancelWatch) {
        self.instance = instance
        var bans = Set<Instance.Pair>(minimumCapacity: instance.bans.count)
        watch.forEach(in: instance.bans.indices, cost: Self.lookUp) { bans.insert(instance.bans[$0]) }
        self.bans = bans
        namedByTeam = Self.pairs(instance.teamRankings, &watch) { .init(team: $0, target: $1) }
        namedByCase = Self.pairs(instance.caseRankings, &watch) { .init(team: $1, target: $0) }
        namedByCompany = Self.pairs(instance.companyRankings, &watch) { .init(team: $1, target: $0) }
        guard instance.fits == nil else {
            named = []
            return
        }
        var all = Set<Instance.Pair>(minimumCapacity: namedByTeam.count + namedByCase.count)
        for named in [namedByTeam, namedByCase] {
            for pair in named where !watch.isOver(after: Self.lookUp) { all.insert(pair) }
        }
        for (target, company) in instance.companyOfCase.enumerated() where company >= 0 {
            let entries = instance.companyRankings.entries(of: Int(company))
            if watch.isOver(after: Self.lookUp * entries.count) { break }
            for entry in entries {
                all.insert(.init(team: instance.companyRankings.ranked[entry], target: Int32(target)))
            }
        }
        var byTeam = [[Int32]](repeating: [], count: instance.teams.count)
        for pair in all where !watch.isOver(after: Self.lookUp) { byTeam[Int(pair.team)].append(pair.target) }
        named = byTeam
    }

    /// What it costs to look a pair up, one read being 1.
    private static let lookUp = 16

    /// About what it costs to go through a team's pairs.
    func work(of team: Int) -> Int {
        1 + Self.lookUp * (instance.fits.map { $0.rowStarts[team + 1] - $0.rowStarts[team] } ?? named[team].count)
    }

    private static func pairs(
        _ rankings: Rankings, _ watch: inout CancelWatch, _ pair: (Int32, Int32) -> Instance.Pair
    ) -> Set<Instance.Pair> {
        var pairs = Set<Instance.Pair>(minimumCapacity: rankings.ranked.count)
        for member in 0..<rankings.count {
            if watch.isOver(after: 1 + lookUp * rankings.entries(of: member).count) { break }
            for entry in rankings.entries(of: member) { pairs.insert(pair(Int32(member), rankings.ranked[entry])) }
        }
        return pairs
    }

    /// Every eligible case of a team with its fit, 0 where the instance states no fits.
    func forEachPair(of team: Int, _ body: (Int32, Int64) -> Void) {
        if let fits = instance.fits {
            for pair in fits.rowStarts[team]..<fits.rowStarts[team + 1] where accepts(team, fits.cases[pair]) {
                body(fits.cases[pair], Int64(fits.fits[pair]))
            }
        } else {
            for target in named[team] where accepts(team, target) { body(target, 0) }
        }
    }

    private func accepts(_ team: Int, _ target: Int32) -> Bool {
        let pair = Instance.Pair(team: Int32(team), target: target)
        if !bans.isEmpty, bans.contains(pair) { return false }
        if instance.teamRankings.isGiven(team), !namedByTeam.contains(pair) { return false }
        if instance.caseRankings.isGiven(Int(target)), !namedByCase.contains(pair) { return false }
        let company = instance.companyOfCase[Int(target)]
        if company >= 0, instance.companyRankings.isGiven(Int(company)) {
            return namedByCompany.contains(.init(team: Int32(team), target: company))
        }
        return true
    }
}
