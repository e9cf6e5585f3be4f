/// Both sides' ranks of a team's pairs as the verifier reads them, one team at a time; lower is better, equal is indifferent.
struct StandingRanks {
    private let instance: Instance
    private let ofTeamByCase: [[(case: Int32, place: Int32)]]
    private let ofTeamByCompany: [[(company: Int32, place: Int32)]]
    private var places: [Int32: Int32] = [:]
    private var placesGivenByCase: [Int32: Int32] = [:]
    private var placesGivenByCompany: [Int32: Int32] = [:]
    private var bestFit: [Int32: Int32] = [:]
    private var team = 0

    init(_ instance: Instance) {
        var watch = CancelWatch { false }
        self.init(instance, &watch)
    }

    /// - Parameter watch: where it is to end before, the ranks are of no use.
    init(_ instance: Instance, _ watch: inout CancelWatch) {
        self.instance = instance
        var byCase = [[(case: Int32, place: Int32)]](repeating: [], count: instance.teams.count)
        for target in 0..<instance.caseRankings.count {
            if watch.isOver(after: 1 + 8 * instance.caseRankings.entries(of: target).count) { break }
            for entry in instance.caseRankings.entries(of: target) {
                byCase[Int(instance.caseRankings.ranked[entry])].append((Int32(target), instance.caseRankings.places[entry]))
            }
        }
        var byCompany = [[(company: Int32, place: Int32)]](repeating: [], count: instance.teams.count)
        for company in 0..<instance.companyRankings.count {
            if watch.isOver(after: 1 + 8 * instance.companyRankings.entries(of: company).count) { break }
            for entry in instance.companyRankings.entries(of: company) {
                byCompany[Int(instance.companyRankings.ranked[entry])].append((Int32(company), instance.companyRankings.places[entry]))
            }
        }
        (ofTeamByCase, ofTeamByCompany) = (byCase, byCompany)
    }

    /// About what it costs to turn to a team, a pair read being 1.
    func work(of team: Int) -> Int {
        8 * (1 + instance.teamRankings.entries(of: team).count + ofTeamByCase[team].count + ofTeamByCompany[team].count)
    }

    /// - Parameter pairs: the team's eligible cases with their fits.
    mutating func turn(to team: Int, _ pairs: [(target: Int32, fit: Int64)]) {
        self.team = team
        places.removeAll(keepingCapacity: true)
        for entry in instance.teamRankings.entries(of: team) {
            places[instance.teamRankings.ranked[entry]] = instance.teamRankings.places[entry]
        }
        placesGivenByCase.removeAll(keepingCapacity: true)
        for given in ofTeamByCase[team] { placesGivenByCase[given.case] = given.place }
        placesGivenByCompany.removeAll(keepingCapacity: true)
        for given in ofTeamByCompany[team] { placesGivenByCompany[given.company] = given.place }
        bestFit.removeAll(keepingCapacity: true)
        for (target, fit) in pairs {
            if let company = rulingCompany(of: target) { bestFit[company] = max(bestFit[company] ?? 0, Int32(fit)) }
        }
    }

    /// The company whose own capacity makes it decide over the case.
    func rulingCompany(of target: Int32) -> Int32? {
        let company = instance.companyOfCase[Int(target)]
        return company >= 0 && instance.companyCapacities[Int(company)] != Instance.unlimited ? company : nil
    }

    /// The place that the team gives a case.
    func ofCase(_ target: Int32, fit: Int64) -> Int32 {
        if instance.teamRankings.isGiven(team) { return places[target] ?? .max }
        return instance.fits == nil ? 0 : 10_000 - Int32(fit)
    }

    /// The place that whoever decides over the case gives the team.
    func ofTeam(at target: Int32, fit: Int64) -> Int32 {
        let company = instance.companyOfCase[Int(target)]
        let byFit = instance.fits != nil
        if let ruler = rulingCompany(of: target) {
            if instance.companyRankings.isGiven(Int(ruler)) { return placesGivenByCompany[ruler] ?? .max }
            return byFit ? 10_000 - (bestFit[ruler] ?? 0) : 0
        }
        if instance.caseRankings.isGiven(Int(target)) { return placesGivenByCase[target] ?? .max }
        if company >= 0, instance.companyRankings.isGiven(Int(company)) { return placesGivenByCompany[company] ?? .max }
        return byFit ? 10_000 - Int32(fit) : 0
    }
}
