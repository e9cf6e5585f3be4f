import API
import Postgres
import TestSupport
import Testing
import Vivier

/// What a run leaves to look at before it is published.
@Suite struct UnplacedTests {
    @Test func `a team without a case is told what it could have taken, or what keeps it from all`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: [8, 6, 7], ban: (team: 0, case: 0), cases: [("Un", 1, 4)])
            let page = try await given.perform(ListUnplaced(run: scene.run.id, query: PageQuery()), as: scene.school)
            #expect(page.items.count == 2 && scene.run.placed == 1)
            let banned = try #require(page.items.first { $0.team == scene.teams[0] })
            #expect(banned.eligible == 0 && !banned.missing.isEmpty && banned.nearest == scene.cases[0] && banned.nearestFit == nil)
            let beaten = try #require(page.items.first { $0.team != scene.teams[0] })
            #expect(beaten.eligible == 1 && beaten.nearest == scene.cases[0] && (beaten.nearestFit ?? 0) > 0 && beaten.missing.isEmpty)
            #expect(banned.reason != beaten.reason)
            let all: [UnplacedTeam] = try await given.all(limit: 1, as: scene.school) { ListUnplaced(run: scene.run.id, query: $0) }
            #expect(all.map(\.team) == page.items.map(\.team))
        }
    }

    @Test func `of a tie it is not said that the team would cost anything, of a loss it is`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [8, 8, 8], cases: [("Un", 1, 4), ("Deux", 1, 4)])
            let tied = try #require(
                try await given.perform(ListUnplaced(run: scene.run.id, query: PageQuery()), as: scene.school).items.first)
            #expect(tied.eligible == 2 && tied.reason.contains("just as good") && !tied.reason.contains("lower"), "\(tied.reason)")
            // The same is found by optimising again with the pair.
            let query = ExplanationQuery(team: tied.team, case: scene.cases[0])
            #expect(try await given.perform(ExplainPair(run: scene.run.id, query: query), as: scene.school).cost?.isNothing == true)
        }
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [8, 6], cases: [("Un", 1, 8)])
            let beaten = try #require(
                try await given.perform(ListUnplaced(run: scene.run.id, query: PageQuery()), as: scene.school).items.first)
            #expect(beaten.eligible == 1 && beaten.reason.contains("would lower the total fit"), "\(beaten.reason)")
            let query = ExplanationQuery(team: beaten.team, case: scene.cases[0])
            #expect(try await given.perform(ExplainPair(run: scene.run.id, query: query), as: scene.school).cost?.fitLost ?? 0 > 0)
        }
    }

    @Test func `where a ban alone stands between a team and a case, no empty change is told`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [8, 6], ban: (team: 0, case: 0), cases: [("Un", 1, 6)])
            let query = ExplanationQuery(team: scene.teams[0], case: scene.cases[0])
            let remedies = try await given.perform(FindRemedies(run: scene.run.id, query: query), as: scene.school)
            #expect(remedies.conditions.count == 1 && remedies.remedies.isEmpty, "\(remedies.remedies)")
            #expect((remedies.neededFit ?? .max) <= remedies.fit)
        }
    }

    @Test func `what a pair would cost is what a branch with that pair costs, teams without a case apart from fit`() async throws {
        for placement in ["everyone-first", "fit-first"] {
            try await Given.house { given in
                // Only the second case is left to the second team: whoever else takes it leaves that team without.
                let scene = try await RepairScene.of(
                    given, hours: [8, 6], placement: placement, ban: (team: 1, case: 0),
                    cases: [("Un", 1, 4), ("Deux", 1, 6)])
                var lost: Set<Int> = []
                for team in scene.teams {
                    for offered in scene.cases {
                        let query = ExplanationQuery(team: team, case: offered)
                        var explain = ExplainPair(run: scene.run.id, query: query)
                        let exact = try await given.perform(explain, as: scene.school)
                        guard exact.eligible, !exact.matched else { continue }
                        let cost = try #require(exact.cost)
                        let branch = try await given.perform(
                            BranchRun(run: scene.run.id, body: BranchRequest(pins: [BranchPair(team: team, case: offered)])),
                            as: scene.school)
                        #expect(
                            cost
                                == Explanation.Cost(
                                    fitLost: scene.run.totalFit - branch.totalFit, placedLost: scene.run.placed - branch.placed, exact: true
                                ))
                        lost.insert(cost.placedLost ?? 0)
                        // By the prices alone: no more than that.
                        explain.mostPairsSolved = 0
                        let bound = try #require(try await given.perform(explain, as: scene.school).cost)
                        #expect(!bound.exact && (bound.placedLost == nil) == (placement == "fit-first"))
                        let (teams, least) = (cost.placedLost ?? 0, bound.placedLost ?? cost.placedLost ?? 0)
                        #expect(least < teams || least == teams && bound.fitLost <= cost.fitLost, "\(bound) \(cost)")
                    }
                }
                #expect(!lost.isEmpty)
                if placement == "everyone-first" { #expect(lost.contains(1), "\(lost)") }
            }
        }
    }

    @Test func `matches are searched, sorted either way, paged and exported without formulas`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [8, 6, 7], cases: [("=Un", 1, 4), ("Deux", 2, 4)])
            func names(_ query: MatchQuery) async throws -> [String] {
                var (names, query) = ([String](), query)
                repeat {
                    let page = try await given.perform(ListMatches(run: scene.run.id, query: query), as: scene.school)
                    names += page.items.map(\.teamName)
                    query.cursor = page.next
                } while query.cursor != nil
                return names
            }
            // As people count.
            try await given.database.execute("UPDATE team SET name = 'Équipe 10' WHERE name = 'Équipe 0'")
            let all = ["Équipe 1", "Équipe 2", "Équipe 10"]
            #expect(try await names(MatchQuery(sort: "team", limit: 1)) == all)
            #expect(try await names(MatchQuery(sort: "-team", limit: 2)) == all.reversed())
            #expect(try await Set(names(MatchQuery(sort: "fit", limit: 1))) == Set(all))
            #expect(try await names(MatchQuery(q: "ÉQUIPE 2")) == ["Équipe 2"])
            #expect(try await names(MatchQuery(q: "deux", limit: 1)).count == 2)
            let wrong = ListMatches(run: scene.run.id, query: MatchQuery(sort: "colour"))
            #expect(try await given.refusal(of: wrong, as: scene.school)?.faults == ["sort unknown"])
            let csv = try await given.perform(ExportMatches(run: scene.run.id), as: scene.school)
            let text = String(decoding: csv, as: UTF8.self)
            #expect(text.hasPrefix("team,school,case,company,fit,pinned\r\n") && text.contains(",'=Un,"))
            #expect(text.split(separator: "\r\n").count == 4)
        }
    }

    @Test func `a run keeps how it came to its result`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [8, 6], cases: [("Un", 1, 4), ("Deux", 1, 4)])
            let run = try await given.perform(ShowRun(run: scene.run.id), as: scene.school)
            let last = try #require(run.course?.last)
            #expect(last.found == run.certificate.bound - (run.certificate.gap ?? 0) && last.bound == run.certificate.bound)
            #expect(run.course.map { $0.map(\.milliseconds) == $0.map(\.milliseconds).sorted() } == true)
        }
    }

    @Test func `scarcity is told by skill and month, of the cases that ask the skill then`() async throws {
        try await Given.house { given in
            // Two teams want the one place: another would be worth what the second team brings.
            let scene = try await RepairScene.of(given, hours: [8, 6], cases: [("Un", 1, 4)])
            let skill = try await given.database.execute("SELECT id FROM skill ORDER BY id LIMIT 1")[0].decode(Int32.self)
            try await given.database.execute(
                "INSERT INTO business_case_skill (case_id, skill_id, level, importance, position) VALUES (\(scene.cases[0]), \(skill), 2, 'should', 0)"
            )
            try await given.database.execute(
                "UPDATE business_case SET from_date = '2027-01-18', until_date = '2027-03-02' WHERE id = \(scene.cases[0])")
            let cells = try await given.perform(ShowSkillScarcity(run: scene.run.id), as: scene.school).items
            let price = try await given.perform(ListScarceCases(run: scene.run.id, query: PageQuery()), as: scene.school).items[0].worth
            #expect(cells.map(\.month) == ["2027-01", "2027-02", "2027-03"] && (price ?? 0) > 0)
            #expect(cells.allSatisfy { $0.price == price && $0.cases == 1 })
        }
    }
}
