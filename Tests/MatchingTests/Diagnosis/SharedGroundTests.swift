import Testing

@testable import Matching

struct SharedGroundTests {
    @Test func `a case that asks what some teams have in common is open to all of them`() throws {
        var (found, skills, languages) = (0, 0, 0)
        for seed in UInt64(1)...400 {
            var rounds = RandomRounds(seed: seed)
            let problem = rounds.problem(teams: 3, cases: 3)
            guard let ground = try FitBook(problem).sharedGround(of: [0, 1, 2]) else { continue }
            found += 1
            if !ground.skills.isEmpty { skills += 1 }
            if !ground.languages.isEmpty { languages += 1 }
            var wider = problem
            wider.cases.append(ground.asked(capacity: 3))
            let book = try FitBook(wider)
            for team in 0..<3 {
                let pair = book.explanation(team: team, target: 3)
                #expect(pair.isEligible, "seed \(seed), team \(team): \(pair.failures) for \(ground)")
            }
        }
        #expect(found > 150 && skills > 30 && languages > 15, "\(found) \(skills) \(languages)")
    }

    @Test func `the weakest team, the weakest member and the shortest presence decide`() throws {
        var strong = FitMember(skills: FitExample.skills((0, 4), (5, 2)), languages: [.init(language: 0, level: 6)], week: .all)
        strong.hoursPerWeek = 10
        var weak = FitMember(skills: FitExample.skills((0, 2)), languages: [.init(language: 0, level: 3)], week: .all)
        weak.notBefore = FitExample.monday + 7
        let problem = FitExample.problem([strong], window: FitExample.weeks(4), hoursPerWeek: 4) { problem in
            problem.teams.append(FitTeam(school: 1, members: [weak, strong]))
        }
        let ground = try #require(try FitBook(problem).sharedGround(of: [0, 1]))
        #expect(ground.languages == [.init(language: 0, level: 3)])
        // The second team has somebody at the fourth level beside the second.
        #expect(ground.skills == [.init(skill: 0, level: 4), .init(skill: 5, level: 2)])
        #expect((ground.leastMembers, ground.mostMembers, ground.hoursPerWeek) == (1, 2, 4))
        #expect(ground.window == DayRange(from: FitExample.monday + 7, until: FitExample.monday + 27))
    }
}
