/// Why, in a fairest matching, a team does not have a case: where in the chain of levels the pair falls out, read from its prices.
package enum FairnessReason: Equatable, Sendable {
    /// A human settled the team's case before the run.
    case teamPinned
    /// The case, or its company, has no place beside pins.
    case noPlace
    /// Every matching with this pair places fewer teams.
    case fewerPlaced
    /// Every matching with this pair places fewer teams, or leaves more of them at this level, a fit or a rank, or at worse ones.
    case lessFair(level: Int64, FairnessBasis)
    /// The prices do not rule the pair out: another matching may be as fair with it.
    case asFair
}

extension FairnessReason {
    /// - Parameters:
    ///   - instance: with the fits of at least this team's pairs.
    ///   - claim: found valid by the verifier.
    /// - Returns: nil where the team has the case, or the pair is not eligible.
    package init?(of team: Int, and target: Int, in instance: Instance, _ claim: ResultClaim) {
        if claim.matches.contains(where: { Int($0.team) == team && Int($0.target) == target }) { return nil }
        if instance.pins.contains(where: { Int($0.team) == team }) {
            self = .teamPinned
            return
        }
        var row = TeamRow(of: team, in: instance)
        guard let wanted = row.level(of: Int32(target)) else { return nil }
        guard row.keepPlaces(PlacesLeft(instance), instance).contains(where: { $0.target == target }) else {
            self = .noPlace
            return
        }
        var listed: [Int64] = []
        for step in claim.levels ?? [] {
            if let level = step.level {
                row.pairs.removeAll { instance.isWorse($0.level, than: level) && !listed.contains($0.level) }
                guard row.level(of: Int32(target)) != nil else {
                    // Nobody is left at the pair's own level.
                    self = .lessFair(level: wanted, instance.fairnessBasis)
                    return
                }
                listed.append(level)
            }
            row.keepTight(step, instance)
            guard row.level(of: Int32(target)) != nil else {
                self = step.level.map { .lessFair(level: $0, instance.fairnessBasis) } ?? .fewerPlaced
                return
            }
        }
        // Behind the last level there is nobody.
        let isBehind = !listed.contains(wanted)
        self =
            isBehind && listed.contains { instance.isWorse(wanted, than: $0) } ? .lessFair(level: wanted, instance.fairnessBasis) : .asFair
    }
}

extension Instance {
    fileprivate func isWorse(_ level: Int64, than other: Int64) -> Bool { fairnessBasis == .rank ? level > other : level < other }
}

/// The pairs of one team that some optimum so far may use.
private struct TeamRow {
    struct Pair {
        var target: Int32
        var level: Int64
    }

    var pairs: [Pair] = []
    private var isSaturated = false

    init(of team: Int, in instance: Instance) {
        var place: [Int32: Int64] = [:]
        for entry in instance.teamRankings.entries(of: team) {
            place[instance.teamRankings.ranked[entry]] = Int64(instance.teamRankings.places[entry])
        }
        Acceptance(instance).forEachPair(of: team) { target, fit in
            pairs.append(Pair(target: target, level: instance.fairnessBasis == .rank ? place[target] ?? 0 : fit))
        }
    }

    func level(of target: Int32) -> Int64? { pairs.first { $0.target == target }?.level }

    mutating func keepPlaces(_ left: PlacesLeft, _ instance: Instance) -> [Pair] {
        pairs.removeAll { pair in
            let company = instance.companyOfCase[Int(pair.target)]
            return left.capacities[Int(pair.target)] == 0 || company >= 0 && left.companyCapacities[Int(company)] == 0
        }
        return pairs
    }

    mutating func keepTight(_ step: ResultClaim.Level, _ instance: Instance) {
        func gain(_ pair: Pair) -> Int64 {
            let company = instance.companyOfCase[Int(pair.target)]
            let price = step.cases.first { $0.index == pair.target }?.price ?? 0
            let companyPrice = company < 0 ? 0 : step.companies.first { $0.index == company }?.price ?? 0
            return step.placing - (pair.level == step.level ? 1 : 0) - price - companyPrice
        }
        let best = pairs.map(gain).max() ?? 0
        let profit = isSaturated ? best : max(0, best)
        pairs.removeAll { gain($0) != profit }
        if profit > 0 { isSaturated = true }
    }
}
