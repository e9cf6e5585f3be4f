import Testing

@testable import Matching

struct FitRemediesTests {
    /// The team with some levels raised, in a book of its own.
    private func explanation(_ problem: FitProblem, team: Int, target: Int, _ raises: [FitRemedies.Raise]) throws -> FitExplanation {
        var changed = problem
        for raise in raises {
            let skill = SkillLevel(skill: raise.skill, level: raise.to)
            var skills = changed.teams[team].members[Int(raise.member)].skills.filter { $0.skill != raise.skill }
            skills.append(skill)
            changed.teams[team].members[Int(raise.member)].skills = skills
        }
        return try FitBook(changed).explanation(team: team, target: target)
    }

    private func points(_ found: FitExplanation, of problem: FitProblem, target: Int, moreHalfHours: Int32) -> Int32 {
        let formula = FitFormula(of: problem.cases[target], rules: problem.rules)
        return formula.points(
            skillUnits: found.skills.reduce(0) { $0 + $1.units }, timeUnits: found.weeks.reduce(0) { $0 + $1.counted } + moreHalfHours)
    }

    @Test func `levels and half-hours reach the fit, and less does not`() throws {
        var (levels, times, boths) = (0, 0, 0)
        for seed in UInt64(1)...1200 {
            var rounds = RandomRounds(seed: seed)
            let problem = rounds.problem(teams: 2, cases: 2)
            guard let book = try? FitBook(problem) else { continue }
            let now = book.explanation(team: 0, target: 0)
            let needed = Int32(rounds.dice.roll(Int(now.points)...10_000))
            let remedies = book.remedies(team: 0, target: 0, reaching: needed)
            // Hours that the calendar leaves nobody are no remedy.
            var free = problem
            for member in free.teams[0].members.indices {
                free.teams[0].members[member].week = .all
                (free.teams[0].members[member].exceptions, free.teams[0].members[member].hoursPerWeek) = ([], nil)
            }
            let most = try FitBook(free).explanation(team: 0, target: 0).weeks.reduce(0) { $0 + $1.counted }
            let sharedNow = now.weeks.reduce(0) { $0 + $1.counted }
            for remedy in [remedies.time, remedies.both].compactMap(\.self) where sharedNow + remedy.halfHours > most {
                Issue.record("seed \(seed): \(remedy) of \(sharedNow), where the calendar leaves \(most)")
            }
            for remedy in [remedies.levels, remedies.both].compactMap(\.self) {
                let after = try explanation(problem, team: 0, target: 0, remedy.raises)
                #expect(points(after, of: problem, target: 0, moreHalfHours: remedy.halfHours) == remedy.fit, "seed \(seed)")
                #expect(remedy.fit >= needed && !after.failures.contains { $0.gate == .mustSkill }, "seed \(seed)")
            }
            if let remedy = remedies.levels {
                levels += 1
                let after = try explanation(problem, team: 0, target: 0, remedy.raises)
                #expect(!after.failures.contains { $0.gate == .time } && remedy.halfHours == 0, "seed \(seed)")
                // One level less of any does not do.
                for index in remedy.raises.indices {
                    var fewer = remedy.raises
                    fewer[index].to -= 1
                    if fewer[index].to == fewer[index].from { fewer.remove(at: index) }
                    let short = try explanation(problem, team: 0, target: 0, fewer)
                    let fails = short.failures.contains { $0.gate == .mustSkill || $0.gate == .time } || short.points < needed
                    #expect(fails, "seed \(seed): \(remedy)")
                }
            }
            if let remedy = remedies.time {
                times += 1
                #expect(remedy.raises.isEmpty && points(now, of: problem, target: 0, moreHalfHours: remedy.halfHours) == remedy.fit)
                #expect(remedy.fit >= needed)
                let plan = book.plans.plans[0]
                let shared = now.weeks.reduce(0) { $0 + $1.counted }
                let fewer = remedy.halfHours - 1
                #expect(
                    fewer < 0 || points(now, of: problem, target: 0, moreHalfHours: fewer) < needed || shared + fewer < plan.leastHalfHours,
                    "seed \(seed): \(remedy)")
            }
            if remedies.both != nil {
                boths += 1
                #expect(remedies.levels == nil && remedies.time == nil)
            }
        }
        #expect(levels > 100 && times > 100 && boths > 50, "\(levels) \(times) \(boths)")
    }
}
