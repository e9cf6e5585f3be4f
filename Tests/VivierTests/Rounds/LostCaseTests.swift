import API
import Postgres
import TestSupport
import Testing
import Vivier

/// What becomes of a team whose case is taken away, and what a round says of the cases that it cannot give.
@Suite struct LostCaseTests {
    private struct Scene {
        var school: Organisation.ID
        var cohort: Cohort.ID
        var company: Organisation.ID
        var eve: Student.ID
        var team: Team.ID
        var cases: [BusinessCase.ID]
        var admin: Caller { .school(school) }
        var firm: Caller { .company(company) }
        var student: Caller { .student(eve, of: school) }
    }

    /// One team, and two cases.
    private func scene(_ given: Given) async throws -> Scene {
        try await given.application.start()
        let (school, company) = (try await given.school("École Zoë"), try await given.company("Miel & fils"))
        let cohort = try await given.cohort("M1", of: school)
        let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
        let team = try await given.team("Équipe A", of: [eve], in: cohort, school: school)
        let cases = [try await given.businessCase("Vendre", by: company), try await given.businessCase("Acheter", by: company)]
        return Scene(school: school, cohort: cohort, company: company, eve: eve, team: team, cases: cases)
    }

    private func run(_ scene: Scene, policy: String, _ given: Given) async throws -> Run {
        let draft = RoundDraft(name: "Printemps", cohorts: [scene.cohort], policy: policy)
        let round = try await given.perform(CreateRound(draft: draft), as: scene.admin)
        return try await given.perform(RunRound(round: round.id), as: scene.admin)
    }

