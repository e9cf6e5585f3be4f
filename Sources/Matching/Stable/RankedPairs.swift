/// The eligible pairs of an instance as the policy `stable` reads them: each team's best first, each pair with both sides' ranks, lower being
/// better and equal being indifferent. Pinned teams have none. Built in time linear in the pairs, but for sorting each team's own.
struct RankedPairs: ~Copyable {
    let teamCount: Int
    /// Where each team's pairs begin, and after the last team the number of pairs.
    let rowStarts: Slab<Int>
    /// The case of each pair.
    let cases: Slab<Int32>
    /// The place that the team gives the case.
    let teamRanks: Slab<Int32>
    /// The place that whoever rules the case gives the team.
    let sideRanks: Slab<Int32>
    /// Places left on each case, and with each company.
    let capacities: [Int32]
    let companyCapacities: [Int32]
    /// The company that rules a case because it states a capacity over all its cases, −1 where the case rules itself.
    let ruler: [Int32]
    /// The team at each place of the lottery, and each team's place in it.
    let teamDrawn: [Int32]
    let drawOfTeam: [Int32]

    /// - Parameters:
    ///   - eligible: the pairs that the instance lets a run use.
    ///   - watch: where it is to end before, the pairs are of no use.
    init(_ instance: Instance, eligible: FitTable, watch: inout CancelWatch) {
        var lottery = Lottery(seed: instance.seed)
        teamDrawn = lottery.draw(instance.teams.count)
        drawOfTeam = inverted(teamDrawn)
        let caseDrawn = lottery.draw(instance.cases.count)
        let drawOfCase = inverted(caseDrawn)
        let left = instance.placesBesidePins
        (capacities, companyCapacities) = (left.cases, left.companies)
        let rulers = instance.companyOfCase.map { company in
            company >= 0 && instance.companyCapacities[Int(company)] != Instance.unlimited ? company : -1
        }
        ruler = rulers
        teamCount = instance.teams.count

        let pinned = Set(instance.pins.map(\.team))
        let total = eligible.cases.count
        cases = Slab(uninitialized: total)
        teamRanks = Slab(uninitialized: total)
        sideRanks = Slab(uninitialized: total)
        rowStarts = Slab(repeating: 0, count: instance.teams.count + 1)
        var ranks = RanksOfTeam(instance, eligible, rulers: rulers, watch: &watch)
        var keys: [UInt64] = []
        var end = 0
        for team in 0..<teamCount {
            // To sort a row costs more than to read it.
            let work = eligible.rowStarts[team + 1] - eligible.rowStarts[team] + instance.teamRankings.entries(of: team).count
            if watch.isOver(after: 1 + 8 * work) { return }
            if !pinned.contains(Int32(team)) {
                ranks.turn(to: team)
                keys.removeAll(keepingCapacity: true)
                for pair in eligible.rowStarts[team]..<eligible.rowStarts[team + 1] {
                    let target = Int(eligible.cases[pair])
                    keys.append(UInt64(UInt32(ranks.ofCase(target, pair))) << 32 | UInt64(UInt32(drawOfCase[target])))
                }
                keys.sort()
                for key in keys {
                    let target = caseDrawn[Int(UInt32(truncatingIfNeeded: key))]
                    cases[end] = target
                    teamRanks[end] = Int32(truncatingIfNeeded: key >> 32)
                    sideRanks[end] = ranks.ofTeam(at: Int(target))
                    end += 1
                }
            }
            rowStarts[team + 1] = end
        }
    }
}

private func inverted(_ permutation: [Int32]) -> [Int32] {
    var places = permutation
    for (place, member) in permutation.enumerated() { places[Int(member)] = Int32(place) }
    return places
}

extension Instance {
    /// Places of cases and companies that the pins leave.
    fileprivate var placesBesidePins: (cases: [Int32], companies: [Int32]) {
        var (cases, companies) = (capacities, companyCapacities)
        for pin in pins {
            cases[Int(pin.target)] -= 1
            let company = Int(companyOfCase[Int(pin.target)])
            if company >= 0, companies[company] != Instance.unlimited { companies[company] -= 1 }
        }
        return (cases, companies)
    }
}

