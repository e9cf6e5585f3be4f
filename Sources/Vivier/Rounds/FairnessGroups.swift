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

/// Where a team belongs; empty for a team that is gone since the run.
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
/// even by subtracting groups from each other: teams of one school, cohort and programme are put together until there are enough of
/// them, and a group shows its figures only where it is made of whole such lots. Every sum or difference of shown groups is then made
/// of whole lots too.
package struct FairnessGroups {
    private let fares: [TeamOrigin: [TeamFare]]
    private let lots: [Set<TeamOrigin>]

    /// Complexity: O(teams + origins³); a run has some dozens of origins.
    package init(_ fares: [TeamOrigin: [TeamFare]]) {
        self.fares = fares
        lots = FairnessGroups.lots(of: fares.mapValues(\.count))
    }

    /// Schools, then cohorts, then programmes, each by name. Cohorts and programmes are named with their school where there are several.
    package func report() -> [FairnessGroup] {
        let schools = Set(fares.keys.map(\.school)).subtracting([""])
        func named(_ origin: TeamOrigin, _ name: String) -> String { schools.count > 1 ? "\(origin.school), \(name)" : name }
        return of("school") { $0.school } + of("cohort") { named($0, $0.cohort) }
            + of("programme") { origin in origin.programme.map { named(origin, $0) } }
    }

    private func of(_ kind: String, _ name: (TeamOrigin) -> String?) -> [FairnessGroup] {
        let known = fares.keys.filter { !$0.school.isEmpty }
        let groups = Dictionary(grouping: known.filter { name($0) != nil }) { name($0) ?? "" }
        return groups.sorted { $0.key < $1.key }.map { group(kind, $0.key, of: Set($0.value)) }
    }

    private func group(_ kind: String, _ name: String, of origins: Set<TeamOrigin>) -> FairnessGroup {
        let members = origins.flatMap { fares[$0, default: []] }
        let shows = lots.allSatisfy { $0.isDisjoint(with: origins) || $0.isSubset(of: origins) }
        guard shows, members.count >= FairnessReport.smallestGroup else {
            return FairnessGroup(kind: kind, name: name, teams: members.count, placed: nil, meanFit: nil, lowestFit: nil)
        }
        let fits = members.compactMap(\.fit)
        return FairnessGroup(
            kind: kind, name: name, teams: members.count, placed: fits.count,
            meanFit: fits.isEmpty ? nil : fits.reduce(0, +) / fits.count, lowestFit: fits.min())
    }

    /// The smallest lot joins its smallest neighbour, of its cohort if it can, of its school if not, until all are large enough.
    private static func lots(of sizes: [TeamOrigin: Int]) -> [Set<TeamOrigin>] {
        func size(_ lot: Set<TeamOrigin>) -> Int { lot.reduce(0) { $0 + sizes[$1, default: 0] } }
        func words(_ lot: Set<TeamOrigin>) -> String { lot.map { "\($0.school)\n\($0.cohort)\n\($0.programme ?? "")" }.sorted().joined() }
        func distance(_ one: Set<TeamOrigin>, _ other: Set<TeamOrigin>) -> Int {
            if one.contains(where: { here in other.contains { $0.school == here.school && $0.cohort == here.cohort } }) { return 0 }
            return one.contains { here in other.contains { $0.school == here.school } } ? 1 : 2
        }
        var lots = sizes.keys.map { Set([$0]) }.sorted { (size($0), words($0)) < (size($1), words($1)) }
        while lots.count > 1, let smallest = lots.first, size(smallest) < FairnessReport.smallestGroup {
            let others = lots.dropFirst()
            guard let joined = others.indices.min(by: { (distance(smallest, lots[$0]), $0) < (distance(smallest, lots[$1]), $1) }) else {
                break
            }
            lots[joined].formUnion(smallest)
            lots.removeFirst()
            lots.sort { (size($0), words($0)) < (size($1), words($1)) }
        }
        return lots
    }
}
