import API
import TestSupport
import Testing
import Vivier

/// Ranks that teams obtained, against what no assignment could exceed.
@Suite struct PossibleRanksTests {
    @Test func `the report says how many could have had their first choices at once, whatever the assignment`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: [8, 7, 6], policy: "stable", cases: [("Un", 1, 4), ("Deux", 1, 4), ("Trois", 1, 4)])
            let rankings: [[Int]] = [[0, 1], [0, 1], [0, 2]]
            for (team, cases) in zip(scene.teams, rankings) {
                let ranking = CaseRanking(cases: cases.map { RankedPlace([scene.cases[$0]]) })
                _ = try await given.perform(RankCases(round: scene.round, team: team, ranking: ranking), as: scene.school)
            }
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            let ranks = try await given.perform(ReportFairness(run: run.id), as: scene.school).ranks
            // All want the one place on the first case; with second choices there is one for each.
            #expect(ranks.prefix(2).map(\.possible) == [1, 3] && ranks.last?.place == nil && ranks.last?.possible == nil, "\(ranks)")
            var sum = 0
            for share in ranks {
                sum += share.teams
                if let possible = share.possible { #expect(sum <= possible) }
            }
        }
    }
}