/// Both sides' ranks of one team's pairs at a time.
private struct RanksOfTeam {
    private let instance: Instance
    private let eligible: FitTable
    private let rulers: [Int32]
    private let casesRanking: RankersByTeam
    private let companiesRanking: RankersByTeam
    private var team = 0
    /// What stands at a case or company belongs to the team of its mark.
    private var placeAtTeam: [Int32]
    private var placeOfTeam: [Int32]
    private var placeAtCompany: [Int32]
    private var fitAtCompany: [Int32]
    private var companyMark: [Int32]
    private var fitAtCase: [Int32]

    init(_ instance: Instance, _ eligible: FitTable, rulers: [Int32], watch: inout CancelWatch) {
        self.instance = instance
        self.eligible = eligible
        self.rulers = rulers
        casesRanking = RankersByTeam(instance.caseRankings, teams: instance.teams.count, watch: &watch)
        companiesRanking = RankersByTeam(instance.companyRankings, teams: instance.teams.count, watch: &watch)
        placeAtTeam = Array(repeating: 0, count: instance.cases.count)
        (placeOfTeam, fitAtCase) = (placeAtTeam, placeAtTeam)
        placeAtCompany = Array(repeating: 0, count: instance.companies.count)
        fitAtCompany = placeAtCompany
        companyMark = Array(repeating: -1, count: instance.companies.count)
    }

    mutating func turn(to team: Int) {
        self.team = team
        let rankings = instance.teamRankings
        for entry in rankings.entries(of: team) { placeAtTeam[Int(rankings.ranked[entry])] = rankings.places[entry] }
        for (ranker, place) in casesRanking[team] { placeOfTeam[Int(ranker)] = place }
        for (ranker, place) in companiesRanking[team] { placeAtCompany[Int(ranker)] = place }
        for pair in eligible.rowStarts[team]..<eligible.rowStarts[team + 1] {
            let (target, fit) = (Int(eligible.cases[pair]), eligible.fits[pair])
            fitAtCase[target] = fit
            let company = Int(rulers[target])
            guard company >= 0 else { continue }
            fitAtCompany[company] = companyMark[company] == Int32(team) ? max(fitAtCompany[company], fit) : fit
            companyMark[company] = Int32(team)
        }
    }

    /// The place that the team gives a case of one of its pairs.
    func ofCase(_ target: Int, _ pair: Int) -> Int32 {
        if instance.teamRankings.isGiven(team) { return placeAtTeam[target] }
        return instance.fits == nil ? 0 : AssignmentProblem.largestFit - eligible.fits[pair]
    }

    /// The place that whoever rules a case of one of the team's pairs gives the team.
    func ofTeam(at target: Int) -> Int32 {
        let ruler = Int(rulers[target])
        if ruler >= 0 {
            if instance.companyRankings.isGiven(ruler) { return placeAtCompany[ruler] }
            return instance.fits == nil ? 0 : AssignmentProblem.largestFit - fitAtCompany[ruler]
        }
        if instance.caseRankings.isGiven(target) { return placeOfTeam[target] }
        let company = Int(instance.companyOfCase[target])
        if company >= 0, instance.companyRankings.isGiven(company) { return placeAtCompany[company] }
        return instance.fits == nil ? 0 : AssignmentProblem.largestFit - fitAtCase[target]
    }
}

/// Who ranks each team, at which place.
private struct RankersByTeam {
    private var starts: [Int]
    private var entries: [(ranker: Int32, place: Int32)]

    init(_ rankings: Rankings, teams: Int, watch: inout CancelWatch) {
        // Counted two places on, so that filling leaves each start where it belongs.
        starts = Array(repeating: 0, count: teams + 2)
        entries = Array(repeating: (0, 0), count: rankings.ranked.count)
        watch.forEach(in: 0..<rankings.ranked.count) { starts[Int(rankings.ranked[$0]) + 2] += 1 }
        if watch.isOver { return }
        for team in stride(from: 2, to: teams + 2, by: 1) { starts[team] += starts[team - 1] }
        for ranker in 0..<rankings.count {
            if watch.isOver(after: 1 + 2 * rankings.entries(of: ranker).count) { return }
            for entry in rankings.entries(of: ranker) {
                let team = Int(rankings.ranked[entry])
                entries[starts[team + 1]] = (Int32(ranker), rankings.places[entry])
                starts[team + 1] += 1
            }
        }
    }

    subscript(team: Int) -> ArraySlice<(ranker: Int32, place: Int32)> { entries[starts[team]..<starts[team + 1]] }
}
