import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// Students moved by hand from team to team.
@Suite struct MoveMemberTests {
    private struct Scene {
        var caller: Caller
        var school: Organisation.ID
        var cohort: Cohort.ID
        var students: [Student.ID]
        var one: Team.ID
        var other: Team.ID
    }

    private func scene(_ given: Given) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var students: [Student.ID] = []
        for name in ["Ève", "Zoë", "Łukasz"] { students.append(try await given.student(name, of: school, in: cohort)) }
        return Scene(
            caller: .school(school), school: school, cohort: cohort, students: students,
            one: try await given.team("Équipe 1", of: [students[0], students[1]], in: cohort, school: school),
            other: try await given.team("Équipe 2", of: [], in: cohort, school: school))
    }

    @Test func `a student goes to another team, back into none, and into a first one`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let moved = try await given.perform(MoveMember(team: scene.other, student: scene.students[0]), as: scene.caller)
            #expect(moved.members.map(\.student) == [scene.students[0]])
            // Twice is once.
            _ = try await given.perform(MoveMember(team: scene.other, student: scene.students[0]), as: scene.caller)
            let left = try await given.perform(MoveMember(team: scene.other, student: scene.students[0], leaves: true), as: scene.caller)
            #expect(left.members.isEmpty)
            let first = try await given.perform(MoveMember(team: scene.one, student: scene.students[2]), as: scene.caller)
            #expect(Set(first.members.map(\.student)) == [scene.students[1], scene.students[2]])
            let board = try await given.perform(ShowTeamBoard(cohort: scene.cohort, query: TeamBoardQuery()), as: scene.caller)
            #expect(board.items.map(\.team.name) == ["Équipe 1", "Équipe 2"] && board.total == 2)
            #expect(board.withoutTeam.map(\.student) == [scene.students[0]] && board.withoutTeamTotal == 1)
        }
    }

    @Test func `beside another change of the school a move is told so, and of no import`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let move = MoveMember(team: scene.other, student: scene.students[0])
            try await given.database.transaction { other in
                let claim = "roster of \(scene.school)"
                _ = try await other.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(claim), 0))")
                let reason = try #require(try await given.refusal(of: move, as: scene.caller))
                #expect(reason.code == "roster-in-use" && reason.secondsToWait == 5)
                #expect(reason.sentence.en.contains("students or teams") && !reason.sentence.en.contains("import"))
                #expect(reason.sentence.fr.contains("étudiants ou des équipes") && !reason.sentence.fr.contains("import"))
            }
            _ = try await given.perform(move, as: scene.caller)
        }
    }

    @Test func `what is locked or published stays, whichever of the two teams it is`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.perform(LockTeam(team: scene.other, locked: true), as: scene.caller)
            #expect(
                try await given.refusal(of: MoveMember(team: scene.other, student: scene.students[0]), as: scene.caller)?.code
                    == "team-locked")
            _ = try await given.perform(LockTeam(team: scene.other, locked: false), as: scene.caller)
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Épicerie", by: company)
            let round = try await given.round("Printemps", of: scene.school, over: scene.cohort)
            let run = try await given.run(
                of: round, by: scene.school, matching: scene.one, scene.school, with: businessCase, company)
            // A draft holds nobody.
            _ = try await given.perform(MoveMember(team: scene.other, student: scene.students[0]), as: scene.caller)
            try await given.publish(run)
            for move in [
                MoveMember(team: scene.one, student: scene.students[0]), MoveMember(team: scene.other, student: scene.students[1]),
                MoveMember(team: scene.one, student: scene.students[1], leaves: true),
            ] {
                #expect(try await given.refusal(of: move, as: scene.caller)?.code == "team-published")
            }
            let team = try await given.perform(ShowTeam(team: scene.one), as: scene.caller)
            #expect(team.members.map(\.student) == [scene.students[1]])
        }
    }

    @Test func `nobody comes in from another cohort, or is moved by somebody else`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let elsewhere = try await given.student("Ñandú", of: scene.school)
            #expect(try await given.refusal(of: MoveMember(team: scene.one, student: elsewhere), as: scene.caller)?.code == "not-in-cohort")
            let absent = MoveMember(team: scene.one, student: scene.students[2], leaves: true)
            #expect(try await given.refusal(of: absent, as: scene.caller)?.code == "not-in-team")
            let foreign = try await given.school("Autre")
            let move = MoveMember(team: scene.one, student: scene.students[2])
            #expect(try await given.refusal(of: move, as: .school(foreign))?.kind == .missing)
            #expect(try await given.refusal(of: move, as: .student(scene.students[2], of: scene.school))?.kind == .denied)
        }
    }

    @Test func `a board says who brings what, who could step in, and when all are free`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let company = try await given.company("Miel & fils")
            let draft = CaseDraft(
                title: "Épicerie", skills: [.init(skill: "négociation", level: 3, importance: .must)],
                window: .init(from: try #require(Day("2027-01-04")), until: try #require(Day("2027-03-26"))), hoursPerWeek: 3)
            let posted = try await given.perform(PostCase(draft: draft), as: .company(company)).case
            try await given.database.execute("UPDATE business_case SET state = 'published' WHERE id = \(posted.id)")
            let skill = try await given.database.execute("SELECT skill_id FROM business_case_skill WHERE case_id = \(posted.id)")[0]
                .decode(Int32.self)
            for (student, level) in [(scene.students[0], 3), (scene.students[1], 1)] {
                try await given.database.execute(
                    "UPDATE student SET skills = ARRAY[\(skill * 8 + Int32(level))], skills_stated_on = '2026-09-01' WHERE id = \(student)")
            }
            let grid = try #require(WeekGrid("mon 09:00-12:00"))
            try await given.database.execute("UPDATE student SET weekly_free = \(grid) WHERE id = \(scene.students[0])")
            let team = try await given.perform(ShowTeamStrengths(team: scene.one), as: scene.caller)
            #expect(team.skills.map(\.neededLevel) == [3] && team.skills[0].best == 3 && team.skills[0].second == 1)
            #expect(team.skills[0].bestBy == scene.students[0])
            #expect(team.commonHalfHours == 6 && team.neededHalfHours == 6)
            let eve = try #require(team.members.first { $0.student == scene.students[0] })
            #expect(eve.free == grid && !eve.presumed && eve.reasons.contains { $0.contains("best") })
            #expect(team.members.contains { $0.presumed })
            let found = try await given.perform(
                ShowTeamBoard(cohort: scene.cohort, query: TeamBoardQuery(q: "zoë")), as: scene.caller)
            #expect(found.items.map(\.team.id) == [scene.one])
            try await given.database.execute(
                "UPDATE student SET skills = ARRAY[\(skill * 8 + 2)] WHERE id = \(scene.students[0])")
            let below = try await given.perform(ShowTeamStrengths(team: scene.one), as: scene.caller).reasons
            #expect(below.contains { $0.hasPrefix("Below the level asked: ") && $0.hasSuffix(" (2 of 3).") }, "\(below)")
        }
    }
}
