import API
import TestSupport
import Testing
import Vivier

/// What was settled before a run, by people or by a repair, is no matter of its optimum: nothing is said of it that only the optimum could say.
struct SettledReasonsTests {
    @Test func `of places that pinned teams hold it is not said that another would lose by them`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: [4, 8, 6], pin: (team: 0, case: 0), cases: [("Un", 1, 8), ("Deux", 1, 8)])
            let without = try #require(
                try await given.perform(ListUnplaced(run: scene.run.id, query: PageQuery()), as: scene.school).items.first)
            #expect(without.team == scene.teams[2] && without.eligible == 2)
            // Of the second case it would lose something; of the first, where the one who fits less is pinned, all would gain.
            #expect(without.reason.contains("some were settled before the run"), "\(without.reason)")
            func explain(_ team: Int, _ target: Int) async throws -> Explanation {
                let query = ExplanationQuery(team: scene.teams[team], case: scene.cases[target])
                return try await given.perform(ExplainPair(run: scene.run.id, query: query), as: scene.school)
            }
            let full = try await explain(2, 0)
            #expect(full.cost == nil && full.standing?.code == "places-settled", "\(String(describing: full.standing))")
            let pinned = try await explain(0, 1)
            #expect(pinned.cost == nil && pinned.standing?.message.contains("settled before the run") == true)
            #expect(try await explain(2, 1).cost?.fitLost ?? 0 > 0)
        }
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [4, 10], pin: (team: 0, case: 0), cases: [("Un", 1, 8)])
            let without = try #require(
                try await given.perform(ListUnplaced(run: scene.run.id, query: PageQuery()), as: scene.school).items.first)
            #expect(without.reason.contains("All their places are held by teams whose case was settled before the run."))
        }
    }

    @Test func `what is said of a repaired run holds as long as the repair keeps its teams, and says so`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: [10, 10, 8], cases: [("Un", 1, 6), ("Deux", 1, 6), ("Trois", 1, 6)])
            let matches = try await given.perform(ListMatches(run: scene.run.id, query: PageQuery()), as: scene.school).items
            let withdrawn = try #require(matches.first { $0.team == scene.teams[2] }).case
            let repaired = try await given.perform(
                BranchRun(run: scene.run.id, body: BranchRequest(withdrawnCases: [withdrawn], moved: 0)), as: scene.school)
            #expect(repaired.placed == 2 && repaired.settled?.kept == 2)
            let without = try #require(
                try await given.perform(ListUnplaced(run: repaired.id, query: PageQuery()), as: scene.school).items.first)
            #expect(without.team == scene.teams[2])
            #expect(
                without.reason.hasSuffix("This holds as long as 2 teams stay on their cases, as the repair decides."), "\(without.reason)")
            let other = try #require(scene.cases.first { $0 != withdrawn })
            let query = ExplanationQuery(team: scene.teams[2], case: other)
            let explained = try await given.perform(ExplainPair(run: repaired.id, query: query), as: scene.school)
            #expect(explained.cost == nil && explained.standing?.code == "teams-kept", "\(String(describing: explained.standing))")
            // Nobody pinned a kept team: there is no decision to lift.
            let kept = try #require(matches.first { $0.case == other }).team
            let wanted = try #require(scene.cases.first { $0 != withdrawn && $0 != other })
            let remedies = try await given.perform(
                FindRemedies(run: repaired.id, query: ExplanationQuery(team: kept, case: wanted)), as: scene.school)
            #expect(
                remedies.conditions.count == 1 && remedies.conditions[0].contains("the repair keeps the team"), "\(remedies.conditions)")
        }
    }

    @Test func `a team that is said twice to be gone is refused at its second place`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [10], cases: [("Un", 1, 6)])
            let twice = RepairRun(run: scene.run.id, body: RepairRequest(goneTeams: [scene.teams[0], scene.teams[0]]))
            #expect(try await given.refusal(of: twice, as: scene.school)?.faults == ["/gone_teams/1 twice"])
        }
    }
}
