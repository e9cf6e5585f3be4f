import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// What would have given a team a case, and that it does.
struct FindRemediesTests {
    private struct Scene {
        var admin: Caller
        var round: Round.ID
        var teams: [Team.ID]
        var members: [Student.ID]
        var businessCase: BusinessCase.ID
        var skill: Int32
    }

    /// Three teams of one, best first, and a case with one place that asks for the skill in which they differ.
    private func scene(_ given: Given, policy: String) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        let skill = try await given.database.execute("SELECT id FROM skill WHERE label_en = 'Negotiation'")[0].decode(Int32.self)
        var scene = Scene(
            admin: .school(school), round: Round.ID(UUID()), teams: [], members: [],
            businessCase: try await given.businessCase("Vendre", by: try await given.company("Miel & fils")), skill: skill)
        try await given.database.execute(
            """
            INSERT INTO business_case_skill (case_id, skill_id, level, importance, position)
            VALUES (\(scene.businessCase), \(skill), 4, 'should', 1)
            """)
        for (name, level) in [("Ève O’Neil", 4), ("Zoë Ÿ", 3), ("Noé", 2)] as [(String, Int32)] {
            let member = try await given.student(name, of: school, in: cohort)
            try await set(level, of: member, scene, given)
            scene.members.append(member)
            scene.teams.append(try await given.team("Équipe \(name)", of: [member], in: cohort, school: school))
        }
        scene.round = try await given.perform(
            CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort], policy: policy)), as: scene.admin
        ).id
        return scene
    }

    private func set(_ level: Int32, of member: Student.ID, _ scene: Scene, _ given: Given) async throws {
        try await given.database.execute(
            "UPDATE student SET skills = \([scene.skill * 8 + level]), skills_stated_on = '2026-10-01' WHERE id = \(member)")
    }

    private func remedies(_ given: Given, _ scene: Scene, _ run: Run, team: Int) async throws -> Remedies {
        try await given.perform(
            FindRemedies(run: run.id, query: ExplanationQuery(team: scene.teams[team], case: scene.businessCase)), as: scene.admin)
    }

    @Test func `levels and places that are said to give a case give it when they come true`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, policy: "best-total")
            let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            let winner = try await remedies(given, scene, run, team: 0)
            #expect(winner.matched && winner.remedies.isEmpty && winner.forced == nil)
            let last = try await remedies(given, scene, run, team: 2)
            #expect(!last.matched && last.neededFit == winner.fit && last.conditions.isEmpty)
            #expect(last.forced == Remedies.Forced(fitLost: winner.fit - last.fit, placedLost: 0, teamsMoved: 1))
            let explained = try await given.perform(
                ExplainPair(run: run.id, query: ExplanationQuery(team: scene.teams[2], case: scene.businessCase)), as: scene.admin)
            #expect(explained.cost == Explanation.Cost(fitLost: winner.fit - last.fit, placedLost: 0, exact: true))
            #expect(last.remedies.map(\.kind) == [.levels, .places])
            #expect(last.remedies[0].levels == [Remedies.Raise(skill: "Negotiation", member: "Noé Noé", from: 2, to: 4)])
            #expect(last.remedies[0].fit == winner.fit && last.remedies[1].places == 2 && last.remedies[1].companyPlaces == 0)
            let query = ExplanationQuery(team: scene.teams[2], case: scene.businessCase)
            let french = Caller(role: .schoolAdmin, organisation: scene.admin.organisation, requestID: "test", language: .french)
            let words = try await given.perform(FindRemedies(run: run.id, query: query), as: french).remedies.map(\.message)
            #expect(words == ["Négociation\u{A0}: expertise au lieu de pratique (Noé Noé)", "2 places de plus sur le cas"], "\(words)")

            // With one place more the second has it, with two the last; with one the last still has not.
            for (capacity, placed) in [(2, [true, true, false]), (3, [true, true, true])] {
                try await given.database.execute("UPDATE business_case SET capacity = \(capacity) WHERE id = \(scene.businessCase)")
                let again = try await given.perform(RunRound(round: scene.round), as: scene.admin)
                for team in 0...2 { #expect(try await remedies(given, scene, again, team: team).matched == placed[team]) }
            }
            // With the level, it is as good as the first; with the first a level lower, better.
            try await given.database.execute("UPDATE business_case SET capacity = 1 WHERE id = \(scene.businessCase)")
            try await set(4, of: scene.members[2], scene, given)
            try await set(3, of: scene.members[0], scene, given)
            let raised = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            #expect(try await remedies(given, scene, raised, team: 2).matched)
        }
    }

    @Test(arguments: ["stable", "fairest"])
    func `under other policies the run is made again with more places`(policy: String) async throws {
        try await Given.house { given in
            let scene = try await scene(given, policy: policy)
            let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            let last = try await remedies(given, scene, run, team: 2)
            #expect(!last.matched && last.neededFit == nil && last.forced == nil)
            #expect(last.remedies.map(\.places) == [2])
            try await given.database.execute("UPDATE business_case SET capacity = 3 WHERE id = \(scene.businessCase)")
            let again = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            #expect(try await remedies(given, scene, again, team: 2).matched)
        }
    }

    @Test func `an explanation and what it would have taken rest on one snapshot`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, policy: "best-total")
            let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            let query = ExplanationQuery(team: scene.teams[2], case: scene.businessCase)
            /// What is answered where everybody is renamed while the members are waited for.
            func answer<Work: UseCase>(to work: Work, whileRenamingTo name: String) async throws -> Work.Answer {
                let answer = try await given.database.transaction { renaming in
                    try await renaming.execute("LOCK TABLE student IN ACCESS EXCLUSIVE MODE")
                    let answer = Task { try await given.perform(work, as: scene.admin) }
                    try await eventually("nobody waits", within: .seconds(60)) {
                        try await given.database.transaction { try await $0.hasWaiting() }
                    }
                    try await renaming.execute("UPDATE student SET given_name = \(name)")
                    return answer
                }
                return try await answer.value
            }
            let explained = try await answer(to: ExplainPair(run: run.id, query: query), whileRenamingTo: "Autre")
            #expect(explained.skills.first?.member == "Noé Noé")
            let found = try await answer(to: FindRemedies(run: run.id, query: query), whileRenamingTo: "Tiers")
            #expect(found.remedies.first?.levels == [Remedies.Raise(skill: "Negotiation", member: "Autre Noé", from: 2, to: 4)])
        }
    }

    @Test func `a ban or a pin comes first`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, policy: "best-total")
            let other = try await given.businessCase("Acheter", by: try await given.company("Sel"))
            for (team, target, kind) in [(1, scene.businessCase, .ban), (2, other, .pin)] as [(Int, BusinessCase.ID, Decision.Kind)] {
                let decision = Decision(team: scene.teams[team], case: target, kind: kind, reason: "Décidé en réunion")
                _ = try await given.perform(SettlePair(round: scene.round, body: decision), as: scene.admin)
            }
            let run = try await given.perform(RunRound(round: scene.round), as: scene.admin)
            let banned = try await remedies(given, scene, run, team: 1)
            #expect(banned.conditions.count == 1 && banned.remedies.allSatisfy { $0.kind != .places })
            let pinned = try await remedies(given, scene, run, team: 2)
            #expect(pinned.conditions == ["the team is pinned to another case: lift that decision"] && pinned.remedies.isEmpty)
        }
    }
}
