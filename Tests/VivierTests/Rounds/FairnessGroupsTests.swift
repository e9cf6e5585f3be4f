import API
import TestSupport
import Testing
import Vivier

/// What groups of teams show must not tell of fewer than five.
struct FairnessGroupsTests {
    private struct Shown: Hashable {
        var kind: String
        var name: String
    }

    /// Which groups a team is counted in.
    private func groups(of origin: TeamOrigin, named full: Bool) -> [Shown] {
        guard !origin.school.isEmpty else { return [] }
        let prefix = full ? "\(origin.school), " : ""
        return [Shown(kind: "school", name: origin.school), Shown(kind: "cohort", name: prefix + origin.cohort)]
            + (origin.programme.map { [Shown(kind: "programme", name: prefix + $0)] } ?? [])
    }

    @Test(arguments: UInt64(1)...400) func `no sum or difference of shown groups is made of one to four teams`(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var fares: [TeamOrigin: [TeamFare]] = [:]
        let schools = Int.random(in: 1...2, using: &random)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let origin = TeamOrigin(
                school: ["Lille", "Lyon"][Int.random(in: 0..<schools, using: &random)],
                cohort: ["M1", "M2"][Int.random(in: 0...1, using: &random)],
                programme: [nil, "PGE", "MSc"][Int.random(in: 0...2, using: &random)])
            fares[origin] = (0..<Int.random(in: 1...9, using: &random)).map { TeamFare(fit: $0 * 1_000, place: $0 % 4 == 0 ? nil : $0 % 4) }
        }
        if Bool.random(using: &random) { fares[TeamOrigin()] = [TeamFare(fit: 1)] }
        let report = FairnessGroups(fares).report()
        let named = Set(fares.keys.map(\.school)).subtracting([""]).count > 1
        let origins = Array(fares.keys)
        for group in report {
            let counted = origins.filter { groups(of: $0, named: named).contains(Shown(kind: group.kind, name: group.name)) }
            #expect(group.teams == counted.reduce(0) { $0 + (fares[$1]?.count ?? 0) }, "seed \(seed)")
        }
        // Ranks are of the same teams as the other figures, and shown with them alone: what holds of these holds of those.
        let hasPlaces = fares.values.contains { $0.contains { $0.place != nil } }
        for group in report {
            let ranks = group.placed == nil || !hasPlaces ? nil : group.teams
            #expect(group.ranks?.reduce(0) { $0 + $1.teams } == ranks, "seed \(seed): \(group)")
        }
        // The total of the run is known too.
        let shown = report.filter { $0.placed != nil }
        let vectors =
            [origins.map { _ in 1 }]
            + shown.map { group in
                origins.map { groups(of: $0, named: named).contains(Shown(kind: group.kind, name: group.name)) ? 1 : 0 }
            }
        let total = fares.values.reduce(0) { $0 + $1.count }
        var factors = [Int](repeating: -1, count: vectors.count)
        while true {
            let sum = origins.indices.map { at in vectors.indices.reduce(0) { $0 + factors[$1] * vectors[$1][at] } }
            if sum.allSatisfy({ $0 == 0 || $0 == 1 }) {
                let told = zip(origins, sum).reduce(0) { $0 + ($1.1 == 1 ? fares[$1.0, default: []].count : 0) }
                #expect(told == 0 || told >= 5 || told == total, "seed \(seed): \(report)")
            }
            guard let next = factors.firstIndex(where: { $0 < 1 }) else { break }
            factors[next] += 1
            for before in 0..<next { factors[before] = -1 }
        }
    }

    @Test func `thousands of programmes take no time worth speaking of, and tell of nobody`() {
        var fares: [TeamOrigin: [TeamFare]] = [:]
        for number in 1...20_000 {
            fares[TeamOrigin(school: "Lyon", cohort: "M1", programme: "P\(number)")] = [TeamFare(fit: number % 10_000)]
        }
        let report = FairnessGroups(fares).report()
        #expect(report.count == 2 + FairnessGroups.mostListed)
        #expect(report.prefix(2).allSatisfy { $0.teams == 20_000 && $0.placed == 20_000 })
        #expect(report.dropFirst(2).allSatisfy { $0.placed == nil })
    }

    @Test func `ranks are counted over all teams of a group, and hidden where another group’s would tell of fewer than five`() {
        func origin(_ programme: String) -> TeamOrigin { TeamOrigin(school: "Lyon", cohort: "M1", programme: programme) }
        var fares = [
            origin("PGE"): [0, 0, 1, 3, 12, nil].map { TeamFare(fit: 5_000, place: $0) },
            origin("MSc"): [1, 1, 1, 1, 1].map { TeamFare(fit: 5_000, place: $0) },
        ]
        func ranks(_ name: String) -> [RankShare]? { FairnessGroups(fares).report().first { $0.name == name }?.ranks }
        #expect(
            ranks("PGE") == [
                RankShare(place: 1, teams: 2), RankShare(place: 2, teams: 1), RankShare(place: 3, teams: 0), RankShare(place: 4, teams: 1),
                RankShare(place: nil, teams: 2),
            ])
        #expect(ranks("MSc") == [RankShare(place: 1, teams: 0), RankShare(place: 2, teams: 5), RankShare(place: nil, teams: 0)])
        // Four more of a third programme: the cohort less the two others would tell what became of them.
        fares[origin("BBA")] = [0, 0, 0, 0].map { TeamFare(fit: 5_000, place: $0) }
        #expect(ranks("BBA") == nil && ranks("MSc") == nil && ranks("PGE") != nil && ranks("M1") != nil)
        // Where nobody ranked, there are no ranks.
        fares = fares.mapValues { $0.map { TeamFare(fit: $0.fit) } }
        #expect(ranks("PGE") == nil)
    }

    @Test func `large groups show what became of their teams`() {
        let fares = [
            TeamOrigin(school: "Lyon", cohort: "M1", programme: "PGE"): (1...6).map { TeamFare(fit: $0 * 100) },
            TeamOrigin(school: "Lyon", cohort: "M2", programme: "MSc"): [TeamFare(fit: 7)] + [TeamFare](repeating: TeamFare(), count: 5),
        ]
        #expect(
            FairnessGroups(fares).report() == [
                FairnessGroup(kind: "school", name: "Lyon", teams: 12, placed: 7, meanFit: 301, lowestFit: 7),
                FairnessGroup(kind: "cohort", name: "M1", teams: 6, placed: 6, meanFit: 350, lowestFit: 100),
                FairnessGroup(kind: "cohort", name: "M2", teams: 6, placed: 1, meanFit: 7, lowestFit: 7),
                FairnessGroup(kind: "programme", name: "MSc", teams: 6, placed: 1, meanFit: 7, lowestFit: 7),
                FairnessGroup(kind: "programme", name: "PGE", teams: 6, placed: 6, meanFit: 350, lowestFit: 100),
            ])
    }
}
