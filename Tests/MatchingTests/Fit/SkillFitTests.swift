import Testing

@testable import Matching

@Suite("Skill fit")
struct SkillFitTests {
    /// Skills alone decide, and no level closes a gate.
    private func skillsOnly(_ problem: inout FitProblem) {
        problem.rules.timeWeight = 0
        problem.rules.mustSlack = 4
        for index in problem.cases[0].needs.indices { problem.cases[0].needs[index].gateLevel = 0 }
    }

    @Test func `the best of the members counts, each with the one who brings it`() throws {
        let found = try FitExample.explain(
            [FitMember(skills: FitExample.skills((5, 2), (6, 4))), FitMember(skills: FitExample.skills((5, 3)))],
            needs: [.init(skill: 5, level: 4, importance: .must), .init(skill: 6, level: 2, importance: .nice)], change: skillsOnly)
        #expect(found.skills[0].found == .init(member: 1, skill: 5, level: 3, relation: .exact, credit: 100))
        #expect(found.skills[1].found?.member == 0)
        // (3 · 3/4 + 1 · min(1, 4/2)) ÷ 4 = 0.8125
        #expect(found.fit == 8_125)
    }

    @Test func `must counts three, should two, nice one`() throws {
        let needs: [SkillNeed] = [
            .init(skill: 5, level: 1, importance: .must), .init(skill: 6, level: 1, importance: .should),
            .init(skill: 7, level: 1, importance: .nice),
        ]
        for (skill, fit) in [(Int32(5), Int32(5_000)), (6, 3_333), (7, 1_667)] {
            let found = try FitExample.explain([FitMember(skills: FitExample.skills((skill, 1)))], needs: needs, change: skillsOnly)
            #expect(found.fit == fit)
        }
    }

    @Test(arguments: [(Int32(1), SkillRelation.exact, Int32(10_000)), (2, .narrower, 10_000), (0, .broader, 5_000), (4, .sibling, 2_500)])
    func `a near skill earns its part`(held: Int32, relation: SkillRelation, fit: Int32) throws {
        let found = try FitExample.explain(
            [FitMember(skills: FitExample.skills((held, 4)))], needs: [.init(skill: 1, level: 4, importance: .must)], change: skillsOnly)
        #expect(found.skills[0].found?.relation == relation)
        #expect(found.fit == fit)
    }

    @Test func `two steps away earns nothing`() throws {
        let found = try FitExample.explain(
            [FitMember(skills: FitExample.skills((2, 4)))], needs: [.init(skill: 0, level: 1, importance: .must)], change: skillsOnly)
        #expect(found.skills[0].found == nil)
        #expect(found.fit == 0)
    }

    @Test func `a round may set its own credits`() throws {
        let found = try FitExample.explain(
            [FitMember(skills: FitExample.skills((0, 3)))], needs: [.init(skill: 1, level: 3, importance: .must)]
        ) {
            skillsOnly(&$0)
            $0.rules.credits = .init(narrower: 90, broader: 33, sibling: 7)
        }
        #expect(found.fit == 3_300)
    }

    @Test func `a broader skill of a high level beats the exact one of a low level`() throws {
        let found = try FitExample.explain(
            [FitMember(skills: FitExample.skills((1, 1), (0, 4)))], needs: [.init(skill: 1, level: 4, importance: .must)],
            change: skillsOnly)
        #expect(found.skills[0].found == .init(member: 0, skill: 0, level: 4, relation: .broader, credit: 50))
        #expect(found.fit == 5_000)
    }

    @Test func `a case that asks for no skill finds all it asks for`() throws {
        #expect(try FitExample.explain([FitMember()], change: skillsOnly).fit == 10_000)
    }

    @Test func `a must skill below its gate closes it, at the gate it passes`() throws {
        let need = SkillNeed(skill: 5, level: 3, importance: .must)
        let below = try FitExample.explain([FitMember(skills: FitExample.skills((5, 1)))], needs: [need])
        #expect(below.failures == [.mustSkill(5, needs: 3, gate: 2, creditedHundredths: 100)])
        #expect(below.fit == nil)
        #expect(try FitExample.explain([FitMember(skills: FitExample.skills((5, 2)))], needs: [need]).isEligible)
    }

    @Test func `a case may set the gate of any skill itself`() throws {
        let need = SkillNeed(skill: 5, level: 2, importance: .nice, gateLevel: 2)
        #expect(try !FitExample.explain([FitMember(skills: FitExample.skills((5, 1)))], needs: [need]).isEligible)
        #expect(try FitExample.explain([FitMember(skills: FitExample.skills((5, 2)))], needs: [need]).isEligible)
    }
}
