import API
import Postgres
import TestSupport
import Testing
import Vivier

/// Rankings come in, replace each other, and are counted.
struct RankCasesTests {
    private struct Scene {
        var school: Organisation.ID
        var cohort: Cohort.ID
        var round: Round.ID
        var members: [Student.ID]
        var teams: [Team.ID]
        var company: Organisation.ID
        var cases: [BusinessCase.ID]
    }

    /// A school with two teams of one, three published cases, and an open round.
    private func scene(_ given: Given) async throws -> Scene {
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var (members, teams): ([Student.ID], [Team.ID]) = ([], [])
        for name in ["Ève O’Neil", "Zoë Ÿ"] {
            members.append(try await given.student(name, of: school, in: cohort))
            teams.append(try await given.team("Équipe \(name)", of: [members[members.count - 1]], in: cohort, school: school))
        }
        let company = try await given.company("Miel & fils")
        var cases: [BusinessCase.ID] = []
        for title in ["Vendre", "Acheter", "Prêter"] { cases.append(try await given.businessCase(title, by: company)) }
        let round = try await given.round("Printemps", of: school, over: cohort)
        return Scene(school: school, cohort: cohort, round: round, members: members, teams: teams, company: company, cases: cases)
    }

    @Test func `a round that goes while a ranking waits for it is unknown to it`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let ranking = RankCases(
                round: scene.round, team: scene.teams[0], ranking: CaseRanking(cases: [RankedPlace([scene.cases[0]])]))
            let refusal = try await given.database.transaction { removal in
                // The round alone, and nothing that hangs on it.
                try await removal.execute("SET LOCAL session_replication_role = replica")
                try await removal.execute("DELETE FROM round WHERE id = \(scene.round)")
                let refusal = Task { try await given.refusal(of: ranking, as: .school(scene.school)) }
                try await eventually("nobody waits", within: .seconds(60)) {
                    try await given.database.transaction { try await $0.hasWaiting() }
                }
                return refusal
            }
            #expect(try await refusal.value?.kind == .missing)
        }
    }

    @Test func `a ranking replaces the one before, ties included, and an empty one takes it back`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let admin = Caller.school(scene.school)
            func rank(_ places: [[BusinessCase.ID]]) -> RankCases {
                RankCases(round: scene.round, team: scene.teams[0], ranking: CaseRanking(cases: places.map { RankedPlace($0) }))
            }
            let show = ShowRanking(round: scene.round, team: scene.teams[0])
            #expect(try await given.perform(show, as: admin).cases.isEmpty)
            _ = try await given.perform(rank([[scene.cases[0]], [scene.cases[1]]]), as: admin)
            let tied = try await given.perform(rank([[scene.cases[2]], [scene.cases[0], scene.cases[1]]]), as: admin)
            #expect(tied.cases.map { Set($0.tied) } == [[scene.cases[2]], [scene.cases[0], scene.cases[1]]])
            #expect(tied.cases.map(\.isTie) == [false, true])
            #expect(try await given.perform(show, as: admin).cases == tied.cases)
            #expect(try await given.perform(rank([]), as: admin).cases.isEmpty)
            #expect(try await given.perform(show, as: admin).cases.isEmpty)
        }
    }

    @Test func `a student ranks for the own team and sees no other`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let student = Caller.student(scene.members[0], of: scene.school)
            let ranking = CaseRanking(cases: [RankedPlace([scene.cases[1]])])
            let own = RankCases(round: scene.round, team: scene.teams[0], ranking: ranking)
            let ranked = try await given.perform(own, as: student)
            #expect(ranked.cases == ranking.cases)
            // The round goes by fit, which nobody would guess from a ranking that was taken.
            #expect(ranked.note?.contains("changes nothing") == true)
            let other = RankCases(round: scene.round, team: scene.teams[1], ranking: ranking)
            #expect(try await given.refusal(of: other, as: student)?.kind == .missing)
            _ = try await given.perform(other, as: .school(scene.school))
            let look = ShowRanking(round: scene.round, team: scene.teams[1])
            #expect(try await given.refusal(of: look, as: student)?.kind == .missing)
            #expect(try await given.refusal(of: look, as: .company(scene.company))?.kind == .denied)
            let stranger = Caller.school(try await given.school("L'Autre"))
            #expect(try await given.refusal(of: look, as: stranger)?.kind == .missing)
        }
    }

    @Test func `the database itself keeps rankings of others from a student`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            for team in scene.teams {
                let ranking = CaseRanking(cases: [RankedPlace([scene.cases[0]])])
                _ = try await given.perform(RankCases(round: scene.round, team: team, ranking: ranking), as: .root)
            }
            let context: SQL = """
                SELECT set_config('role', 'vivier_student', true), set_config('app.organisation', \(scene.school.description), true),
                    set_config('app.student', \(scene.members[0].description), true)
                """
            let seen = try await given.database.transaction(prelude: [context]) { transaction in
                try await transaction.execute("SELECT team_id FROM team_preference").decode(Team.ID.self)
            }
            #expect(seen == [scene.teams[0]])
            await #expect(throws: PostgresError.self) {
                try await given.database.transaction(prelude: [context]) { transaction in
                    _ = try await transaction.execute(
                        """
                        INSERT INTO team_preference (round_id, team_id, school_id, case_id, place)
                        VALUES (\(scene.round), \(scene.teams[1]), \(scene.school), \(scene.cases[1]), 1)
                        """)
                }
            }
        }
    }

    @Test func `each entry that cannot stand is named by its place`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let draft = try await given.businessCase("Brouillon", by: scene.company, state: .draft)
            let closed = try await given.businessCase("Ailleurs", by: scene.company)
            try await given.restrict(closed, to: try await given.school("L'Autre"))
            let unknown = BusinessCase.ID("00000000-0000-4000-8000-000000000000")
            let places = [
                [scene.cases[0]], [draft], [scene.cases[1], scene.cases[0]], [], [closed], [try #require(unknown), scene.cases[2]],
            ]
            let work = RankCases(
                round: scene.round, team: scene.teams[0], ranking: CaseRanking(cases: places.map { RankedPlace($0) }))
            let reason = try #require(try await given.refusal(of: work, as: .root))
            #expect(reason.kind == .invalid)
            #expect(
                Set(reason.faults) == [
                    "/cases/1 not-published", "/cases/2/1 repeated", "/cases/3 empty", "/cases/4 not-open", "/cases/5/0 unknown",
                ])
            #expect(reason.fields.contains { $0.sentence.en.contains("/cases/0") && $0.sentence.fr.contains("/cases/0") })
            // What a school may not see looks as if it did not exist.
            let asSchool = try #require(try await given.refusal(of: work, as: .school(scene.school)))
            #expect(asSchool.faults.contains("/cases/1 unknown") && asSchool.faults.contains("/cases/4 unknown"))
            #expect(try await given.database.execute("SELECT FROM team_preference").isEmpty)
        }
    }

    @Test func `a case outside the round, a team outside the round, too many cases and a closed round are refused`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            func refusal(_ team: Team.ID, _ cases: [BusinessCase.ID]) async throws -> RefusalReason? {
                let ranking = CaseRanking(cases: cases.map { RankedPlace([$0]) })
                return try await given.refusal(of: RankCases(round: scene.round, team: team, ranking: ranking), as: .school(scene.school))
            }
            try await given.database.execute("UPDATE round SET every_case = false")
            try await given.database.execute("INSERT INTO round_case (round_id, case_id) VALUES (\(scene.round), \(scene.cases[0]))")
            #expect(try await refusal(scene.teams[0], [scene.cases[0], scene.cases[1]])?.faults == ["/cases/1 not-in-round"])
            let elsewhere = try await given.cohort("M2", of: scene.school)
            let outside = try await given.team("Dehors", of: [], in: elsewhere, school: scene.school)
            #expect(try await refusal(outside, [scene.cases[0]])?.faults == ["team not-in-round"])
            #expect(try await refusal(scene.teams[0], Array(repeating: scene.cases[0], count: 201))?.faults == ["/cases too-many"])
            #expect(try await refusal(scene.teams[0], [scene.cases[0]]) == nil)
            try await given.database.execute("UPDATE round SET state = 'closed'")
            #expect(try await refusal(scene.teams[0], [scene.cases[0]])?.code == "round-closed")
        }
    }

    @Test func `demand and supply are counted while the rankings come in`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let admin = Caller.school(scene.school)
            for (team, places) in [(0, [[0, 1], [2]]), (1, [[1]])] {
                let ranking = CaseRanking(cases: places.map { RankedPlace($0.map { scene.cases[$0] }) })
                _ = try await given.perform(RankCases(round: scene.round, team: scene.teams[team], ranking: ranking), as: admin)
            }
            _ = try await given.team(
                "Muette", of: [given.student("Max M", of: scene.school, in: scene.cohort)], in: scene.cohort, school: scene.school)
            var (items, cursor): ([CaseDemand], String?) = ([], nil)
            repeat {
                let demand = try await given.perform(
                    ShowDemand(round: scene.round, query: PageQuery(limit: 2, cursor: cursor)), as: admin)
                #expect(demand.teams == 3 && demand.withRanking == 2 && demand.withoutRanking == 1)
                items += demand.items
                cursor = demand.next
            } while cursor != nil
            let lines = items.map { "\($0.title) \($0.places) \($0.rankedBy ?? -1) \($0.rankedFirstBy ?? -1)" }
            #expect(lines == ["Acheter 1 2 2", "Vendre 1 1 1", "Prêter 1 1 0"])
            #expect(items.allSatisfy { $0.company == "Miel & fils" })
        }
    }

    @Test func `two rankings sent at once leave one of them whole`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let rankings = [[0, 1], [2, 1], [1], [2, 0, 1]].map { CaseRanking(cases: $0.map { RankedPlace([scene.cases[$0]]) }) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for ranking in rankings {
                    group.addTask {
                        _ = try await given.perform(
                            RankCases(round: scene.round, team: scene.teams[0], ranking: ranking), as: .school(scene.school))
                    }
                }
                try await group.waitForAll()
            }
            let stands = try await given.perform(ShowRanking(round: scene.round, team: scene.teams[0]), as: .school(scene.school))
            #expect(rankings.map(\.cases).contains(stands.cases))
        }
    }
}
