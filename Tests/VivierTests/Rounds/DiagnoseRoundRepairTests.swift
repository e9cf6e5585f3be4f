import API
import Postgres
import TestSupport
import Testing
import Vivier

/// What a diagnosis proposes, done and looked at again.
struct DiagnoseRoundRepairTests {
    private struct Scene {
        var given: Given
        var round: Round.ID
        var school: Caller
        var teams: [Team.ID]
        var cases: [BusinessCase.ID]
        var companies: [Organisation.ID]

        func diagnosis() async throws -> RoundDiagnosis { try await given.perform(DiagnoseRound(round: round), as: school) }
        func run() async throws -> Run { try await given.perform(RunRound(round: round), as: school) }
        func sql(_ statement: SQL) async throws { try await given.database.execute(statement) }

        func decide(_ kind: Decision.Kind, _ team: Int, _ businessCase: Int) async throws {
            _ = try await given.perform(
                SettlePair(round: round, body: Decision(team: teams[team], case: cases[businessCase], kind: kind, reason: "Convenu")),
                as: school)
        }
    }

    /// Teams of one student each, who speaks these languages and gives so many hours a week; cases with places and languages, of companies
    /// that take so many teams over all their cases.
    private func scene(
        _ given: Given, teams: [(languages: [String], hours: Int32)],
        cases: [(company: Int, places: Int32, languages: [String], hours: Int32)],
        companies: [Int?], placement: String? = nil, policy: String? = nil
    ) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var made: [Team.ID] = []
        for (number, team) in teams.enumerated() {
            let student = try await given.student("Ève \(number)", of: school, in: cohort)
            try await given.database.execute(
                "UPDATE student SET languages = \(team.languages), hours_per_week = \(team.hours) WHERE id = \(student)")
            made.append(try await given.team("Équipe \(number + 1)", of: [student], in: cohort, school: school))
        }
        var firms: [Organisation.ID] = []
        for (number, capacity) in companies.enumerated() {
            firms.append(try await given.company("Firme \(number + 1)", capacity: capacity))
        }
        var offered: [BusinessCase.ID] = []
        for (number, one) in cases.enumerated() {
            let id = try await given.businessCase("Cas \(number + 1)", by: firms[one.company])
            try await given.database.execute(
                """
                UPDATE business_case SET capacity = \(one.places), languages = \(one.languages), hours_per_week = \(one.hours) WHERE id = \(id)
                """)
            offered.append(id)
        }
        let round = try await given.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], cases: offered, policy: policy, placement: placement)),
            as: .school(school))
        return Scene(given: given, round: round.id, school: .school(school), teams: made, cases: offered, companies: firms)
    }

    private let spoken = [["fr:C2"], ["fr:C2", "en:B2"], ["fr:C2", "de:B1"], ["fr:B1", "en:C1", "de:B2"]]
    private let asked = [[String](), ["fr:B2"], ["en:B2"], ["de:B2"], ["en:B1", "fr:B1"]]

    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
    func `more places bring the teams and the total fit that they are said to, in the round itself`(seed: UInt64) async throws {
        try await Given.house { given in
            var dice = SeededGenerator(state: seed)
            let teams = (0..<12).map { _ in
                (spoken.randomElement(using: &dice) ?? [], Int32.random(in: 1...8, using: &dice))
            }
            // The first is open to all, so that places are short.
            let cases = (0..<4).map { number in
                (
                    Int.random(in: 0...1, using: &dice), Int32.random(in: 1...2, using: &dice),
                    number == 0 ? [] : asked.randomElement(using: &dice) ?? [], Int32.random(in: 2...9, using: &dice)
                )
            }
            let scene = try await scene(
                given, teams: teams, cases: cases, companies: [seed.isMultiple(of: 2) ? 1 : nil, nil],
                placement: seed.isMultiple(of: 3) ? "everyone-first" : nil)
            let before = try await scene.diagnosis()
            let run = try await scene.run()
            #expect(!before.shortages.isEmpty, "seed \(seed)")
            var tried = 0
            for shortage in before.shortages {
                #expect(!shortage.repairs.isEmpty && shortage.repairs.count <= 5)
                #expect(shortage.repairs.map(\.cost) == shortage.repairs.map(\.cost).sorted())
                let covers = shortage.repairs.contains { $0.kind == .addPlaces && $0.teamsPlaced == shortage.missing }
                #expect(covers, "seed \(seed): \(shortage.repairs.map(\.text))")
                for repair in shortage.repairs where repair.kind == .addPlaces {
                    let places = try #require(repair.places)
                    try await add(places, in: scene)
                    let after = try await scene.diagnosis()
                    let wider = try await scene.run()
                    try await add(places.map { .init(case: $0.case, company: $0.company, name: $0.name, more: -$0.more) }, in: scene)
                    #expect(after.mostPlaced - before.mostPlaced == repair.teamsPlaced, "seed \(seed): \(repair.text)")
                    #expect(
                        repair.basis == .reoptimised && repair.bestTotal?.fit == wider.totalFit - run.totalFit,
                        "seed \(seed): \(repair.text)")
                    if seed.isMultiple(of: 3) { #expect(repair.bestTotal?.placed == wider.placed - run.placed, "seed \(seed)") }
                    #expect(repair.cost == places.reduce(0) { $0 + $1.more })
                    tried += 1
                }
            }
            #expect(tried > 0)
        }
    }

    private func add(_ places: [RoundRepair.Places], in scene: Scene) async throws {
        for one in places {
            if let id = one.case {
                try await scene.sql("UPDATE business_case SET capacity = capacity + \(Int32(one.more)) WHERE id = \(id)")
            }
            if let id = one.company { try await scene.sql("UPDATE company SET capacity = capacity + \(Int32(one.more)) WHERE id = \(id)") }
        }
    }

    @Test func `a stranded team is told the least that makes it eligible, and with it the team is`() async throws {
        try await Given.house { given in
            let scene = try await scene(
                given, teams: [(["fr:C2"], 6), (["en:C2", "fr:A2"], 6), (["en:C2"], 6)],
                cases: [(0, 1, ["fr:B1"], 6), (0, 2, ["fr:C2"], 6)], companies: [nil])
            let before = try await scene.diagnosis()
            #expect(before.strandedTotal == 2 && before.mostPlaced == 1)
            let repair = try #require(before.stranded.first { $0.team == scene.teams[1] }?.repairs.first)
            #expect(repair.kind == .openGate && repair.case == scene.cases[0] && repair.cost == 1)
            #expect(repair.steps == [.init(gate: "language", cost: 1, language: "fr", from: 2, to: 3, members: 1)])
            // The first team may give way to it.
            #expect(repair.teamsPlaced == 1 && repair.basis == .cut && repair.bestTotal == nil)
            #expect(repair.text == "“Équipe 2” could take “Cas 1” with French at B1 for one member: one more team can be placed.")
            let far = try #require(before.stranded.first { $0.team == scene.teams[2] }?.repairs)
            #expect(far.map(\.cost) == [3, 6] && far.map(\.case) == scene.cases)
            try await scene.sql(
                """
                UPDATE student SET languages = '{en:C2,fr:B1}' WHERE id IN (SELECT student_id FROM team_member WHERE team_id = \(scene.teams[1]))
                """)
            let after = try await scene.diagnosis()
            #expect(after.strandedTotal == 1 && after.mostPlaced == before.mostPlaced + 1 && after.eligible == before.eligible + 1)
        }
    }

    @Test func `one case is described that would do for all stranded teams, and with such a case they are placed`() async throws {
        try await Given.house { given in
            let scene = try await scene(
                given, teams: [(["fr:C2"], 6), (["en:C2", "fr:A2"], 3), (["en:B2", "fr:A1"], 6)], cases: [(0, 3, ["fr:C1"], 4)],
                companies: [nil])
            let before = try await scene.diagnosis()
            let repair = try #require(before.strandedRepairs.first)
            let wanted = try #require(repair.wanted)
            #expect(before.strandedRepairs.count == 1 && repair.kind == .findCase && repair.teamsPlaced == 2 && repair.cost == 3)
            #expect(Set(wanted.languages) == ["en:B2", "fr:A1"] && wanted.places == 2 && wanted.hoursPerWeek == 3)
            #expect(
                repair.text.hasPrefix("Find a case with 2 places that asks no more than ") && repair.text.contains("teams of one member"))
            let found = try await given.businessCase("Trouvé", by: scene.companies[0])
            try await scene.sql(
                """
                UPDATE business_case SET capacity = 2, languages = \(wanted.languages), hours_per_week = \(Int32(wanted.hoursPerWeek)),
                    from_date = \(wanted.from), until_date = \(wanted.until), team_size_min = \(Int32(wanted.leastMembers)),
                    team_size_max = \(Int32(wanted.mostMembers)) WHERE id = \(found)
                """)
            try await scene.sql("INSERT INTO round_case (round_id, case_id) VALUES (\(scene.round), \(found))")
            let after = try await scene.diagnosis()
            #expect(after.strandedTotal == 0 && after.mostPlaced == 3)
        }
    }

    @Test func `where decisions are what bounds, lifting them is proposed and bears it out`() async throws {
        try await Given.house { given in
            // Two French speakers for one place; the third case is open to the one who is banned from it, and to the one pinned to the first.
            let scene = try await scene(
                given, teams: [(["fr:C2"], 6), (["fr:C2"], 4), (["fr:C2", "en:C2"], 6)],
                cases: [(0, 1, ["fr:B2"], 6), (0, 1, ["fr:B1"], 6), (0, 1, ["en:B2"], 6)], companies: [nil])
            try await scene.sql("UPDATE student SET languages = '{fr:C2,en:C2}'")
            try await scene.decide(.ban, 0, 2)
            try await scene.decide(.ban, 1, 2)
            try await scene.decide(.pin, 2, 0)
            let before = try await scene.diagnosis()
            #expect(before.mostPlaced == 2 && before.pinned == 1)
            let run = try await scene.run()
            let repairs = try #require(before.shortages.first).repairs
            for kind in [RoundRepair.Kind.liftBan, .liftPin] {
                let repair = try #require(repairs.first { $0.kind == kind }, "\(repairs.map(\.text))")
                let (team, target) = (try #require(repair.team), try #require(repair.case))
                #expect(repair.cost == 1 && repair.teamsPlaced == 1)
                try await scene.given.perform(LiftDecision(round: scene.round, team: team, case: target), as: scene.school)
                let after = try await scene.diagnosis()
                let freed = try await scene.run()
                #expect(after.mostPlaced == 3, "\(repair.text)")
                #expect(repair.bestTotal == .init(placed: 1, fit: freed.totalFit - run.totalFit), "\(repair.text)")
                if kind == .liftBan { try await scene.decide(.ban, scene.teams.firstIndex(of: team) ?? 0, 2) }
            }
        }
    }

    @Test func `a gate that alone keeps a shortage's team from a case with room is named`() async throws {
        try await Given.house { given in
            let scene = try await scene(
                given, teams: [(["fr:C2"], 6), (["fr:C2", "de:B1"], 6)], cases: [(0, 1, ["fr:B2"], 6), (0, 1, ["de:B2"], 6)],
                companies: [nil])
            let found = try await scene.diagnosis()
            let repair = try #require(found.shortages.first?.repairs.first { $0.kind == .openGate })
            #expect(repair.team == scene.teams[1] && repair.case == scene.cases[1] && repair.cost == 1 && repair.teamsPlaced == 1)
            let alone = try #require(found.idle.first?.alone)
            #expect(alone.map(\.code) == ["language"] && alone.map(\.teams) == [2] && alone.first?.cost == 1 && alone.first?.letIn == 1)
            #expect(alone.first?.text == "2 teams are kept from it by this alone; one step lets 1 of them in.")
            try await scene.sql("UPDATE student SET languages = '{fr:C2,de:B2}' WHERE 'de:B1' = ANY (languages)")
            #expect(try await scene.diagnosis().mostPlaced == 2)
            var french = scene.school
            french.language = .french
            let said = try await given.perform(DiagnoseRound(round: scene.round), as: french)
            #expect(said.shortages.isEmpty)
        }
    }

    @Test func `under another policy the teams are said, and no total fit`() async throws {
        try await Given.house { given in
            let scene = try await scene(
                given, teams: [(["fr:C2"], 6), (["fr:C2"], 5), (["fr:C2"], 4)], cases: [(0, 1, [], 6)], companies: [nil], policy: "fairest")
            let shortage = try #require(try await scene.diagnosis().shortages.first)
            #expect(shortage.repairs.allSatisfy { $0.basis == .cut && $0.bestTotal == nil })
            #expect(shortage.repairs.filter { $0.kind == .addPlaces }.map(\.teamsPlaced) == [1, 2])
            let before = try await scene.run()
            try await scene.sql("UPDATE business_case SET capacity = 3 WHERE id = \(scene.cases[0])")
            #expect(try await scene.run().placed == before.placed + 2)
        }
    }

    @Test func `sentences are plain in both languages`() async throws {
        try await Given.house { given in
            let scene = try await scene(
                given, teams: [(["fr:C2"], 6), (["fr:C2"], 6), (["fr:C2"], 6), (["en:C2"], 6)],
                cases: [(0, 1, ["fr:B2"], 6)], companies: [nil])
            let english = try await scene.diagnosis()
            let fit = try #require(english.shortages.first?.repairs.first?.bestTotal?.fit)
            #expect(fit >= 1_000)
            let (thousands, rest) = (fit / 1_000, String(String(fit).suffix(3)))
            #expect(
                english.shortages.first?.repairs.map(\.text).first
                    == "One more place on “Cas 1”: one more team can be placed, and the best total fit rises by \(thousands),\(rest).")
            #expect(
                english.shortages.first?.repairs.map(\.text).last?.hasPrefix("2 more places on “Cas 1”: 2 more teams can be placed") == true
            )
            var reader = scene.school
            reader.language = .french
            let french = try await given.perform(DiagnoseRound(round: scene.round), as: reader)
            #expect(
                french.shortages.first?.repairs.map(\.text).first
                    == "Une place de plus sur «\u{A0}Cas 1\u{A0}»\u{A0}: une équipe de plus peut être placée, et la meilleure adéquation totale "
                    + "augmente de \(thousands)\u{202F}\(rest).")
            #expect(
                french.stranded.first?.repairs.first?.text
                    == "«\u{A0}Équipe 4\u{A0}» pourrait prendre «\u{A0}Cas 1\u{A0}» moyennant\u{A0}: français au niveau B2 pour un membre. D’autres ont "
                    + "besoin de ses places, et aucune équipe de plus n’est placée.")
        }
    }
}