    @Test(arguments: ["best-total", "stable", "fairest"])
    func `a team whose case is withdrawn reads so, and its school until another run gives it one`(policy: String) async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let first = try await run(scene, policy: policy, given)
            // Of the total nothing is proven where the round does not seek it.
            #expect(first.certificate.gap == (policy == "best-total" ? 0 : nil))
            let verification = try await given.perform(VerifyRun(run: first.id, query: VerificationQuery()), as: scene.admin)
            #expect(verification.valid && verification.gap == first.certificate.gap)
            _ = try await given.perform(PublishRun(run: first.id), as: scene.admin)
            func own() async throws -> OwnRound {
                try #require(try await given.perform(ListOwnRounds(student: scene.eve), as: scene.student).items.first)
            }
            let had = try #require(try await own().match)
            #expect(try await own().lost == nil)
            let list = ListLostMatches()
            #expect(try await given.perform(list, as: scene.admin).items.isEmpty)
            _ = try await given.perform(WithdrawCase(case: had.case), as: scene.firm)
            let lost = try await own()
            #expect(lost.match == nil && lost.lost?.case == had.case && lost.lost?.title == had.title && lost.lost?.run == first.id)
            #expect(lost.lost?.withdrawnAt != nil && lost.lost?.company.name == "Miel & fils")
            let waiting = try await given.perform(list, as: scene.admin).items
            #expect(waiting.map(\.team) == [scene.team] && waiting[0].isHeld && waiting[0].policy == policy)
            #expect(try await given.perform(list, as: .school(try await given.school("Autre"))).items.isEmpty)
            #expect(try await given.refusal(of: list, as: scene.firm)?.kind == .denied)
            // Computed again without it, and published in the place of the first.
            let branch = try await given.perform(
                BranchRun(run: first.id, body: BranchRequest(withdrawnCases: [had.case])), as: scene.admin)
            _ = try await given.perform(PublishRun(run: branch.id), as: scene.admin)
            #expect(try await given.perform(list, as: scene.admin).items.isEmpty)
            let mended = try await own()
            #expect(mended.match?.case == scene.cases.first { $0 != had.case } && mended.lost?.case == had.case)
        }
    }

    @Test(arguments: [nil, "-withdrawn", "withdrawn", "team", "-team"])
    func `lost matches are searched, and leafed through in every order`(sort: String?) async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let bo = try await given.student("Bo Ÿ", of: scene.school, in: scene.cohort)
            let second = try await given.team("Équipe B", of: [bo], in: scene.cohort, school: scene.school)
            let first = try await run(scene, policy: "best-total", given)
            _ = try await given.perform(PublishRun(run: first.id), as: scene.admin)
            for businessCase in scene.cases { _ = try await given.perform(WithdrawCase(case: businessCase), as: scene.firm) }
            func page(_ query: LostMatchQuery) async throws -> Page<LostMatch> {
                try await given.perform(ListLostMatches(query: query), as: scene.admin)
            }
            let begun = try await page(LostMatchQuery(sort: sort, limit: 1))
            let rest = try await page(LostMatchQuery(sort: sort, limit: 1, cursor: begun.next))
            #expect(rest.next == nil)
            let found = begun.items + rest.items
            let times = found.map(\.withdrawnAt)
            switch sort {
            case "team": #expect(found.map(\.team) == [scene.team, second])
            case "-team": #expect(found.map(\.team) == [second, scene.team])
            case "withdrawn": #expect(times.count == 2 && times == times.sorted())
            default: #expect(times.count == 2 && times == times.sorted(by: >))
            }
            #expect(try await page(LostMatchQuery(q: "equipe b")).items.map(\.team) == [second])
            #expect(try await page(LostMatchQuery(round: first.round)).items.count == 2)
            #expect(try await page(LostMatchQuery(q: "nobody")).items.isEmpty)
            let other = try await given.round("Autre", of: scene.school, over: scene.cohort)
            #expect(try await page(LostMatchQuery(round: other)).items.isEmpty)
            let unknown = try await given.refusal(of: ListLostMatches(query: LostMatchQuery(sort: "zzz")), as: scene.admin)
            #expect(unknown?.faults == ["sort unknown-sort"])
        }
    }

    @Test(arguments: [nil, "-withdrawn", "withdrawn", "team", "-team"])
    func `a team that lost the cases of two runs at once stands on two pages`(sort: String?) async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            try await given.database.execute(
                "UPDATE business_case SET from_date = '2030-01-07', until_date = '2030-03-03' WHERE id = \(scene.cases[1])")
            var runs: [Run.ID] = []
            for businessCase in scene.cases {
                let round = try await given.round("Printemps", of: scene.school, over: scene.cohort)
                let run = try await given.run(
                    of: round, by: scene.school, matching: scene.team, scene.school, with: businessCase, scene.company)
                try await given.publish(run)
                runs.append(run)
            }
            try await given.database.execute("UPDATE business_case SET state = 'withdrawn', withdrawn_at = now()")
            var (found, cursor): ([LostMatch], String?) = ([], nil)
            repeat {
                let query = LostMatchQuery(sort: sort, limit: 1, cursor: cursor)
                let page = try await given.perform(ListLostMatches(query: query), as: scene.admin)
                found += page.items
                cursor = page.next
            } while cursor != nil && found.count < 5
            let ordered = runs.map(\.description).sorted()
            #expect(found.map(\.run.description) == (sort == "withdrawn" || sort == "team" ? ordered : Array(ordered.reversed())))
            #expect(found.allSatisfy { $0.team == scene.team })
        }
    }

    @Test func `a what-if on an older run gives nobody a case that was withdrawn since`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let first = try await run(scene, policy: "best-total", given)
            func cases(of run: Run.ID) async throws -> [BusinessCase.ID] {
                try await given.perform(ListMatches(run: run, query: PageQuery()), as: scene.admin).items.map(\.case)
            }
            let had = try #require(try await cases(of: first.id).first)
            let other = try #require(scene.cases.first { $0 != had })
            _ = try await given.perform(WithdrawCase(case: had), as: scene.firm)
            let branch = try await given.perform(BranchRun(run: first.id, body: BranchRequest(timeWeight: 9)), as: scene.admin)
            #expect(branch.cases == 1)
            #expect(try await cases(of: branch.id) == [other])
            let preview = try await given.perform(
                RepairRun(run: first.id, body: RepairRequest(places: [RepairRequest.Places(case: other, places: 2)])), as: scene.admin)
            #expect(preview.displacedTotal == 1 && preview.repairs.allSatisfy { $0.moves.allSatisfy { $0.to != had } })
            // Nor where somebody says that it has places, or that a team belongs to it; to say that it is withdrawn is no contradiction.
            for body in [
                BranchRequest(places: [RepairRequest.Places(case: had, places: 2)]),
                BranchRequest(pins: [BranchPair(team: scene.team, case: had)]),
            ] {
                let refused = try await given.refusal(of: BranchRun(run: first.id, body: body), as: scene.admin)
                #expect(refused?.fields.map(\.code) == ["withdrawn"])
            }
            let said = try await given.perform(BranchRun(run: first.id, body: BranchRequest(withdrawnCases: [had])), as: scene.admin)
            #expect(try await cases(of: said.id) == [other])
        }
    }

    @Test func `of a case with a minimum a stable round takes no ranking, and shows it nowhere`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            try await given.database.execute("UPDATE business_case SET capacity = 3, minimum = 1 WHERE id = \(scene.cases[0])")
            for (policy, titles) in [("stable", ["Acheter"]), ("best-total", ["Acheter", "Vendre"])] {
                let draft = RoundDraft(name: policy, cohorts: [scene.cohort], policy: policy)
                let round = try await given.perform(CreateRound(draft: draft), as: scene.admin).id
                let list = ListRankableCases(round: round, team: scene.team, query: RankableCaseQuery())
                #expect(try await given.perform(list, as: scene.student).items.map(\.title) == titles)
                let demand = try await given.perform(ShowDemand(round: round, query: PageQuery()), as: scene.admin)
                #expect(demand.items.map(\.title).sorted() == titles)
                let ranking = CaseRanking(cases: [RankedPlace([scene.cases[0]])])
                let refused = try await given.refusal(of: RankCases(round: round, team: scene.team, ranking: ranking), as: scene.student)
                #expect(refused?.fields.map(\.code) ?? [] == (policy == "stable" ? ["left-out"] : []))
            }
        }
    }

    @Test func `what was posted after a run took no part in it`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let first = try await run(scene, policy: "stable", given)
            _ = try await given.perform(PublishRun(run: first.id), as: scene.admin)
            let late = try await given.businessCase("Tard", by: scene.company)
            let there = try await given.perform(ListCasesOfRun(run: first.id), as: scene.student)
            #expect(there == Set(scene.cases) && !there.contains(late))
            // What went into the run is enough to say it: its result need not be read.
            try await given.database.batch([
                "ALTER TABLE run_document DISABLE TRIGGER USER", "DELETE FROM run_document WHERE run_id = \(first.id) AND kind = 'result'",
                "ALTER TABLE run_document ENABLE TRIGGER USER",
            ])
            #expect(try await given.perform(ListCasesOfRun(run: first.id), as: scene.student) == there)
            let stranger = try await given.student("Zoë Ÿ", of: scene.school)
            let other = Caller.student(stranger, of: scene.school)
            #expect(try await given.refusal(of: ListCasesOfRun(run: first.id), as: other)?.kind == .missing)
        }
    }

    @Test func `two cases of one title and company are told apart by their days`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            for until in ["2027-04-30", "2027-05-31", "2027-05-31"] {
                let twin = try await given.businessCase("Vendre", by: scene.company)
                try await given.database.execute("UPDATE business_case SET until_date = \(until)::date WHERE id = \(twin)")
            }
            let round = try await given.round("Printemps", of: scene.school, over: scene.cohort)
            let found = try await given.perform(FindInRound(round: round, kind: .case, text: "vendre"), as: scene.admin)
            #expect(found.count == 4 && Set(found.map(\.name)).count == 4)
            for one in found {
                let again = try await given.perform(FindInRound(round: round, kind: .case, text: one.name), as: scene.admin)
                #expect(again.first?.id == one.id, "\(one.name)")
            }
            #expect(found.contains { $0.name.hasSuffix("–30/04/2027") })
        }
    }
}
