/// The pairs that a run may use: acceptable to all who have a say, and not banned. Built in time linear in the instance.
package struct EligiblePairs: Equatable, Sendable {
    /// The pairs by team, in the order of the instance; by case where rankings alone decide. Fits are 0 where the instance states none.
    package let table: FitTable

    package init(_ instance: Instance) {
        var watch = CancelWatch { false }
        self.init(instance, watch: &watch)
    }

    /// - Returns: nil where cancelled.
    package init?(_ instance: Instance, isCancelled: @escaping () -> Bool) {
        var watch = CancelWatch(isCancelled)
        self.init(instance, watch: &watch)
        if watch.isOver { return nil }
    }

    private init(_ instance: Instance, watch: inout CancelWatch) {
        let ranked = instance.teamRankings.anyGiven || instance.caseRankings.anyGiven || instance.companyRankings.anyGiven
        if let fits = instance.fits, !ranked, instance.bans.isEmpty {
            table = fits
            return
        }
        var sieve = Sieve(instance, &watch)
        var table = FitTable(rowStarts: [0], cases: [], fits: [])
        if let fits = instance.fits {
            // Room at once: to move what is there as it grows would take long.
            table.cases.reserveCapacity(fits.cases.count)
            table.fits.reserveCapacity(fits.fits.count)
        }
        // A sieve that was not made to the end cannot be looked into.
        for team in 0..<(watch.isOver ? 0 : instance.teams.count) {
            if watch.isOver(after: sieve.work(of: team)) { break }
            sieve.turn(to: team)
            if let fits = instance.fits {
                for pair in fits.rowStarts[team]..<fits.rowStarts[team + 1] where sieve.lets(fits.cases[pair], needsNaming: false) {
                    table.cases.append(fits.cases[pair])
                    table.fits.append(fits.fits[pair])
                }
            } else {
                for target in sieve.named().sorted() where sieve.lets(target, needsNaming: true) {
                    table.cases.append(target)
                    table.fits.append(0)
                }
            }
            table.rowStarts.append(table.cases.count)
        }
        self.table = table
    }

    /// Whether a pair is eligible; linear in the team's pairs.
    package func contains(_ pair: Instance.Pair) -> Bool {
        table.cases[table.rowStarts[Int(pair.team)]..<table.rowStarts[Int(pair.team) + 1]].contains(pair.target)
    }
}

/// Who has named whom, one team at a time: a mark holds while it equals the team's.
private struct Sieve {
    private let instance: Instance
    private let casesNaming: Inverse
    private let companiesNaming: Inverse
    private let bans: Inverse
    private let casesOfCompany: Inverse
    private var byTeam: [Int32]
    private var byCase: [Int32]
    private var byCompany: [Int32]
    private var banned: [Int32]
    private var team = 0

    init(_ instance: Instance, _ watch: inout CancelWatch) {
        self.instance = instance
        casesNaming = Inverse(instance.caseRankings, count: instance.teams.count, &watch)
        companiesNaming = Inverse(instance.companyRankings, count: instance.teams.count, &watch)
        bans = Inverse(instance.bans.map { (Int($0.team), $0.target) }, count: instance.teams.count, &watch)
        casesOfCompany = Inverse(
            instance.companyOfCase.enumerated().filter { $0.element >= 0 }.map { (Int($0.element), Int32($0.offset)) },
            count: instance.companies.count, &watch)
        byTeam = Array(repeating: -1, count: instance.cases.count)
        byCase = byTeam
        banned = byTeam
        byCompany = Array(repeating: -1, count: instance.companies.count)
    }

    /// About what it costs to find a team's pairs, a pair read being 1; sets cost more where rankings alone decide.
    func work(of team: Int) -> Int {
        let named = instance.teamRankings.entries(of: team).count + casesNaming[team].count + companiesNaming[team].count
        guard let fits = instance.fits else { return 1 + 32 * named }
        return 1 + named + 4 * (fits.rowStarts[team + 1] - fits.rowStarts[team])
    }

    mutating func turn(to team: Int) {
        self.team = team
        let mark = Int32(team)
        for entry in instance.teamRankings.entries(of: team) { byTeam[Int(instance.teamRankings.ranked[entry])] = mark }
        for target in casesNaming[team] { byCase[Int(target)] = mark }
        for company in companiesNaming[team] { byCompany[Int(company)] = mark }
        for target in bans[team] { banned[Int(target)] = mark }
    }

    /// Whether everybody who gave a ranking named the other side, and, where asked for, somebody gave one.
    func lets(_ target: Int32, needsNaming: Bool) -> Bool {
        let target = Int(target)
        let mark = Int32(team)
        let company = Int(instance.companyOfCase[target])
        let teamRanks = instance.teamRankings.isGiven(team)
        let caseRanks = instance.caseRankings.isGiven(target)
        let companyRanks = company >= 0 && instance.companyRankings.isGiven(company)
        if banned[target] == mark { return false }
        if teamRanks && byTeam[target] != mark { return false }
        if caseRanks && byCase[target] != mark { return false }
        if companyRanks && byCompany[company] != mark { return false }
        return !needsNaming || teamRanks || caseRanks || companyRanks
    }

    /// The cases that somebody has named with this team, each once.
    func named() -> Set<Int32> {
        if instance.teamRankings.isGiven(team) {
            return Set(instance.teamRankings.entries(of: team).map { instance.teamRankings.ranked[$0] })
        }
        return Set(casesNaming[team]).union(companiesNaming[team].flatMap { casesOfCompany[Int($0)] })
    }
}

/// Lists by key, flat.
private struct Inverse {
    private var starts: [Int]
    private var values: [Int32]

    init(_ pairs: [(key: Int, value: Int32)], count: Int, _ watch: inout CancelWatch) {
        // Counted two places on, so that filling leaves each start where it belongs.
        starts = Array(repeating: 0, count: count + 2)
        values = Array(repeating: 0, count: pairs.count)
        watch.forEach(in: 0..<pairs.count) { starts[pairs[$0].key + 2] += 1 }
        if watch.isOver { return }
        for key in stride(from: 2, to: count + 2, by: 1) { starts[key] += starts[key - 1] }
        watch.forEach(in: 0..<pairs.count) { pair in
            values[starts[pairs[pair].key + 1]] = pairs[pair].value
            starts[pairs[pair].key + 1] += 1
        }
    }

    /// Who ranks each of `count` others.
    init(_ rankings: Rankings, count: Int, _ watch: inout CancelWatch) {
        var pairs: [(key: Int, value: Int32)] = []
        pairs.reserveCapacity(rankings.ranked.count)
        for member in 0..<rankings.count {
            if watch.isOver(after: 1 + rankings.entries(of: member).count) { break }
            for entry in rankings.entries(of: member) { pairs.append((Int(rankings.ranked[entry]), Int32(member))) }
        }
        self.init(pairs, count: count, &watch)
    }

    subscript(key: Int) -> ArraySlice<Int32> { values[starts[key]..<starts[key + 1]] }
}
