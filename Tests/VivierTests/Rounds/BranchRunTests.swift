import API
import Postgres
import TestSupport
import Testing
import Vivier

/// What-if branches of a run, and repairs that take its place.
struct BranchRunTests {
    /// Three teams with less and less time, on three cases that ask for more and more of it.
    private func stepped(_ given: Given) async throws -> RepairScene {
        try await RepairScene.of(
            given, hours: [10, 6, 3], cases: [("Vendre", 1, 10), ("Exporter", 1, 6), ("Acheter", 1, 3), ("Louer", 1, 20)])
    }

    private func matches(_ given: Given, _ run: Run.ID, as caller: Caller) async throws -> [Team.ID: BusinessCase.ID] {
        let items = try await given.perform(ListMatches(run: run, query: PageQuery()), as: caller).items
        return Dictionary(uniqueKeysWithValues: items.map { ($0.team, $0.case) })
    }

    private func verify(_ given: Given, _ run: Run, as caller: Caller) async throws {
        let verification = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery(replay: true)), as: caller)
        #expect(verification.valid && verification.replayed == true, "\(verification.broken ?? "")")
    }

    @Test func `a branch is proven for itself, says of what it is one, and leaves the run as it was`() async throws {
        try await Given.house { given in
            let scene = try await stepped(given)
            let before = try await matches(given, scene.run.id, as: scene.school)
            #expect(before == [scene.teams[0]: scene.cases[0], scene.teams[1]: scene.cases[1], scene.teams[2]: scene.cases[2]])
            let pair = BranchPair(team: scene.teams[0], case: scene.cases[0])
            let branch = try await given.perform(
                BranchRun(run: scene.run.id, body: BranchRequest(goneTeams: [scene.teams[2]], bans: [pair], timeWeight: 9)),
                as: scene.school)
            #expect(branch.number == 2 && branch.state == "draft" && branch.round == scene.round && branch.teams == 2)
            #expect(branch.rules.timeWeight == 9 && branch.rules.skillWeight == scene.run.rules.skillWeight)
            #expect(branch.branch?.of == scene.run.id && branch.branch?.changes.bans == [pair] && branch.branch?.kept == 0)
            #expect(branch.snapshotHash != scene.run.snapshotHash)
            try await verify(given, branch, as: scene.school)
            let after = try await matches(given, branch.id, as: scene.school)
            #expect(after[scene.teams[0]] != scene.cases[0] && after[scene.teams[2]] == nil)
            #expect(try await matches(given, scene.run.id, as: scene.school) == before)
            try await verify(given, scene.run, as: scene.school)
            let comparison = try await given.perform(
                CompareRuns(run: scene.run.id, query: ComparisonQuery(with: branch.id)), as: scene.school)
            #expect(comparison.lost == 1 && comparison.with.teams == 2)
            // Its ban is nobody's decision in the round.
            #expect(try await given.refusal(of: PublishRun(run: branch.id), as: scene.school)?.code == "what-if")
            // A branch of another policy, and of a branch.
            let fair = try await given.perform(
                BranchRun(run: branch.id, body: BranchRequest(policy: "fairest")), as: scene.school)
            #expect(fair.rules.policy == "fairest" && fair.branch?.of == branch.id && fair.rules.timeWeight == 9)
            try await verify(given, fair, as: scene.school)
            // What its line has changed stays a what-if, and is nothing to those who do not hold the round.
            let harmless = try await given.perform(
                BranchRun(run: branch.id, body: BranchRequest(goneTeams: [scene.teams[1]])), as: scene.school)
            #expect(try await given.refusal(of: PublishRun(run: harmless.id), as: scene.school)?.code == "what-if")
        }
    }

    /// Every choice of a repair, applied, is the one that was shown.
    private func applyAll(_ request: RepairRequest, to run: Run.ID, _ given: Given, as caller: Caller) async throws -> [Run] {
        var applied: [Run] = []
        let before = try await matches(given, run, as: caller)
        for repair in try await given.perform(RepairRun(run: run, body: request), as: caller).repairs {
            let body = BranchRequest(withdrawnCases: request.withdrawnCases, goneTeams: request.goneTeams, moved: repair.moved)
            let branch = try await given.perform(BranchRun(run: run, body: body), as: caller)
            var shown = before
            for team in request.goneTeams ?? [] { shown[team] = nil }
            for move in repair.moves { shown[move.team] = move.to }
            #expect(try await matches(given, branch.id, as: caller) == shown && branch.totalFit == repair.totalFit, "\(repair)")
            try await verify(given, branch, as: caller)
            applied.append(branch)
        }
        return applied
    }

    @Test func `of teams that are alike the one that was shown gets the place`() async throws {
        for count in 3...5 {
            try await Given.house { given in
                let scene = try await RepairScene.of(
                    given, hours: Array(repeating: 8, count: count), cases: [("Un", 1, 6), ("Deux", 1, 6)])
                for team in try await matches(given, scene.run.id, as: scene.school).keys {
                    let applied = try await applyAll(RepairRequest(goneTeams: [team]), to: scene.run.id, given, as: scene.school)
                    #expect(!applied.isEmpty)
                }
            }
        }
    }

    @Test func `a repaired run is repaired again, and whoever the first repair let stay may be moved`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: [10, 6, 3],
                cases: [("Vendre", 1, 10), ("Exporter", 1, 6), ("Acheter", 1, 3), ("Louer", 1, 5)])
            var seen = 0
            for first in scene.cases {
                for repaired in try await applyAll(RepairRequest(withdrawnCases: [first]), to: scene.run.id, given, as: scene.school) {
                    for second in scene.cases where second != first {
                        let again = RepairRequest(withdrawnCases: [second])
                        seen += try await applyAll(again, to: repaired.id, given, as: scene.school).count
                    }
                }
            }
            #expect(seen > 12, "\(seen)")
        }
    }

    @Test func `a what-if of a repaired run takes nobody for pinned whom nobody has pinned`() async throws {
        try await Given.house { given in
            let scene = try await stepped(given)
            let repaired = try #require(
                try await applyAll(RepairRequest(withdrawnCases: [scene.cases[2]]), to: scene.run.id, given, as: scene.school).first)
            let pair = BranchPair(team: scene.teams[0], case: scene.cases[0])
            let branch = try await given.perform(BranchRun(run: repaired.id, body: BranchRequest(bans: [pair])), as: scene.school)
            #expect(try await matches(given, branch.id, as: scene.school)[scene.teams[0]] != scene.cases[0])
            let items = try await given.perform(ListMatches(run: branch.id, query: PageQuery()), as: scene.school).items
            #expect(items.allSatisfy { !$0.pinned })
        }
    }

    @Test func `a branch names what has gone since the run, though nobody named it`() async throws {
        try await Given.house { given in
            let scene = try await stepped(given)
            _ = try await given.perform(PublishRun(run: scene.run.id), as: scene.school)
            let company = try await given.database.execute("SELECT company_id FROM business_case LIMIT 1")[0].decode(Organisation.ID.self)
            _ = try await given.perform(WithdrawCase(case: scene.cases[1]), as: .company(company))
            let places = RepairRequest.Places(case: scene.cases[0], places: 2)
            let branch = try await given.perform(
                BranchRun(run: scene.run.id, body: BranchRequest(places: [places], goneTeams: [scene.teams[2]])), as: scene.school)
            #expect(branch.branch?.changes.withdrawnCases == [scene.cases[1]] && branch.branch?.changes.goneTeams == [scene.teams[2]])
            #expect(branch.branch?.changes.places?.count == 1 && branch.cases == 3 && branch.teams == 2)
        }
    }

    @Test func `each repair that is shown can be applied, and published in the place of the run`() async throws {
        try await Given.house { given in
            // Who loses the second case may not take the free one: somebody who stays makes room, or it stays without.
            let scene = try await RepairScene.of(
                given, hours: [10, 6, 3], ban: (1, 3), cases: [("Vendre", 1, 10), ("Exporter", 1, 6), ("Acheter", 1, 3), ("Louer", 1, 20)])
            _ = try await given.perform(PublishRun(run: scene.run.id), as: scene.school)
            let company = try await given.database.execute("SELECT company_id FROM business_case LIMIT 1")[0].decode(Organisation.ID.self)
            _ = try await given.perform(
                WithdrawCase(case: scene.cases[1]), as: .company(company))
            let gone = RepairRequest(withdrawnCases: [scene.cases[1]])
            let preview = try await given.perform(RepairRun(run: scene.run.id, body: gone), as: scene.school)
            #expect(preview.repairs.count > 1, "\(preview.repairs)")
            var applied: [Run] = []
            for repair in preview.repairs {
                let run = try await given.perform(
                    BranchRun(run: scene.run.id, body: BranchRequest(withdrawnCases: [scene.cases[1]], moved: repair.moved)),
                    as: scene.school)
                #expect(run.totalFit == repair.totalFit && run.placed == repair.placed && run.cases == 3)
                let comparison = try await given.perform(
                    CompareRuns(run: scene.run.id, query: ComparisonQuery(with: run.id)), as: scene.school)
                #expect(comparison.changesTotal == repair.movesTotal)
                try await verify(given, run, as: scene.school)
                applied.append(run)
            }
            // Two at once: one of them takes the place.
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for run in applied.prefix(2) {
                    group.addTask { (try? await given.perform(PublishRun(run: run.id), as: scene.school)) != nil }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.count(where: \.self) == 1)
            let old = try await given.perform(ShowRun(run: scene.run.id), as: scene.school)
            #expect(old.state == "superseded" && old.publishedAt != nil)
            try await verify(given, scene.run, as: scene.school)
            let unseen = try await given.refusal(of: ListMatches(run: scene.run.id, query: PageQuery()), as: .company(company))
            #expect(unseen?.kind == .missing)
            for statement: SQL in [
                "UPDATE run SET total_fit = 0 WHERE state = 'superseded'", "UPDATE run SET state = 'published' WHERE state = 'superseded'",
                "DELETE FROM run WHERE state = 'superseded'", "UPDATE run SET state = 'superseded' WHERE state = 'published'",
                "INSERT INTO certificate (run_id, kind, bound) SELECT id, 'lp-dual', 1 FROM run WHERE state = 'superseded'",
            ] {
                await #expect(throws: PostgresError.self) { try await given.database.execute(statement) }
            }
            // What was kept for the repair may move in the next one.
            let current = try #require(
                try await given.database.execute("SELECT id FROM run WHERE state = 'published'").decode(Run.ID.self).first)
            let kept = try await matches(given, current, as: scene.school)
            let next = try #require(kept.values.first)
            let again = try await given.perform(
                RepairRun(run: current, body: RepairRequest(withdrawnCases: [next])), as: scene.school)
            #expect(again.displacedTotal == 1 && again.repairs.contains { $0.placed >= kept.count - 1 })
            let last = try #require(again.repairs.last)
            let repaired = try await given.perform(
                BranchRun(run: current, body: BranchRequest(withdrawnCases: [next], moved: last.moved)), as: scene.school)
            #expect(repaired.totalFit == last.totalFit)
        }
    }

    @Test func `a member of a network reads a published branch without what it changes`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let schools = [try await given.school("Lille"), try await given.school("Lyon")]
            let network = try await given.network("Réseau", of: schools[0], schools[1])
            var (cohorts, teams): ([Cohort.ID], [Team.ID]) = ([], [])
            for school in schools {
                let cohort = try await given.cohort("M1", of: school)
                cohorts.append(cohort)
                let member = try await given.student("Ève \(school)", of: school, in: cohort)
                teams.append(try await given.team("Équipe", of: [member], in: cohort, school: school))
            }
            let company = try await given.company("Miel & fils")
            for title in ["Vendre", "Acheter"] { _ = try await given.businessCase(title, by: company) }
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(organisation: network, name: "Réseau", cohorts: cohorts)), as: .root)
            let run = try await given.perform(RunRound(round: round.id), as: .root)
            let branch = try await given.perform(BranchRun(run: run.id, body: BranchRequest(goneTeams: [teams[1]])), as: .root)
            #expect(branch.branch?.changes.goneTeams == [teams[1]])
            _ = try await given.perform(PublishRun(run: branch.id), as: .root)
            let seen = try await given.perform(ShowRun(run: branch.id), as: .school(schools[0]))
            #expect(seen.state == "published" && seen.branch == nil)
        }
    }

    @Test func `a team that is no more is left out, asked for or not`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [10, 10], cases: [("Vendre", 1, 6)])
            let matched = try await matches(given, scene.run.id, as: scene.school)
            let idle = try #require(scene.teams.first { matched[$0] == nil })
            _ = try await given.perform(DisbandTeam(team: idle), as: scene.school)
            let preview = try await given.perform(
                RepairRun(run: scene.run.id, body: RepairRequest(places: [.init(case: scene.cases[0], places: 2)])), as: scene.school)
            #expect(preview.repairs.allSatisfy { $0.moves.isEmpty })
            let branch = try await given.perform(
                BranchRun(run: scene.run.id, body: BranchRequest(places: [.init(case: scene.cases[0], places: 2)])), as: scene.school)
            #expect(branch.teams == 1 && branch.placed == 1)
        }
    }

    @Test func `of a stable run a branch of another policy goes by fit alone`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let admin = Caller.school(school)
            let cohort = try await given.cohort("M1", of: school)
            var teams: [Team.ID] = []
            for number in 1...2 {
                let member = try await given.student("Ève \(number)", of: school, in: cohort)
                teams.append(try await given.team("Équipe \(number)", of: [member], in: cohort, school: school))
            }
            let company = try await given.company("Miel & fils")
            var cases: [BusinessCase.ID] = []
            for title in ["Vendre", "Acheter"] { cases.append(try await given.businessCase(title, by: company)) }
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], policy: "stable")), as: admin)
            for team in teams {
                let ranking = CaseRanking(cases: [RankedPlace([cases[0]])])
                _ = try await given.perform(RankCases(round: round.id, team: team, ranking: ranking), as: admin)
            }
            let run = try await given.perform(RunRound(round: round.id), as: admin)
            #expect(run.placed == 1)
            let branch = try await given.perform(BranchRun(run: run.id, body: BranchRequest(policy: "best-total")), as: admin)
            #expect(branch.placed == 2)
            try await verify(given, branch, as: admin)
            let repair = RepairRequest(withdrawnCases: [cases[0]])
            #expect(try await !given.perform(RepairRun(run: branch.id, body: repair), as: admin).repairs.isEmpty)
            let query = ExplanationQuery(team: teams[0], case: cases[1])
            _ = try await given.perform(FindRemedies(run: branch.id, query: query), as: admin)
            // The same policy keeps what the teams have ranked.
            let same = try await given.perform(BranchRun(run: run.id, body: BranchRequest(timeWeight: 1)), as: admin)
            #expect(same.placed == 1)
        }
    }

    @Test func `what contradicts itself or is not there is refused at its field, and nothing is stored`() async throws {
        try await Given.house { given in
            let scene = try await stepped(given)
            let (team, target) = (scene.teams[0], scene.cases[0])
            let pair = BranchPair(team: team, case: target)
            let absent = BranchPair(team: Team.ID("0192f0c0-0000-7000-8000-000000000000") ?? team, case: target)
            let refused: [(BranchRequest, String)] = [
                (BranchRequest(), " nothing-changed"),
                (BranchRequest(pins: [pair], bans: [pair]), "/bans/0 contradicts-pin"),
                (BranchRequest(withdrawnCases: [target], pins: [pair]), "/pins/0/case withdrawn"),
                (BranchRequest(goneTeams: [team], bans: [pair]), "/bans/0/team gone"),
                (BranchRequest(pins: [absent]), "/pins/0/team not-in-run"),
                (BranchRequest(pins: [pair, BranchPair(team: team, case: scene.cases[1])]), "/pins/1/team twice"),
                (BranchRequest(policy: "stable"), "/policy unknown"), (BranchRequest(placement: "x"), "/placement unknown"),
                (BranchRequest(fairness: "rank"), "/fairness not-with-policy"), (BranchRequest(fairness: "x"), "/fairness unknown"),
                (BranchRequest(policy: "fairest", fairness: "rank"), "/fairness no-rankings"),
                (BranchRequest(skillWeight: 101), "/skill_weight out-of-range"),
                (BranchRequest(skillWeight: .max, timeWeight: 1), "/skill_weight out-of-range"),
                (BranchRequest(policy: "fairest", placement: "everyone-first"), "/placement not-with-policy"),
                (BranchRequest(skillWeight: 0, timeWeight: 0), "/skill_weight no-weight"),
                (BranchRequest(places: [.init(case: target, places: -1)]), "/places/0/places out-of-range"),
            ]
            for (request, fault) in refused {
                let reason = try await given.refusal(of: BranchRun(run: scene.run.id, body: request), as: scene.school)
                #expect(reason?.faults == [fault], "\(reason?.faults ?? [])")
            }
            let conflicts: [(BranchRequest, String)] = [
                (BranchRequest(withdrawnCases: scene.cases), "nothing-to-match"),
                (BranchRequest(withdrawnCases: [target], moved: 77), "no-such-repair"),
                (BranchRequest(withdrawnCases: [target], moved: 0, policy: "fairest"), "repair-changes-more"),
                (BranchRequest(pins: [pair, BranchPair(team: scene.teams[1], case: target)]), "decisions-contradict"),
            ]
            for (request, code) in conflicts {
                let reason = try await given.refusal(of: BranchRun(run: scene.run.id, body: request), as: scene.school)
                #expect(reason?.code == code, "\(String(describing: reason))")
            }
            let foreign = Caller.school(try await given.school("Lille"))
            let hidden = try await given.refusal(of: BranchRun(run: scene.run.id, body: BranchRequest(timeWeight: 1)), as: foreign)
            #expect(hidden?.kind == .missing)
            #expect(try await given.database.execute("SELECT count(*)::integer FROM run")[0].decode(Int.self) == 1)
        }
    }
}
