/// Which pairs are eligible, as the verifier reads the instance: sets of pairs, no index of the solver's.
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
        self.instance = instance
        bans = Set(instance.bans)
        namedByTeam = Self.pairs(instance.teamRankings) { .init(team: $0, target: $1) }
        namedByCase = Self.pairs(instance.caseRankings) { .init(team: $1, target: $0) }
        namedByCompany = Self.pairs(instance.companyRankings) { .init(team: $1, target: $0) }
        guard instance.fits == nil else {
            named = []
            return
        }
        var all = namedByTeam.union(namedByCase)
        for (target, company) in instance.companyOfCase.enumerated() where company >= 0 {
            for entry in instance.companyRankings.entries(of: Int(company)) {
                all.insert(.init(team: instance.companyRankings.ranked[entry], target: Int32(target)))
            }
        }
        var byTeam = [[Int32]](repeating: [], count: instance.teams.count)
        for pair in all { byTeam[Int(pair.team)].append(pair.target) }
        named = byTeam
    }

    private static func pairs(_ rankings: Rankings, _ pair: (Int32, Int32) -> Instance.Pair) -> Set<Instance.Pair> {
        var pairs = Set<Instance.Pair>(minimumCapacity: rankings.ranked.count)
        for member in 0..<rankings.count {
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
