extension Instance {
    /// Gives each case that names teams a complete ranking of its eligible ones: whom it leaves out stands behind, by fit, equal fits being
    /// a tie. Where a company limits its teams over all its cases it decides alone, so its cases' rankings are read together: a team stands
    /// at the best place that any of them gives it, and behind those by its best fit. Linear in the pairs, but for sorting each side's own.
    mutating func completeCaseRankings(_ given: Rankings) {
        guard given.anyGiven, let table = fits else { return }
        var places =
            (0..<cases.count).map { given.isGiven($0) ? Dictionary(minimumCapacity: given.entries(of: $0).count) : nil }
            as [[Int32: Int32]?]
        var companyRanks = [Bool](repeating: false, count: companies.count)
        for target in 0..<given.count where given.isGiven(target) {
            for entry in given.entries(of: target) { places[target]?[given.ranked[entry]] = given.places[entry] }
            if let company = limitingCompany(of: target) { companyRanks[company] = true }
        }
        var ofCases = [[Contender]?](repeating: nil, count: cases.count)
        var ofCompanies = [[Contender]?](repeating: nil, count: companies.count)
        for target in places.indices where places[target] != nil && limitingCompany(of: target) == nil { ofCases[target] = [] }
        for company in companyRanks.indices where companyRanks[company] { ofCompanies[company] = [] }
        for team in teams.indices {
            for pair in table.rowStarts[team]..<table.rowStarts[team + 1] {
                let target = Int(table.cases[pair])
                let contender = Contender(team: Int32(team), place: places[target]?[Int32(team)] ?? .max, fit: table.fits[pair])
                if let company = limitingCompany(of: target) {
                    ofCompanies[company]?.join(contender)
                } else {
                    ofCases[target]?.append(contender)
                }
            }
        }
        for contenders in ofCases { caseRankings.append(contenders.map(\.ranking)) }
        for contenders in ofCompanies { companyRankings.append(contenders.map(\.ranking)) }
    }

    private func limitingCompany(of target: Int) -> Int? {
        let company = Int(companyOfCase[target])
        return company >= 0 && companyCapacities[company] != Instance.unlimited ? company : nil
    }
}

/// A team as a case or a company looks at it.
private struct Contender {
    var team: Int32
    /// `Int32.max` where no ranking names it.
    var place: Int32
    var fit: Int32

    func isAlike(_ other: Contender) -> Bool { place == other.place && (place != .max || fit == other.fit) }
}

extension [Contender] {
    /// Adds a team, or what another case of the company says of the team that came last.
    fileprivate mutating func join(_ contender: Contender) {
        guard let last, last.team == contender.team else { return append(contender) }
        self[count - 1] = Contender(
            team: last.team, place: Swift.min(last.place, contender.place), fit: Swift.max(last.fit, contender.fit))
    }

    fileprivate var ranking: [[Int32]] {
        var ranking: [[Int32]] = []
        var before: Contender?
        let inOrder = sorted { ($0.place, $0.place == .max ? -$0.fit : 0, $0.team) < ($1.place, $1.place == .max ? -$1.fit : 0, $1.team) }
        for contender in inOrder {
            if let before, before.isAlike(contender) {
                ranking[ranking.count - 1].append(contender.team)
            } else {
                ranking.append([contender.team])
            }
            before = contender
        }
        return ranking
    }
}
