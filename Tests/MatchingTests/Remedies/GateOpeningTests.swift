import Testing

@testable import Matching

struct GateOpeningTests {
    /// The team with the steps that its own members take, by code of its own.
    private func changed(_ problem: FitProblem, team: Int, target: Int, by steps: [OpeningStep]) -> FitProblem {
        var changed = problem
        var members = problem.teams[team].members
        for step in steps {
            switch step {
            case .skill(let raise, towards: _):
                members[Int(raise.member)].skills.removeAll { $0.skill == raise.skill }
                members[Int(raise.member)].skills.append(SkillLevel(skill: raise.skill, level: raise.to))
            case .language(let language, let member, from: _, let to):
                var spoken = members[Int(member)].languages
                if spoken.isEmpty { spoken = problem.rules.presumedLanguages ?? [] }
                members[Int(member)].languages = spoken.filter { $0.language != language } + [.init(language: language, level: to)]
            case .place(let place, let member): members[Int(member)].place = place
            case .weeks:
                for index in members.indices { (members[index].notBefore, members[index].notAfter) = (nil, nil) }
            case .halfHours:
                for index in members.indices {
                    (members[index].week, members[index].exceptions, members[index].hoursPerWeek) = (.all, [], nil)
                }
            case .mentor: changed.cases[target].mentor = nil
            case .school: changed.cases[target].openTo = nil
            case .ban: changed.exclusions.removeAll { Int($0.team) == team && Int($0.target) == target && $0.reason == .ban }
            case .moreMembers, .fewerMembers: break
            }
        }
        for case .moreMembers(let count) in steps { members += Array(repeating: members[0], count: Int(count)) }
        for case .fewerMembers(let gone) in steps { members = members.indices.filter { !gone.contains(Int32($0)) }.map { members[$0] } }
        changed.teams[team].members = members
        return changed
    }

    @Test func `with all steps the pair is eligible, with all but one it is not`() throws {
        var seen: [Gate: Int] = [:]
        var several = 0
        for seed in UInt64(1)...1500 {
            var rounds = RandomRounds(seed: seed)
            var problem = rounds.problem(teams: 3, cases: 3)
            if seed.isMultiple(of: 3) { problem.cases[0].leastMembers = 3 }
            if seed.isMultiple(of: 5) { problem.cases[0].mostMembers = 2 }
            if seed.isMultiple(of: 4) { problem.cases[0].mentor = WeekMask(days: 6..<7, halfHours: 20..<21) }
            guard let book = try? FitBook(problem) else { continue }
            for team in 0..<3 {
                let pair = book.explanation(team: team, target: 0)
                guard !pair.isEligible, let opening = book.opening(of: pair) else { continue }
                let place: Comment = "seed \(seed), team \(team): \(opening.steps) for \(pair.failures)"
                let open = try FitBook(changed(problem, team: team, target: 0, by: opening.steps))
                #expect(open.explanation(team: team, target: 0).isEligible, place)
                #expect(opening.cost > 0 && opening.cost >= (pair.leastCostToOpen ?? .max), place)
                for step in opening.steps { seen[step.gate, default: 0] += 1 }
                if opening.steps.count > 1 { several += 1 }
                // Here the half-hours are shared at all times, the mentor's too.
                let sharesTime = opening.steps.contains { $0.gate == .time }
                for index in opening.steps.indices where !(sharesTime && opening.steps[index] == .mentor) {
                    var fewer = opening.steps
                    fewer.remove(at: index)
                    let short = try FitBook(changed(problem, team: team, target: 0, by: fewer))
                    #expect(!short.explanation(team: team, target: 0).isEligible, place)
                }
            }
        }
        for gate in [Gate.language, .place, .teamSize, .window, .mustSkill, .time, .mentor, .school, .ban] {
            #expect(seen[gate] ?? 0 > 5, "\(gate): \(seen)")
        }
        #expect(several > 100)
    }

    @Test func `half-hours are those that the gate lacks, and cost what they are a week`() throws {
        let problem = FitExample.problem([FitMember(week: FitExample.week(halfHours: 1))], window: FitExample.weeks(4), hoursPerWeek: 10) {
            $0.rules.leastTime = 2_000
        }
        let book = try FitBook(problem)
        // 16 of 80 half-hours are needed, 4 are there.
        let opening = try #require(book.opening(of: book.explanation(team: 0, target: 0)))
        #expect(opening.steps == [.halfHours(12, weeks: 4)] && opening.cost == 3)
        let blocked = FitExample.problem([FitMember(week: FitExample.week(halfHours: 1))], window: FitExample.weeks(4), hoursPerWeek: 10) {
            $0.rules.leastTime = 2_000
            $0.calendars = [[FitExample.weeks(4)]]
            $0.teams[0].calendar = 0
        }
        let closed = try FitBook(blocked)
        #expect(closed.opening(of: closed.explanation(team: 0, target: 0)) == nil)
    }

    @Test func `a skill near the needed one is raised where that is less`() throws {
        let member = FitMember(skills: FitExample.skills((1, 2)), week: .all)
        let problem = FitExample.problem([member], needs: [SkillNeed(skill: 0, level: 4, importance: .must)])
        let book = try FitBook(problem)
        let opening = try #require(book.opening(of: book.explanation(team: 0, target: 0)))
        #expect(opening.steps == [.skill(.init(skill: 1, member: 0, from: 2, to: 3), towards: 0)] && opening.cost == 1)
    }

    @Test func `what a company or another round has settled no step opens`() throws {
        for reason in [FitProblem.Exclusion.Reason.veto, .conflict, .busy] {
            let problem = FitExample.problem([FitMember(week: .all)]) { $0.exclusions = [.init(team: 0, target: 0, reason: reason)] }
            let book = try FitBook(problem)
            let pair = book.explanation(team: 0, target: 0)
            #expect(pair.leastCostToOpen == nil && book.opening(of: pair) == nil)
        }
    }
}
