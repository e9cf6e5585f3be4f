import API
import Formats
import Foundation
import Matching
import Postgres
import TestSupport
import Testing
import Vivier

/// Rounds in which a case runs with a minimum of teams or not at all.
struct MinimumsRunTests {
    private struct Scene {
        var round: Round.ID
        var school: Caller
        var teams: [Team.ID]
        var cases: [BusinessCase.ID]
    }

    /// Teams of one student each with so many hours a week, and cases with places, a minimum and the hours that they ask for.
    private func scene(
        _ given: Given, hours: [Int32], policy: String? = nil, placement: String? = nil,
        cases: [(title: String, capacity: Int32, minimum: Int32, hours: Int32)]
    ) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var teams: [Team.ID] = []
        for (number, hours) in hours.enumerated() {
            let student = try await given.student("Ève \(number)", of: school, in: cohort)
            try await given.database.execute("UPDATE student SET hours_per_week = \(hours) WHERE id = \(student)")
            teams.append(try await given.team("Équipe \(number)", of: [student], in: cohort, school: school))
        }
        let company = try await given.company("Miel & fils")
        var offered: [BusinessCase.ID] = []
        for one in cases {
            let id = try await given.businessCase(one.title, by: company)
            try await given.database.execute(
                """
                UPDATE business_case SET capacity = \(one.capacity), minimum = \(one.minimum), hours_per_week = \(one.hours) WHERE id = \(id)
                """)
            offered.append(id)
        }
        let round = try await given.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], cases: offered, policy: policy, placement: placement)),
            as: .school(school))
        return Scene(round: round.id, school: .school(school), teams: teams, cases: offered)
    }

    private func matches(_ given: Given, _ run: Run, _ scene: Scene) async throws -> [Int?] {
        let matches = try await given.perform(ListMatches(run: run.id, query: PageQuery()), as: scene.school).items
        return scene.teams.map { team in
            matches.first { $0.team == team }.flatMap { match in scene.cases.firstIndex { $0 == match.case } }
        }
    }

    private func verify(_ given: Given, _ run: Run, _ scene: Scene) async throws {
        let verification = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery(replay: true)), as: scene.school)
        #expect(verification.valid && verification.replayed == true && verification.gap == 0, "\(verification.broken ?? "")")
    }

    @Test func `a case runs with its minimum or not at all, and the run is proven, explained, replayed and published`() async throws {
        try await Given.house { given in
            // The long case is the best for the first team alone; with its minimum of two it would have to take somebody it hardly fits.
            let scene = try await scene(given, hours: [10, 6], cases: [("Long", 3, 2, 12), ("Court", 2, 0, 6)])
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            #expect(try await matches(given, run, scene) == [1, 1])
            #expect(run.certificate.kind == "branches" && run.certificate.gap == 0 && run.certificate.bound == run.totalFit)
            try await verify(given, run, scene)

            let query = ExplanationQuery(team: scene.teams[0], case: scene.cases[0])
            let explained = try await given.perform(ExplainPair(run: run.id, query: query), as: scene.school)
            #expect(explained.standing?.code == "case-does-not-run", "\(explained)")
            let forced = try await given.perform(
                BranchRun(run: run.id, body: BranchRequest(pins: [BranchPair(team: scene.teams[0], case: scene.cases[0])])),
                as: scene.school)
            let cost = Explanation.Cost(fitLost: run.totalFit - forced.totalFit, placedLost: run.placed - forced.placed, exact: true)
            #expect(explained.cost == cost && cost.fitLost > 0)
            try await verify(given, forced, scene)
            #expect(try await matches(given, forced, scene) == [0, 0])

            #expect(try await given.refusal(of: ListScarceCases(run: run.id, query: PageQuery()), as: scene.school)?.code == "no-prices")
            let gone = RepairRequest(goneTeams: [scene.teams[1]])
            #expect(try await given.refusal(of: RepairRun(run: run.id, body: gone), as: scene.school)?.code == "has-minimums")
            let snapshot = try Snapshot.read(try await given.perform(DownloadSnapshot(run: run.id), as: scene.school))
            #expect(snapshot.problem.cases.map(\.minimum).sorted() == [0, 2])
            let instance = try #require(try snapshot.instance())
            #expect(try InstanceFile.read(InstanceFile.write(instance)).instance.minimums.sorted() == [0, 2])
            #expect(try await given.perform(PublishRun(run: run.id), as: scene.school).state == "published")
        }
    }

    @Test func `what a minimum keeps from a run is told with the cases that have one, and the way on leads somewhere`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, hours: [10, 10, 10], cases: [("Long", 3, 2, 10), ("Court", 1, 0, 3)])
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            let scarcity = try await given.refusal(of: ListScarceCases(run: run.id, query: PageQuery()), as: scene.school)
            #expect(scarcity?.code == "no-prices" && scarcity?.sentence.en.contains("Long (2)") == true, "\(String(describing: scarcity))")
            let request = RepairRequest(withdrawnCases: [scene.cases[1]])
            let repair = try await given.refusal(of: RepairRun(run: run.id, body: request), as: scene.school)
            #expect(repair?.code == "has-minimums" && repair?.sentence.fr.contains("Long (2)") == true, "\(String(describing: repair))")
            // What the first says gives prices; what the second says is a run that can be published.
            let without = try await given.perform(
                BranchRun(run: run.id, body: BranchRequest(minimums: [.init(case: scene.cases[0], minimum: 0)])), as: scene.school)
            _ = try await given.perform(ListScarceCases(run: without.id, query: PageQuery()), as: scene.school)
            let gone = try await given.perform(
                BranchRun(run: run.id, body: BranchRequest(withdrawnCases: [scene.cases[1]])), as: scene.school)
            #expect(try await given.perform(PublishRun(run: gone.id), as: scene.school).state == "published")
        }
    }

    @Test func `the minimums that keep a run from prices are those of its own input`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, hours: [10, 10, 10], cases: [("Long", 3, 0, 10), ("Court", 1, 0, 3)])
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            let branch = try await given.perform(
                BranchRun(run: run.id, body: BranchRequest(minimums: [.init(case: scene.cases[0], minimum: 2)])), as: scene.school)
            let refused = try await given.refusal(of: ListScarceCases(run: branch.id, query: PageQuery()), as: scene.school)
            #expect(refused?.sentence.en.contains("this one has: Long (2).") == true, "\(String(describing: refused))")
        }
    }

    @Test(arguments: ["stable", "fairest"])
    func `a run says which cases it leaves out because of their minimum`(policy: String) async throws {
        try await Given.house { given in
            let scene = try await scene(given, hours: [10, 10], policy: policy, cases: [("Long", 3, 2, 10), ("Court", 1, 0, 3)])
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            #expect(run.cases == 1 && run.warnings.count == 1 && run.warnings[0].contains("“Long”"), "\(run.warnings)")
            let shown = try await given.perform(ShowRun(run: run.id), as: scene.school)
            #expect(shown.warnings == run.warnings)
            // What is published is what it is.
            try await given.publish(run.id)
            #expect(try await given.perform(ShowRun(run: run.id), as: scene.school).warnings.isEmpty)
        }
    }

    @Test func `what a case would need to run is found by running again, and a branch tries it`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, hours: [10, 3], cases: [("Long", 3, 3, 10), ("Court", 1, 0, 3)])
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            let query = ExplanationQuery(team: scene.teams[0], case: scene.cases[0])
            let remedies = try await given.perform(FindRemedies(run: run.id, query: query), as: scene.school)
            #expect(!remedies.matched && remedies.remedies.map(\.kind) == [.minimum], "\(remedies)")
            #expect(remedies.remedies.first?.minimum == 2 && remedies.remedies.first?.message.contains("2 teams") == true)
            let easier = try await given.perform(
                BranchRun(run: run.id, body: BranchRequest(minimums: [.init(case: scene.cases[0], minimum: 2)])), as: scene.school)
            #expect(run.placed == 1)
            #expect(try await matches(given, easier, scene) == [0, 0])
            try await verify(given, easier, scene)
            #expect(try await given.refusal(of: PublishRun(run: easier.id), as: scene.school)?.code == "what-if")
            let fields: [(BranchRequest, String)] = [
                (BranchRequest(minimums: [.init(case: scene.cases[1], minimum: 2)]), "/minimums below-minimum"),
                (BranchRequest(places: [.init(case: scene.cases[0], places: 2)]), "/places below-minimum"),
                (BranchRequest(minimums: [.init(case: scene.cases[1], minimum: -1)]), "/minimums/0/minimum out-of-range"),
                (
                    BranchRequest(withdrawnCases: [scene.cases[0]], minimums: [.init(case: scene.cases[0], minimum: 1)]),
                    "/minimums/0/case withdrawn"
                ),
            ]
            for (request, fault) in fields {
                let reason = try await given.refusal(of: BranchRun(run: run.id, body: request), as: scene.school)
                #expect(reason?.faults == [fault], "\(String(describing: reason))")
            }
            let fair = BranchRun(run: run.id, body: BranchRequest(policy: "fairest"))
            let reason = try await given.refusal(of: fair, as: scene.school)
            #expect(reason?.code == "not-computable" && reason?.sentence.en.contains("“Long”") == true, "\(String(describing: reason))")
        }
    }

    @Test func `everyone first counts teams before fit, minimums kept`() async throws {
        try await Given.house { given in
            let scene = try await scene(
                given, hours: [10, 10, 10], placement: "everyone-first", cases: [("Deux", 3, 2, 10), ("Un", 1, 0, 10), ("Quatre", 5, 4, 2)])
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            let had = try await matches(given, run, scene)
            #expect(run.placed == 3 && had.allSatisfy { $0 == 0 || $0 == 1 } && had.filter { $0 == 0 }.count >= 2, "\(had)")
            try await verify(given, run, scene)
        }
    }

    @Test func `before the run it is said which cases cannot have their minimum, and other policies leave cases with one out`() async throws
    {
        try await Given.house { given in
            let scene = try await scene(given, hours: [10, 10], cases: [("Deux", 2, 2, 10), ("Trois", 3, 3, 10)])
            let diagnosis = try await given.perform(DiagnoseRound(round: scene.round), as: scene.school)
            #expect(diagnosis.short.map(\.title) == ["Trois"] && diagnosis.short.map(\.eligible) == [2] && diagnosis.shortTotal == 1)
            let cohorts = try await given.database.execute("SELECT id FROM cohort").decode(Cohort.ID.self)
            for policy in ["stable", "fairest"] {
                let round = try await given.perform(
                    CreateRound(draft: RoundDraft(name: policy, cohorts: cohorts, policy: policy)), as: scene.school)
                #expect(round.warnings.count == 1 && round.warnings[0].contains("“Deux”, “Trois”"), "\(round.warnings)")
                let reason = try await given.refusal(of: RunRound(round: round.id), as: scene.school)
                #expect(
                    reason?.code == "nothing-to-match" && reason?.sentence.en.hasPrefix("Left out") == true, "\(String(describing: reason))"
                )
                try await given.database.execute("UPDATE business_case SET minimum = 0 WHERE id = \(scene.cases[0])")
                let run = try await given.perform(RunRound(round: round.id), as: scene.school)
                #expect(run.cases == 1 && run.placed == 2)
                try await given.database.execute("UPDATE business_case SET minimum = 2 WHERE id = \(scene.cases[0])")
            }
            // A team that must have a case of which the minimum is out of reach.
            let pin = Decision(team: scene.teams[0], case: scene.cases[1], kind: .pin, reason: "Ancien stage")
            _ = try await given.perform(SettlePair(round: scene.round, body: pin), as: scene.school)
            #expect(try await given.refusal(of: RunRound(round: scene.round), as: scene.school)?.code == "minimums-impossible")
        }
    }

    @Test func `what other rounds have given counts towards the minimum, until it is published`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, hours: [10, 10], cases: [("Deux", 3, 2, 10)])
            let first = try await given.perform(RunRound(round: scene.round), as: scene.school)
            #expect(try await matches(given, first, scene) == [0, 0])
            // Another school's round comes when two of the three places are given, and may give the third alone.
            let other = try await given.school("Lille")
            let cohort = try await given.cohort("M2", of: other)
            let student = try await given.student("Max", of: other, in: cohort)
            let team = try await given.team("Équipe Max", of: [student], in: cohort, school: other)
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(name: "Été", cohorts: [cohort], cases: scene.cases)), as: .school(other))
            let alone = try await given.perform(RunRound(round: round.id), as: .school(other))
            #expect(alone.placed == 0 && alone.certificate.kind == "branches")
            _ = try await given.perform(PublishRun(run: first.id), as: scene.school)
            let behind = try await given.perform(RunRound(round: round.id), as: .school(other))
            let had = try await given.perform(ListMatches(run: behind.id, query: PageQuery()), as: .school(other)).items
            #expect(had.map(\.team) == [team] && behind.certificate.kind == "lp-dual")
            // The company asks for more teams than it will have: what was computed no longer keeps it.
            try await given.database.execute("UPDATE business_case SET capacity = 9, minimum = 4")
            let late = try await given.refusal(of: PublishRun(run: behind.id), as: .school(other))
            #expect(late?.code == "below-minimum" && late?.sentence.en.contains("at least 4") == true, "\(String(describing: late))")
        }
    }

    @Test func `a branch that takes teams from a case leaves it its minimum with what other rounds gave`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, hours: [10, 10, 10], cases: [("Trois", 6, 3, 10), ("Libre", 6, 0, 1)])
            let first = try await given.perform(RunRound(round: scene.round), as: scene.school)
            #expect(try await matches(given, first, scene) == [0, 0, 0])
            _ = try await given.perform(PublishRun(run: first.id), as: scene.school)
            // Another round counts on these three, and gives the case one team more.
            let other = try await given.school("Lille")
            let cohort = try await given.cohort("M2", of: other)
            _ = try await given.team("Équipe Max", of: [try await given.student("Max", of: other, in: cohort)], in: cohort, school: other)
            let round = try await given.perform(
                CreateRound(draft: RoundDraft(name: "Été", cohorts: [cohort], cases: [scene.cases[0]])), as: .school(other))
            let second = try await given.perform(RunRound(round: round.id), as: .school(other))
            #expect(second.placed == 1)
            _ = try await given.perform(PublishRun(run: second.id), as: .school(other))
            let branch = try await given.perform(
                BranchRun(run: first.id, body: BranchRequest(withdrawnCases: [scene.cases[0]], goneTeams: Array(scene.teams[..<2]))),
                as: scene.school)
            let refused = try await given.refusal(of: PublishRun(run: branch.id), as: scene.school)
            #expect(
                refused?.code == "below-minimum" && refused?.sentence.en.contains("would have 1") == true, "\(String(describing: refused))")
            // Once the company has withdrawn the case, nobody works on it any more.
            try await given.database.execute("UPDATE business_case SET state = 'withdrawn' WHERE id = \(scene.cases[0])")
            #expect(try await given.perform(PublishRun(run: branch.id), as: scene.school).state == "published")
        }
    }

    @Test func `a run that is stored as better than its certificate proves is not valid`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, hours: [10, 6], cases: [("Long", 3, 2, 12), ("Court", 2, 0, 6)])
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            try await given.database.transaction {
                // Past the triggers, as somebody with the disk in hand could.
                try await $0.execute("ALTER TABLE certificate DISABLE TRIGGER USER")
                try await $0.execute("UPDATE certificate SET gap = 7 WHERE run_id = \(run.id)")
            }
            let verification = try await given.perform(VerifyRun(run: run.id, query: VerificationQuery()), as: scene.school)
            #expect(!verification.valid && verification.broken?.contains("not 7") == true, "\(verification.broken ?? "")")
        }
    }

    @Test func `a case states its minimum, and not one that it could never have`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = Caller.company(try await given.company("Miel & fils"))
            func draft(_ minimum: Int?) -> CaseDraft {
                CaseDraft(
                    title: "Vendre", capacity: 3, minimum: minimum,
                    window: CaseContent.Window(from: Day(daysSinceEpoch: 20_800), until: Day(daysSinceEpoch: 20_860)), hoursPerWeek: 4)
            }
            let posted = try await given.perform(PostCase(draft: draft(2)), as: company)
            #expect(try await given.perform(ShowCase(case: posted.case.id), as: company).content.minimum == 2)
            #expect(try await given.perform(PostCase(draft: draft(0)), as: company).case.content.minimum == nil)
            for wrong in [-1, 4, Int.max] {
                #expect(try await given.refusal(of: PostCase(draft: draft(wrong)), as: company)?.faults == ["/minimum out-of-range"])
            }
        }
    }
}
