import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// Teams formed of a cohort's students.
struct FormTeamsTests {
    private struct Scene {
        var school: Organisation.ID
        var cohort: Cohort.ID
        var students: [Student.ID]
        var caller: Caller { .school(school) }
    }

    /// Students `Ève 1` and so on, without a team.
    private func scene(_ given: Given, students count: Int) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var students: [Student.ID] = []
        for number in 1...count { students.append(try await given.student("Ève \(number)", of: school, in: cohort)) }
        return Scene(school: school, cohort: cohort, students: students)
    }

    private func sizes(_ formation: Formation) -> [Int] { formation.teams.map(\.members.count).sorted() }

    @Test func `students without a team get one, others stay where they are, and the audit says who did it`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 9)
            let own = try await given.team(
                "Équipe à nous", of: [scene.students[0], scene.students[1]], in: scene.cohort, school: scene.school)
            let form = FormTeams(cohort: scene.cohort, draft: FormationDraft(min: 3, max: 4))
            let formation = try await given.perform(form, as: scene.caller)
            #expect(formation.stored && formation.exact && formation.gap == 0 && formation.points == formation.bound)
            #expect(sizes(formation) == [3, 4] && formation.kept.map(\.team) == [own] && formation.dissolved == 0)
            let stored = try await given.perform(ListTeams(cohort: scene.cohort, query: PageQuery(limit: 50)), as: scene.caller).items
            #expect(stored.count == 3 && Set(stored.flatMap(\.members).map(\.student)) == Set(scene.students))
            for team in formation.teams {
                let there = try #require(stored.first { $0.id == team.team })
                #expect(there.name == team.name && Set(there.members.map(\.student)) == Set(team.members.map(\.student)))
                #expect(team.points == team.coverage.points + team.time.points + team.size.points)
            }
            let lines = try await given.database.execute(
                "SELECT count(*) FROM audit_entry WHERE action = 'formTeams' AND object = \(scene.cohort.description) AND outcome = 'done'")
            #expect(try lines[0].decode(Int.self) == 1)
            #expect(try await given.refusal(of: form, as: scene.caller)?.code == "nobody-to-divide")
        }
    }

    @Test func `a preview stores nothing and shows what would come`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 7)
            var draft = FormationDraft(min: 2, max: 4, dryRun: true)
            let preview = try await given.perform(FormTeams(cohort: scene.cohort, draft: draft), as: scene.caller)
            #expect(!preview.stored && preview.teams.allSatisfy { $0.team == nil })
            #expect(try await given.perform(ListTeams(cohort: scene.cohort, query: PageQuery(limit: 50)), as: scene.caller).items.isEmpty)
            draft.dryRun = nil
            let formation = try await given.perform(FormTeams(cohort: scene.cohort, draft: draft), as: scene.caller)
            #expect(formation.teams.map { $0.members.map(\.student) } == preview.teams.map { $0.members.map(\.student) })
            #expect(formation.teams.map(\.name) == preview.teams.map(\.name) && formation.teams.allSatisfy { $0.team != nil })
        }
    }

    @Test func `forming anew keeps what is locked or in a round, and dissolves the rest`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 10)
            func team(_ name: String, _ range: Range<Int>) async throws -> Team.ID {
                try await given.team(name, of: Array(scene.students[range]), in: scene.cohort, school: scene.school)
            }
            let (locked, matched, loose) = (
                try await team("Verrouillée", 0..<2), try await team("Placée", 2..<4), try await team("Libre", 4..<6)
            )
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Vendre du miel", by: company)
            let round = try await given.round("Printemps", of: scene.school, over: scene.cohort)
            let run = try await given.run(of: round, by: scene.school, matching: matched, scene.school, with: businessCase, company)
            try await given.publish(run)
            #expect(try await given.perform(LockTeam(team: locked, locked: true), as: scene.caller).locked)
            let formation = try await given.perform(
                FormTeams(cohort: scene.cohort, draft: FormationDraft(scope: .all, min: 3, max: 3)), as: scene.caller)
            #expect(formation.dissolved == 1 && Set(formation.kept.compactMap(\.team)) == [locked, matched] && sizes(formation) == [3, 3])
            #expect(try await given.refusal(of: ShowTeam(team: loose), as: scene.caller)?.code == "not-found")
            #expect(try await given.refusal(of: DisbandTeam(team: locked), as: scene.caller)?.code == "team-locked")
            #expect(try await given.refusal(of: DisbandTeam(team: matched), as: scene.caller)?.code == "team-in-round")
            // Undone: one by one, or all that is not locked in the next formation.
            #expect(try await !given.perform(LockTeam(team: locked, locked: false), as: scene.caller).locked)
            try await given.perform(DisbandTeam(team: locked), as: scene.caller)
            let again = try await given.perform(
                FormTeams(cohort: scene.cohort, draft: FormationDraft(scope: .all, min: 4, max: 4)), as: scene.caller)
            #expect(again.dissolved == 2 && again.kept.map(\.team) == [matched] && sizes(again) == [4, 4])
        }
    }

    @Test func `a run in progress keeps its teams from being dissolved`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 4)
            let team = try await given.team("Équipe 1", of: scene.students, in: scene.cohort, school: scene.school)
            let round = try await given.round("Printemps", of: scene.school, over: scene.cohort)
            try await given.database.transaction { transaction in
                _ = try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(round.description), 0))")
                #expect(try await given.refusal(of: DisbandTeam(team: team), as: scene.caller)?.code == "run-in-progress")
            }
            try await given.perform(DisbandTeam(team: team), as: scene.caller)
        }
    }

    @Test func `of two formations at once one is stored, and nobody is in two teams`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 9)
            let form = FormTeams(cohort: scene.cohort, draft: FormationDraft(min: 3, max: 3))
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<4 { group.addTask { try await given.refusal(of: form, as: scene.caller)?.code } }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1, "\(codes)")
            #expect(Set(codes.compactMap(\.self)).isSubset(of: ["cohort-changed", "roster-in-use", "nobody-to-divide"]), "\(codes)")
            let stored = try await given.perform(ListTeams(cohort: scene.cohort, query: PageQuery(limit: 50)), as: scene.caller).items
            #expect(stored.map(\.members.count) == [3, 3, 3])
        }
    }

    @Test func `pairs are kept, named by key or by id`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 8)
            try await given.database.execute("UPDATE student SET key = 'E-1' WHERE id = \(scene.students[0])")
            let ids = scene.students.map(\.description)
            let draft = FormationDraft(
                min: 4, max: 4, with: [["E-1", ids[5]], [ids[5], ids[6]]], apart: [[ids[1], ids[2]], ["E-1", ids[3]]])
            let formation = try await given.perform(FormTeams(cohort: scene.cohort, draft: draft), as: scene.caller)
            func team(_ index: Int) -> String? {
                formation.teams.first { $0.members.contains { $0.student == scene.students[index] } }?.name
            }
            #expect(team(0) == team(5) && team(5) == team(6) && team(1) != team(2) && team(0) != team(3))
        }
    }

    @Test func `what cannot be is refused in words, with what would help`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 8)
            let ids = scene.students.map(\.description)
            let team = try await given.team("Équipe 1", of: [scene.students[7]], in: scene.cohort, school: scene.school)
            _ = try await given.perform(LockTeam(team: team, locked: true), as: scene.caller)
            func fields(_ draft: FormationDraft, _ language: Language = .english) async throws -> [String] {
                var caller = scene.caller
                caller.language = language
                let reason = try await given.refusal(of: FormTeams(cohort: scene.cohort, draft: draft), as: caller)
                return reason?.fields.map { "\($0.pointer ?? "") \($0.code): \($0.sentence.text(language))" } ?? []
            }
            #expect(
                try await fields(FormationDraft(min: 4, max: 5)) == [
                    "/max no-sizes: 7 students cannot be divided into teams of 4 to 5. Teams of 3 to 5 are possible."
                ])
            #expect(try await fields(FormationDraft(min: 5, max: 4)).first?.hasPrefix("/min out-of-range") == true)
            #expect(try await fields(FormationDraft(hours: 0, seconds: 999)).map { $0.prefix(9) } == ["/hours ou", "/seconds "])
            #expect(
                try await fields(FormationDraft(with: [["inconnu", ids[0]], [ids[1]]])).map { $0.prefix(28) } == [
                    "/with/0/0 unknown-student: N", "/with/1 too-few: Name at lea",
                ])
            #expect(try await fields(FormationDraft(with: [[ids[0], ids[0]]])).map { $0.prefix(18) } == ["/with/0/1 repeated"])
            #expect(try await fields(FormationDraft(max: -1)).map { $0.prefix(17) } == ["/max out-of-range"])
            // What would be thousands of millions of pairs is refused before any is made.
            let many = [[String]](repeating: Array(repeating: "x", count: 6_000), count: 2)
            #expect(
                try await fields(FormationDraft(with: many, apart: many)).map { $0.prefix(15) } == ["/with too-many:", "/apart too-many"])
            let crowd = [Array(repeating: "x", count: 1_000)]
            #expect(try await fields(FormationDraft(apart: crowd)).map { $0.prefix(22) } == ["/apart too-many-pairs:"])
            let both = FormationDraft(with: [[ids[0], ids[1]]], apart: [[ids[1], ids[0]]])
            #expect(try await fields(both).first?.hasPrefix("/apart together-and-apart: Ève 2") == true)
            #expect(try await fields(both, .french).first?.contains("doivent être ensemble") == true)
            #expect(try await fields(FormationDraft(with: [[ids[0], ids[7]]])).first?.hasPrefix("/with together-across-team") == true)
            #expect(
                try await fields(FormationDraft(min: 2, max: 3, with: [Array(ids.prefix(4))])).first?.hasPrefix("/with group-too-large")
                    == true)
            #expect(
                try await fields(FormationDraft(min: 3, max: 4, apart: [Array(ids.prefix(4))])).first?.hasPrefix("/apart too-many-apart")
                    == true)
            #expect(try await fields(FormationDraft(notAlone: ["humeur"])).first?.hasPrefix("/not_alone/0 unknown-attribute") == true)
            #expect(try await fields(FormationDraft(notAlone: ["attribute:Section"])).first?.contains("No student") == true)
            let pairs = FormationDraft(
                min: 3, max: 4, with: [[ids[0], ids[1]], [ids[2], ids[3]], [ids[4], ids[5]]],
                apart: [[ids[0], ids[2]], [ids[2], ids[4]], [ids[0], ids[4]]])
            #expect(try await fields(pairs).first?.hasPrefix("/apart too-many-apart") == true)
        }
    }

    @Test func `a division that sizes allow and pairs forbid is said to be impossible`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 6)
            let ids = scene.students.map(\.description)
            let draft = FormationDraft(min: 3, max: 3, with: [[ids[0], ids[1]], [ids[2], ids[3]], [ids[4], ids[5]]])
            let reason = try await given.refusal(of: FormTeams(cohort: scene.cohort, draft: draft), as: scene.caller)
            #expect(reason?.code == "formation-impossible")
        }
    }

    @Test func `what the cases ask is spread over the teams, a narrower skill counting for the broader, with the reasons`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 6)
            let skills = try await given.database.execute(
                """
                SELECT b.skill_id, b.broader_id FROM skill_broader b ORDER BY b.skill_id, b.broader_id LIMIT 1
                """
            ).decode(Int32.self, Int32.self)
            let (narrower, asked) = try #require(skills.first)
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Vendre du miel", by: company)
            try await given.database.execute(
                """
                INSERT INTO business_case_skill (case_id, skill_id, level, importance, position)
                VALUES (\(businessCase), \(asked), 3, 'must', 1)
                """)
            for (index, held) in [(0, asked * 8 + 3), (1, narrower * 8 + 4)] {
                try await given.database.execute(
                    "UPDATE student SET skills = \([held]), skills_stated_on = now() WHERE id = \(scene.students[index])")
            }
            let formation = try await given.perform(
                FormTeams(cohort: scene.cohort, draft: FormationDraft(min: 3, max: 3)), as: scene.caller)
            #expect(formation.rules.cases == 1 && formation.rules.hours == 6)
            for team in formation.teams { #expect(team.coverage.points == team.coverage.of && team.coverage.of == 6_000) }
            #expect(formation.teams.allSatisfy { $0.reasons.first == "brings 3 of 3 levels of skills that the cases ask" })
            // A skill that is missing is said once, with its levels.
            try await given.database.execute("UPDATE student SET skills = '{}' WHERE id = ANY (\(scene.students))")
            let again = FormTeams(cohort: scene.cohort, draft: FormationDraft(scope: .all, min: 3, max: 3, dryRun: true))
            let lacking = try await given.perform(again, as: scene.caller)
            let label: String = try await given.database.execute("SELECT label_en FROM skill WHERE id = \(asked)")[0].decode(String.self)
            #expect(lacking.teams.allSatisfy { $0.reasons.contains("nobody of it brings \(label) 1–3") }, "\(lacking.teams[0].reasons)")
            #expect(formation.notes.first?.hasPrefix("6 students have not said when they are free") == true)
            // Of a round that does not know the cohort nothing is taken.
            let other = try await given.round("Ailleurs", of: scene.school)
            let refused = FormTeams(cohort: scene.cohort, draft: FormationDraft(round: other))
            #expect(try await given.refusal(of: refused, as: scene.caller)?.kind == .missing)
        }
    }

    @Test func `nobody is left alone with a value where that can be`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 8)
            for (index, student) in scene.students.enumerated() {
                let (programme, section) = (index % 2 == 0 ? "Droit" : "Gestion", index == 7 ? "B" : "A")
                try await given.database.execute(
                    """
                    UPDATE student SET programme = \(programme), attributes = jsonb_build_object('Section', \(section)) WHERE id = \(student)
                    """)
            }
            let draft = FormationDraft(min: 4, max: 4, notAlone: ["programme", "attribute:Section"])
            let formation = try await given.perform(FormTeams(cohort: scene.cohort, draft: draft), as: scene.caller)
            #expect(formation.alone == 1 && formation.aloneAtLeast == 1)
            let all: [String] = formation.teams.flatMap(\.reasons)
            let reasons = all.filter { $0.contains("the only one") }
            #expect(reasons.count == 1 && reasons[0].contains("Ève 8") && reasons[0].contains("attribute:Section “B”"))
        }
    }

    @Test func `another school's cohort is not there, and a student may not form teams`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 4)
            let form = FormTeams(cohort: scene.cohort, draft: FormationDraft())
            let other = try await given.school("École Ÿ")
            #expect(try await given.refusal(of: form, as: .school(other))?.kind == .missing)
            #expect(try await given.refusal(of: form, as: .student(scene.students[0], of: scene.school))?.kind == .denied)
            let team = try await given.team("Équipe 1", of: scene.students, in: scene.cohort, school: scene.school)
            #expect(try await given.refusal(of: LockTeam(team: team, locked: true), as: .school(other))?.kind == .missing)
            #expect(try await given.refusal(of: DisbandTeam(team: team), as: .school(other))?.kind == .missing)
        }
    }
}
