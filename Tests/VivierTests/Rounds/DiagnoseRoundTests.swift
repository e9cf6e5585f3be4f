import API
import Postgres
import TestSupport
import Testing
import Vivier

/// What is said of a round before it runs.
struct DiagnoseRoundTests {
    private func scene(
        _ given: Given, teams: Int, policy: String? = nil, cases: [(title: String, capacity: Int32)]
    ) async throws -> (round: Round.ID, school: Caller, teams: [Team.ID], cases: [BusinessCase.ID]) {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var made: [Team.ID] = []
        for number in 1...teams {
            let student = try await given.student("Ève \(number)", of: school, in: cohort)
            made.append(try await given.team("Équipe \(number)", of: [student], in: cohort, school: school))
        }
        let company = try await given.company("Miel & fils")
        var offered: [BusinessCase.ID] = []
        for (title, capacity) in cases {
            let id = try await given.businessCase(title, by: company)
            try await given.database.execute("UPDATE business_case SET capacity = \(capacity) WHERE id = \(id)")
            offered.append(id)
        }
        let round = try await given.application.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], cases: offered, policy: policy)), by: .school(school))
        return (round.id, .school(school), made, offered)
    }

    @Test func `too few places are named with the teams that want them and what would help, and the run bears it out`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, teams: 4, cases: [("Vendre du miel", 1), ("Exporter", 1), ("Parler allemand", 3)])
            try await given.database.execute("UPDATE business_case SET languages = '{de:C1}' WHERE id = \(scene.cases[2])")
            let found = try await given.perform(DiagnoseRound(round: scene.round), as: scene.school)
            #expect((found.teams, found.cases, found.places, found.eligible, found.mostPlaced) == (4, 3, 5, 8, 2))
            let shortage = try #require(found.shortages.first)
            #expect(found.shortages.count == 1 && shortage.places == 2 && shortage.missing == 2)
            #expect(Set(shortage.teams.map(\.team)) == Set(scene.teams) && Set(shortage.cases.map(\.case)) == Set(scene.cases.prefix(2)))
            #expect(shortage.message.contains("4 teams are eligible for 2 cases only, with 2 places: 2 stay without a case."))
            let single = shortage.repairs.filter { $0.kind == .addPlaces && $0.cost == 1 }
            #expect(Set(single.map { $0.places?.first?.case }) == Set(scene.cases.prefix(2)) && single.allSatisfy { $0.teamsPlaced == 1 })
            #expect(single.contains { $0.text.hasPrefix("One more place on “Vendre du miel”: one more team can be placed") })
            #expect(found.idle.map(\.case) == [scene.cases[2]] && found.idle.first?.gates.first?.code == "language")
            #expect(found.idle.first?.gates.first?.closed == 4)
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            #expect(run.placed == found.mostPlaced)
            var french = scene.school
            french.language = .french
            let said = try await given.perform(DiagnoseRound(round: scene.round), as: french)
            #expect(said.shortages.first?.message.contains("2 resteront sans cas") == true)
        }
    }

    @Test func `a team that no case is open to is shown the nearest one and what is missing there`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, teams: 2, cases: [("Vendre", 5), ("Acheter", 5)])
            try await given.database.execute("UPDATE business_case SET languages = '{fr:B2}'")
            try await given.database.execute("UPDATE business_case SET place = 'Dijon', remote = false WHERE id = \(scene.cases[1])")
            try await given.database.execute(
                """
                UPDATE student s SET city = 'Dijon', languages = CASE WHEN m.team_id = \(scene.teams[0]) THEN '{fr:C2}'::text[] ELSE '{en:C2}' END
                FROM team_member m WHERE m.student_id = s.id
                """)
            let found = try await given.perform(DiagnoseRound(round: scene.round), as: scene.school)
            #expect(found.mostPlaced == 1 && found.shortages.isEmpty && found.strandedTotal == 1)
            let team = try #require(found.stranded.first)
            #expect(team.team == scene.teams[1] && team.nearest == scene.cases[0] && team.missing.count == 1)
            #expect(team.missing.first?.contains("French") == true)
            #expect(team.gates.first?.code == "language" && team.gates.first?.closed == 2)
        }
    }

    @Test func `under stable preferences what a ranking leaves out is no place for its team`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, teams: 2, policy: "stable", cases: [("Vendre", 1), ("Acheter", 1)])
            for team in scene.teams {
                _ = try await given.perform(
                    RankCases(round: scene.round, team: team, ranking: CaseRanking(cases: [RankedPlace([scene.cases[0]])])),
                    as: scene.school)
            }
            let found = try await given.perform(DiagnoseRound(round: scene.round), as: scene.school)
            #expect(found.mostPlaced == 1 && found.eligible == 2)
            #expect(found.shortages.map(\.missing) == [1] && found.shortages.first?.cases.map(\.case) == [scene.cases[0]])
            #expect(found.idle.map(\.case) == [scene.cases[1]] && found.idle.first?.gates.map(\.code) == ["ranking"])
        }
    }

    @Test func `a pinned team counts as placed and its place is gone`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, teams: 2, cases: [("Vendre", 1)])
            _ = try await given.perform(
                SettlePair(
                    round: scene.round, body: Decision(team: scene.teams[1], case: scene.cases[0], kind: .pin, reason: "Ancien stage")),
                as: scene.school)
            let found = try await given.perform(DiagnoseRound(round: scene.round), as: scene.school)
            #expect(found.pinned == 1 && found.mostPlaced == 1)
            let shortage = try #require(found.shortages.first)
            #expect(shortage.teams.map(\.team) == [scene.teams[0]] && shortage.places == 0 && shortage.cases.first?.places == 0)
        }
    }

    @Test func `a round that is too large to diagnose is told what it can do, and not to be what it is`() {
        let reason = DiagnoseRound.No.tooManyPairs.reason
        #expect(reason.kind == .conflict && reason.code == "too-many-pairs-to-diagnose")
        #expect(reason.sentence.en.contains("Diagnose it in parts") && reason.sentence.fr.contains("Diagnostiquez-la par parties"))
        #expect(!reason.sentence.en.contains("open one of the best total"))
    }

    @Test func `a school that merely takes part is not told half of it`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, teams: 1, cases: [("Vendre", 1)])
            let other = try await given.school("Lille")
            let network = try await given.network("Réseau", of: other)
            let cohort = try await given.cohort("M1", of: other)
            let round = try await given.application.perform(
                CreateRound(draft: RoundDraft(organisation: network, name: "Réseau", cohorts: [cohort])), by: .root)
            let refused = try await given.refusal(of: DiagnoseRound(round: round.id), as: .school(other))
            #expect(refused?.code == "not-round-holder")
            let stranger = try await given.refusal(of: DiagnoseRound(round: round.id), as: .school(try await given.school("Brest")))
            #expect(stranger?.kind == .missing)
            #expect(try await given.perform(DiagnoseRound(round: scene.round), as: .root).teams == 1)
        }
    }
}
