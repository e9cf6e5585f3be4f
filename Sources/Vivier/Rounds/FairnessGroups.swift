package import API

/// What became of one team in a run.
package struct TeamFare {
    /// Nil without a case.
    package var fit: Int?
    /// In its ranking, from 0; nil where it gave none or has no case, or has one that it did not rank.
    package var place: Int?

    package init(fit: Int? = nil, place: Int? = nil) {
        self.fit = fit
        self.place = place
    }
}

/// Where a team belongs, or belonged; empty where nobody knows.
package struct TeamOrigin: Hashable {
    package var school: String
    package var cohort: String
    /// Nil where its members are of several, or of none.
    package var programme: String?

    package init(school: String = "", cohort: String = "", programme: String? = nil) {
        self.school = school
        self.cohort = cohort
        self.programme = programme
    }
}

/// The teams of a run, group by group, with no figure from which fewer than ``FairnessReport/smallestGroup`` teams could be told, not
/// even by subtracting groups from each other: origins of fewer teams are put together in lots until there are enough of them, and a group
/// shows its figures only where it is made of whole lots. Every sum or difference of shown groups is then made of whole lots too.
package struct FairnessGroups {
    private let fares: [TeamOrigin: [TeamFare]]
    private let lotOf: [TeamOrigin: Int]
    /// How many origins each lot has.
    private let originsInLot: [Int]
    private let hasPlaces: Bool

    /// Groups of each kind that are listed.
    package static let mostListed = 500

    /// Complexity: O(n log n) for n teams; each may have an origin of its own.
    package init(_ fares: [TeamOrigin: [TeamFare]]) {
        self.fares = fares
        let lots = FairnessGroups.lots(of: fares.mapValues(\.count))
        lotOf = Dictionary(uniqueKeysWithValues: lots.enumerated().flatMap { lot, origins in origins.map { ($0, lot) } })
        originsInLot = lots.map(\.count)
        hasPlaces = fares.values.contains { $0.contains { $0.place != nil } }
    }

    /// Schools, then cohorts, then programmes, each by name. Cohorts and programmes are named with their school where there are several.
    ///
    /// - Parameter most: of each kind.
    package func report(most: Int = mostListed) -> [FairnessGroup] {
        let schools = Set(fares.keys.map(\.school)).subtracting([""])
        func named(_ origin: TeamOrigin, _ name: String) -> String { schools.count > 1 ? "\(origin.school), \(name)" : name }
        return of("school", most) { $0.school } + of("cohort", most) { named($0, $0.cohort) }
            + of("programme", most) { origin in origin.programme.map { named(origin, $0) } }
    }

    /// Those that show ranks, the largest first.
    static func rankedProgrammes(of groups: [FairnessGroup]) -> [FairnessGroup] {
        groups.filter { $0.kind == FairnessGroup.Kind.programme.rawValue && $0.ranks != nil }
            .sorted { ($1.teams, $0.name) < ($0.teams, $1.name) }
    }

    private func of(_ kind: String, _ most: Int, _ name: (TeamOrigin) -> String?) -> [FairnessGroup] {
        var groups: [String: [TeamOrigin]] = [:]
        for origin in fares.keys where !origin.school.isEmpty {
            if let name = name(origin) { groups[name, default: []].append(origin) }
        }
        return groups.sorted { $0.key < $1.key }.prefix(most).map { group(kind, $0.key, of: $0.value) }
    }

    private func group(_ kind: String, _ name: String, of origins: [TeamOrigin]) -> FairnessGroup {
        let members = origins.flatMap { fares[$0, default: []] }
        var inLot: [Int: Int] = [:]
        for origin in origins { if let lot = lotOf[origin] { inLot[lot, default: 0] += 1 } }
        guard members.count >= FairnessReport.smallestGroup, inLot.allSatisfy({ $0.value == originsInLot[$0.key] }) else {
            return FairnessGroup(kind: kind, name: name, teams: members.count, placed: nil, meanFit: nil, lowestFit: nil)
        }
        let fits = members.compactMap(\.fit)
        return FairnessGroup(
            kind: kind, name: name, teams: members.count, placed: fits.count,
            meanFit: fits.isEmpty ? nil : fits.reduce(0, +) / fits.count, lowestFit: fits.min(), ranks: hasPlaces ? ranks(members) : nil)
    }

    /// Counted over all teams of the group, not over those that ranked alone: of these there may be so few, or all but so few, that single
    /// ones could be told.
    private func ranks(_ members: [TeamFare]) -> [RankShare] {
        let places = members.compactMap(\.place).filter { $0 < FairnessGroup.mostRanks }
        let counted = (0..<((places.max() ?? -1) + 1)).map { place in RankShare(place: place + 1, teams: places.count { $0 == place }) }
        return counted + [RankShare(place: nil, teams: members.count - places.count)]
    }

    private struct Lot {
        var teams: Int
        var origins: [TeamOrigin]
    }

    /// The small origins of a cohort go together, with its smallest large one if they are too few still; what is too few in a whole cohort
    /// goes with the rest of its school, and what is too few in a whole school with other schools.
    private static func lots(of sizes: [TeamOrigin: Int]) -> [[TeamOrigin]] {
        let bySchool = Dictionary(grouping: sizes.keys, by: \.school)
        let schools = bySchool.sorted { $0.key < $1.key }.map { _, origins in
            let byCohort = Dictionary(grouping: origins, by: \.cohort)
            let cohorts = byCohort.sorted { $0.key < $1.key }.map { _, origins in
                merged(
                    origins.sorted { ($0.programme ?? "") < ($1.programme ?? "") }.map { Lot(teams: sizes[$0, default: 0], origins: [$0]) })
            }
            return merged(cohorts.flatMap(\.self))
        }
        return merged(schools.flatMap(\.self)).map(\.origins)
    }

    private static func merged(_ lots: [Lot]) -> [Lot] {
        var large = lots.filter { $0.teams >= FairnessReport.smallestGroup }
        let small = lots.filter { $0.teams < FairnessReport.smallestGroup }
        guard !small.isEmpty else { return large }
        let together = Lot(teams: small.reduce(0) { $0 + $1.teams }, origins: small.flatMap(\.origins))
        guard together.teams < FairnessReport.smallestGroup,
            let least = large.indices.min(by: { (large[$0].teams, $0) < (large[$1].teams, $1) })
        else { return large + [together] }
        large[least].teams += together.teams
        large[least].origins += together.origins
        return large
    }
}
