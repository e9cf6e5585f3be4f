/// The matches of a claimed result against capacities, pins and bans, read straight; fits and prices are not looked at.
struct ClaimedMatches: Sendable {
    private let instance: Instance
    private let claim: ResultClaim
    private let bans: Set<Instance.Pair>

    /// - Parameter instance: of it only ids, capacities, companies and pins are read.
    init(_ instance: Instance, _ claim: ResultClaim, bans: Set<Instance.Pair>) {
        self.instance = instance
        self.claim = claim
        self.bans = bans
    }

    /// The first broken condition. Fills in the case of each team, −1 for none.
    func firstBroken(_ caseOfTeam: inout [Int32]) -> BrokenCondition? {
        brokenMatch(&caseOfTeam) ?? brokenCapacity() ?? brokenUnmatched(caseOfTeam)
    }

    private func brokenMatch(_ caseOfTeam: inout [Int32]) -> BrokenCondition? {
        for match in claim.matches {
            guard match.team >= 0, match.team < instance.teams.count else { return .unknownTeam(match.team) }
            guard match.target >= 0, match.target < instance.cases.count else { return .unknownCase(match.target) }
            if caseOfTeam[Int(match.team)] >= 0 { return .teamMatchedTwice(team: match.team) }
            caseOfTeam[Int(match.team)] = match.target
            if bans.contains(match) { return .banned(team: match.team, target: match.target) }
        }
        for pin in instance.pins where caseOfTeam[Int(pin.team)] != pin.target {
            return .pinIgnored(team: pin.team, target: pin.target)
        }
        return nil
    }

    private func brokenCapacity() -> BrokenCondition? {
        var matches = [Int](repeating: 0, count: instance.cases.count)
        var companyMatches = [Int](repeating: 0, count: instance.companies.count)
        for match in claim.matches {
            matches[Int(match.target)] += 1
            let company = instance.companyOfCase[Int(match.target)]
            if company >= 0 { companyMatches[Int(company)] += 1 }
        }
        for (index, capacity) in instance.capacities.enumerated() where matches[index] > capacity {
            return .overCapacity(.case(Int32(index)), matches: matches[index], capacity: capacity)
        }
        for (index, capacity) in instance.companyCapacities.enumerated() where companyMatches[index] > capacity {
            return .overCapacity(.company(Int32(index)), matches: companyMatches[index], capacity: capacity)
        }
        return nil
    }

    private func brokenUnmatched(_ caseOfTeam: [Int32]) -> BrokenCondition? {
        var listed = [Bool](repeating: false, count: instance.teams.count)
        for team in claim.unmatched {
            guard team >= 0, team < instance.teams.count else { return .unknownTeam(team) }
            if listed[Int(team)] { return .unmatchedTwice(team: team) }
            listed[Int(team)] = true
            if caseOfTeam[Int(team)] >= 0 { return .unmatchedHasMatch(team: team) }
        }
        for team in instance.teams.indices where caseOfTeam[team] < 0 && !listed[team] { return .unmatchedMissing(team: Int32(team)) }
        let counted = Int64(claim.matches.count)
        return claim.placed == counted ? nil : .placedDiffers(claimed: claim.placed, counted: counted)
    }
}
