import API
import Formats
import Foundation
import Matching
import Postgres
import TestSupport
import Testing
import Vivier

/// A round with the policy `stable`, from rankings to a published run.
struct StableRunTests {
    private struct Scene {
        var admin: Caller
        var cohort: Cohort.ID
        var round: Round.ID
        var teams: [Team.ID]
        var cases: [BusinessCase.ID]
    }

    /// Three teams that fit alike, three cases of one place each, and an open stable round.
    private func scene(_ given: Given) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var teams: [Team.ID] = []
        for name in ["Ève O’Neil", "Zoë Ÿ", "Max M"] {
            let member = try await given.student(name, of: school, in: cohort)
            teams.append(try await given.team("Équipe \(name)", of: [member], in: cohort, school: school))
        }
        let company = try await given.company("Miel & fils")
        var cases: [BusinessCase.ID] = []
        for title in ["Vendre", "Acheter", "Prêter"] { cases.append(try await given.businessCase(title, by: company)) }
        let admin = Caller.school(school)
        let round = try await given.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], policy: "stable")), as: admin)
        return Scene(admin: admin, cohort: cohort, round: round.id, teams: teams, cases: cases)
    }

    /// - Parameter places: positions in the scene's cases.
    private func rank(_ given: Given, _ scene: Scene, _ team: Int, _ places: [[Int]]) async throws {
        let ranking = CaseRanking(cases: places.map { RankedPlace($0.map { scene.cases[$0] }) })
        _ = try await given.perform(RankCases(round: scene.round, team: scene.teams[team], ranking: ranking), as: scene.admin)
    }

    private func run(_ given: Given, _ scene: Scene) async throws -> (run: Run, matches: [Team.ID: BusinessCase.ID]) {
        let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
        let matches = try await given.perform(ListMatches(run: run.id, query: PageQuery()), as: scene.admin).items
        return (run, Dictionary(uniqueKeysWithValues: matches.map { ($0.team, $0.case) }))
    }

    @Test func `rankings decide, and the run verifies, replays to the same bytes and is published`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            for (team, places) in [[[0], [1], [2]], [[1], [2], [0]], [[2], [0], [1]]].enumerated() {
                try await rank(given, scene, team, places)
            }
            let first = try await run(given, scene)
            for team in 0..<3 { #expect(first.matches[scene.teams[team]] == scene.cases[team]) }
            #expect(first.run.rules.policy == "stable" && first.run.placed == 3 && first.run.eligible == 9)
            #expect(first.run.certificate.kind == "no-blocking-pair" && first.run.certificate.bound == 3)
            // The last rankings count, in a run of their own.
            for (team, places) in [[[1], [2], [0]], [[2], [0], [1]], [[0], [1], [2]]].enumerated() {
                try await rank(given, scene, team, places)
            }
            let second = try await run(given, scene)
            for team in 0..<3 { #expect(second.matches[scene.teams[team]] == scene.cases[(team + 1) % 3]) }
            for run in [first.run, second.run] {
                let verification = try await given.perform(
                    VerifyRun(run: run.id, query: VerificationQuery(replay: true)), as: scene.admin)
                #expect(verification.valid && verification.replayed == true, "\(verification.broken ?? "")")
                #expect(verification.placed == 3 && verification.bound == 3 && verification.policy == "stable")
            }
            #expect(try await given.perform(PublishRun(run: second.run.id), as: scene.admin).state == "published")
            let late = RankCases(round: scene.round, team: scene.teams[0], ranking: CaseRanking(cases: []))
            #expect(try await given.refusal(of: late, as: scene.admin)?.code == "round-closed")
        }
    }

    @Test func `a ranking is complete: nobody gets a case that the team left out, and the bound says how many could be placed`()
        async throws
    {
        try await Given.house { given in
            let scene = try await scene(given)
            try await rank(given, scene, 0, [[0]])
            try await rank(given, scene, 1, [[0]])
            let (run, matches) = try await run(given, scene)
            #expect(run.placed == 2 && run.certificate.bound == 2)
            // The third team ranks nothing: fit makes all cases equal to it, and it leaves the wanted one to whom it is everything.
            let winner = try #require([0, 1].first { matches[scene.teams[$0]] == scene.cases[0] })
            #expect(matches[scene.teams[1 - winner]] == nil)
            #expect(matches[scene.teams[2]] == scene.cases[1] || matches[scene.teams[2]] == scene.cases[2])

            func standing(_ team: Int, _ target: Int) async throws -> Explanation.Standing? {
                let query = ExplanationQuery(team: scene.teams[team], case: scene.cases[target])
                let explanation = try await given.perform(ExplainPair(run: run.id, query: query), as: scene.admin)
                #expect(explanation.cost == nil && explanation.eligible)
                return explanation.standing
            }
            #expect(try await standing(winner, 0) == nil)
            #expect(try await standing(winner, 1)?.code == "team-refuses")
            #expect(try await standing(1 - winner, 0)?.code == "case-content")
            let other = try #require([1, 2].first { scene.cases[$0] != matches[scene.teams[2]] })
            #expect(try await standing(2, other)?.code == "team-content")
            #expect(try await standing(2, other)?.message.contains("at least as much") == true)

            // The loser would take one case alone, and is told of no other.
            let lost = try #require(
                try await given.perform(ListUnplaced(run: run.id, query: PageQuery()), as: scene.admin).items.first {
                    $0.team == scene.teams[1 - winner]
                })
            #expect(lost.eligible == 1 && lost.nearest == scene.cases[0] && lost.reason.contains("2 more stand outside its ranking"))
            let outside = ExplanationQuery(team: lost.team, case: scene.cases[1])
            let remedies = try await given.perform(FindRemedies(run: run.id, query: outside), as: scene.admin)
            #expect(
                remedies.conditions == ["The team would not take the case: its ranking leaves it out."] && remedies.remedies.isEmpty,
                "\(remedies.conditions)")
        }
    }

    @Test func `the exported papers hold the rankings, and a blocking pair is found in a forged result`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            try await rank(given, scene, 0, [[0], [1]])
            try await rank(given, scene, 1, [[1], [0]])
            try await rank(given, scene, 2, [[2]])
            let (run, _) = try await run(given, scene)
            let snapshot = try Snapshot.read(try await given.perform(DownloadSnapshot(run: run.id), as: scene.admin))
            let result = try await given.perform(DownloadResult(run: run.id), as: scene.admin)
            let claim = try ResultFile.read(result, for: snapshot.frame).claim
            let book = try FitBook(snapshot.problem)
            let listed = try #require(snapshot.rankedInstance(of: book))
            #expect(snapshot.firstBroken(claim, among: listed) == nil)
            var forged = claim
            let lost = forged.matches.removeFirst()
            forged.unmatched = [lost.team]
            forged.placed -= 1
            forged.totalFit -= Int64(book.explanation(team: Int(lost.team), target: Int(lost.target)).points)
            #expect(snapshot.firstBroken(forged, among: listed) == .blockingPair(team: lost.team, target: lost.target))
            forged.policy = .bestTotal
            #expect(snapshot.firstBroken(forged, among: listed) == .otherPolicy(claimed: .bestTotal, asked: .stable))
        }
    }

    @Test func `a pin stands whatever its team has ranked`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            for team in 0..<3 { try await rank(given, scene, team, [[0]]) }
            let decision = Decision(team: scene.teams[1], case: scene.cases[2], kind: .pin, reason: "le jury l’a décidé")
            _ = try await given.perform(SettlePair(round: scene.round, body: decision), as: scene.admin)
            let (run, matches) = try await run(given, scene)
            #expect(matches[scene.teams[1]] == scene.cases[2])
            #expect(run.placed == 2 && run.certificate.bound == 2 && run.eligible == 2)
            let verification = try await given.perform(
                VerifyRun(run: run.id, query: VerificationQuery(replay: true)), as: scene.admin)
            #expect(verification.valid && verification.replayed == true)
            let explanation = try await given.perform(
                ExplainPair(run: run.id, query: ExplanationQuery(team: scene.teams[1], case: scene.cases[0])), as: scene.admin)
            #expect(explanation.standing?.code == "team-pinned")
        }
    }

    @Test func `a stable run has no prices, and says so`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let (run, _) = try await run(given, scene)
            let scarcity = ListScarceCases(run: run.id, query: PageQuery())
            let refused = try await given.refusal(of: scarcity, as: scene.admin)
            #expect(refused?.code == "no-prices" && refused?.sentence.en.contains("round branch RUN --policy best-total") == true)
            #expect(try await given.database.execute("SELECT FROM case_price").isEmpty)
            // The way on leads there.
            let branch = try await given.perform(BranchRun(run: run.id, body: BranchRequest(policy: "best-total")), as: scene.admin)
            _ = try await given.perform(ListScarceCases(run: branch.id, query: PageQuery()), as: scene.admin)
            #expect(try await !given.database.execute("SELECT FROM case_price").isEmpty)
        }
    }

    @Test func `rankings do not touch a round of another policy`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            try await rank(given, scene, 0, [[0]])
            try await given.database.execute("UPDATE round SET policy = 'best-total'")
            let (run, _) = try await run(given, scene)
            #expect(run.placed == 3 && run.certificate.kind == "lp-dual")
            let bytes = try await given.perform(DownloadSnapshot(run: run.id), as: scene.admin)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("rankings"))
        }
    }

    @Test func `a stable round weighs no placement, and an unknown policy is refused`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            func faults(_ policy: String, _ placement: String?) async throws -> [String]? {
                let draft = RoundDraft(name: "Bis", cohorts: [scene.cohort], policy: policy, placement: placement)
                return try await given.refusal(of: CreateRound(draft: draft), as: scene.admin)?.faults
            }
            #expect(try await faults("stable", "everyone-first") == ["/placement not-with-stable"])
            #expect(try await faults("stable", "fit-first") == nil)
            #expect(try await faults("fairest", "everyone-first") == ["/placement not-with-fairest"])
            #expect(try await faults("fairest", nil) == nil)
            #expect(try await faults("kindest", nil) == ["/policy unknown"])
        }
    }
}
