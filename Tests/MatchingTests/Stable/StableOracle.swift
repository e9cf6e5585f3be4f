import Matching

/// The definition of stability, read straight and slowly: for instances small enough to list every matching.
struct StableOracle {
    let instance: Instance
    let eligible: Set<Instance.Pair>
    private let fits: [Instance.Pair: Int]
    private let pinned: Set<Int32>

    init(_ instance: Instance) {
        self.instance = instance
        let table = EligiblePairs(instance).table
        var fits: [Instance.Pair: Int] = [:]
        for team in instance.teams.indices {
            for pair in table.rowStarts[team]..<table.rowStarts[team + 1] {
                fits[.init(team: Int32(team), target: table.cases[pair])] = Int(table.fits[pair])
            }
        }
        self.fits = fits
        eligible = Set(fits.keys)
        pinned = Set(instance.pins.map(\.team))
    }

    /// Every matching under the capacities with the pins in it, as the case of each team.
    func forEachMatching(_ body: ([Int32]) -> Void) {
        var matching = [Int32](repeating: -1, count: instance.teams.count)
        var places = instance.capacities
        var companyPlaces = instance.companyCapacities
        func settle(_ team: Int) {
            guard team < matching.count else { return body(matching) }
            let pin = instance.pins.first { $0.team == Int32(team) }
            if pin == nil { settle(team + 1) }
            for target in instance.cases.indices where pin.map({ Int($0.target) == target }) ?? true {
                let company = Int(instance.companyOfCase[target])
                guard eligible.contains(.init(team: Int32(team), target: Int32(target))), places[target] > 0,
                    company < 0 || companyPlaces[company] > 0
                else { continue }
                places[target] -= 1
                if company >= 0 { companyPlaces[company] -= 1 }
                matching[team] = Int32(target)
                settle(team + 1)
                matching[team] = -1
                places[target] += 1
                if company >= 0 { companyPlaces[company] += 1 }
            }
        }
        settle(0)
    }

    func isStable(_ matching: [Int32]) -> Bool {
        !eligible.contains { blocks($0, matching) }
    }

    /// The place that a team gives a case.
    func rank(_ team: Int32, of target: Int32) -> Int {
        if let ranking = instance.teamRankings[Int(team)] { return ranking.firstIndex { $0.contains(target) } ?? .max }
        return instance.fits == nil ? 0 : -(fits[.init(team: team, target: target)] ?? 0)
    }

    /// The place that whoever decides over a case gives a team.
    func standing(_ team: Int32, at target: Int32) -> Int {
        let company = Int(instance.companyOfCase[Int(target)])
        let decides = company >= 0 && instance.companyCapacities[company] != Instance.unlimited
        if decides || (company >= 0 && instance.caseRankings[Int(target)] == nil), let ranking = instance.companyRankings[company] {
            return ranking.firstIndex { $0.contains(team) } ?? .max
        }
        if instance.fits != nil, decides {
            return -(fits.filter { $0.key.team == team && instance.companyOfCase[Int($0.key.target)] == Int32(company) }.values.max() ?? 0)
        }
        if !decides, let ranking = instance.caseRankings[Int(target)] { return ranking.firstIndex { $0.contains(team) } ?? .max }
        return instance.fits == nil ? 0 : -(fits[.init(team: team, target: target)] ?? 0)
    }

    private func blocks(_ pair: Instance.Pair, _ matching: [Int32]) -> Bool {
        let held = matching[Int(pair.team)]
        if pinned.contains(pair.team) || (held >= 0 && rank(pair.team, of: held) <= rank(pair.team, of: pair.target)) { return false }
        let company = Int(instance.companyOfCase[Int(pair.target)])
        let decides = company >= 0 && instance.companyCapacities[company] != Instance.unlimited
        let standing = standing(pair.team, at: pair.target)
        func worst(_ teams: [Int32]) -> Int { teams.map { self.standing($0, at: matching[Int($0)]) }.max() ?? .min }
        let all = matching.indices.filter { matching[$0] >= 0 }.map { Int32($0) }
        let here = all.filter { matching[Int($0)] == pair.target }
        let free = all.filter { !pinned.contains($0) }
        if here.count == Int(instance.capacities[Int(pair.target)]) { return standing < worst(here.filter { !pinned.contains($0) }) }
        if !decides { return true }
        let there = all.filter { Int(instance.companyOfCase[Int(matching[Int($0)])]) == company }
        if there.count < Int(instance.companyCapacities[company]) || there.contains(pair.team) { return true }
        return standing < worst(there.filter { free.contains($0) })
    }

    /// Whether neither a team nor whoever decides over its cases ranks two alike.
    var isStrict: Bool {
        for team in instance.teams.indices.map({ Int32($0) }) {
            let ranks = eligible.filter { $0.team == team }.map { rank(team, of: $0.target) }
            if Set(ranks).count < ranks.count { return false }
        }
        var seen: [Int32: [Int: Int32]] = [:]
        for pair in eligible {
            let company = instance.companyOfCase[Int(pair.target)]
            let decides = company >= 0 && instance.companyCapacities[Int(company)] != Instance.unlimited
            let key = decides ? -1 - company : pair.target
            let other = seen[key, default: [:]].updateValue(pair.team, forKey: standing(pair.team, at: pair.target))
            if let other, other != pair.team { return false }
        }
        return true
    }
}
