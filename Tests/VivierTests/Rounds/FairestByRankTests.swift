import API
import Formats
import Foundation
import Matching
import Postgres
import TestSupport
import Testing
import Vivier

/// Rounds with the policy `fairest` in which the place counts that a team gives its case.
struct FairestByRankTests {
    private struct Scene {
        var admin: Caller
        var round: Round.ID
        var teams: [Team.ID]
        var cases: [BusinessCase.ID]
    }

    /// Three teams that fit alike and have ranked three cases of one place each.
    private func scene(_ given: Given, policy: String, fairness: String?) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        let company = try await given.company("Miel & fils")
        var cases: [BusinessCase.ID] = []
        for title in ["Vendre", "Acheter", "Prêter"] { cases.append(try await given.businessCase(title, by: company)) }
        let admin = Caller.school(school)
        let round = try await given.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], policy: policy, fairness: fairness)), as: admin)
        #expect(round.rules.fairness == fairness ?? "fit")
        var teams: [Team.ID] = []
        // The first two both want the first case most; whoever does not have it is served at its second place or at its third.
        for (name, places) in [("Ève", [[0], [1], [2]]), ("Zoë", [[0], [2], [1]]), ("Max", [[1], [0, 2]])] {
            let member = try await given.student(name, of: school, in: cohort)
            teams.append(try await given.team("Équipe \(name)", of: [member], in: cohort, school: school))
            let ranking = CaseRanking(cases: places.map { RankedPlace($0.map { cases[$0] }) })
            _ = try await given.perform(RankCases(round: round.id, team: teams[teams.count - 1], ranking: ranking), as: admin)
        }
        return Scene(admin: admin, round: round.id, teams: teams, cases: cases)
    }

    private func matches(_ given: Given, _ run: Run, _ scene: Scene) async throws -> [Int?] {
        let matches = try await given.perform(ListMatches(run: run.id, query: PageQuery()), as: scene.admin).items
        return scene.teams.map { team in
            matches.first { $0.team == team }.flatMap { match in scene.cases.firstIndex { $0 == match.case } }
        }
    }

    @Test func `the place that a team gives its case decides, and the run verifies, replays, explains itself and is published`()
        async throws
    {
        try await Given.house { given in
            let scene = try await scene(given, policy: "fairest", fairness: "rank")
            let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            // Nobody need be farther behind than its second place, and of such there need be only one.
            #expect(try await matches(given, run, scene) == [0, 2, 1])
            #expect(run.rules.policy == "fairest" && run.rules.fairness == "rank" && run.placed == 3)
            let verification = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery(replay: true)), as: scene.admin)
            #expect(verification.valid && verification.replayed == true, "\(verification.broken ?? "")")
            let result = String(decoding: try await given.perform(DownloadResult(run: run.id), as: scene.admin), as: UTF8.self)
            #expect(result.contains("\"on\": \"rank\"") && result.contains("\"level\": 1"))
            let query = ExplanationQuery(team: scene.teams[1], case: scene.cases[0])
            let standing = try await given.perform(ExplainPair(run: run.id, query: query), as: scene.admin).standing
            #expect(
                standing?.code == "less-fair" && standing?.message.contains("of their ranking") == true,
                "\(String(describing: standing))")
            let remedies = try await given.perform(FindRemedies(run: run.id, query: query), as: scene.admin)
            #expect(remedies.remedies.map(\.places) == [1], "\(remedies)")
            #expect(try await given.perform(PublishRun(run: run.id), as: scene.admin).state == "published")
        }
    }

    @Test func `a stable run branches into what would be fairest by rank, and by fit rankings no longer count`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, policy: "stable", fairness: nil)
            let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            let fair = try await given.perform(
                BranchRun(run: run.id, body: BranchRequest(policy: "fairest", fairness: "rank")), as: scene.admin)
            #expect(fair.rules.fairness == "rank" && fair.branch?.changes.fairness == "rank")
            #expect(try await matches(given, fair, scene) == [0, 2, 1])
            let byFit = try await given.perform(BranchRun(run: fair.id, body: BranchRequest(fairness: "fit")), as: scene.admin)
            let snapshot = try Snapshot.read(try await given.perform(DownloadSnapshot(run: byFit.id), as: scene.admin))
            #expect(byFit.rules.fairness == "fit" && !snapshot.problem.teamRankings.anyGiven)
            for run in [fair, byFit] {
                #expect(try await given.perform(VerifyRun(run: run.id, query: VerificationQuery(replay: true)), as: scene.admin).valid)
            }
        }
    }

    @Test func `only a fairest round compares teams`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            for (policy, fairness, fault) in [
                ("stable", "rank", "/fairness not-with-policy"), (nil, "fit", "/fairness not-with-policy"),
                ("fairest", "luck", "/fairness unknown"),
            ] as [(String?, String, String)] {
                let draft = RoundDraft(name: "Printemps", cohorts: [cohort], policy: policy, fairness: fairness)
                #expect(try await given.refusal(of: CreateRound(draft: draft), as: .school(school))?.faults == [fault])
            }
        }
    }
}
