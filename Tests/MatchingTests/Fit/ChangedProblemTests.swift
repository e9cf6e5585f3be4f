import Matching
import Testing

struct ChangedProblemTests {
    @Test func `whoever stays keeps every fit, gate and place in a ranking`() throws {
        var compared = 0
        for seed in UInt64(1)...300 {
            var rounds = RandomRounds(seed: seed)
            var problem = rounds.problem(teams: 5, cases: 4)
            problem.policy = .stable
            for _ in 0..<5 {
                let order = (0..<Int32(4)).shuffled(using: &rounds.dice)
                problem.teamRankings.append(rounds.dice.chance(50) ? [[order[0]], [order[1], order[2]]] : nil)
            }
            guard let book = try? FitBook(problem) else { continue }
            var changes = ProblemChanges()
            changes.goneTeams = Set((0..<Int32(5)).filter { _ in rounds.dice.chance(30) })
            changes.withdrawnCases = Set((0..<Int32(4)).filter { _ in rounds.dice.chance(30) })
            let ban = Instance.Pair(team: Int32(rounds.dice.roll(0...4)), target: Int32(rounds.dice.roll(0...3)))
            changes.bans = [ban]
            changes.places = [2: 7]
            let changed = problem.changed(by: changes)
            let (teams, cases) = (
                (0..<5).filter { !changes.goneTeams.contains(Int32($0)) }, (0..<4).filter { !changes.withdrawnCases.contains(Int32($0)) }
            )
            #expect(changed.teams.count == teams.count && changed.cases.count == cases.count)
            let after = try FitBook(changed)
            for (newTeam, team) in teams.enumerated() {
                let left = problem.teamRankings[team].map { places in
                    places.map { $0.compactMap { target in cases.firstIndex(of: Int(target)).map(Int32.init) } }.filter { !$0.isEmpty }
                }
                #expect(changed.teamRankings[newTeam] == left, "seed \(seed)")
                for (newTarget, target) in cases.enumerated() {
                    let (old, new) = (book.explanation(team: team, target: target), after.explanation(team: newTeam, target: newTarget))
                    let isBanned = Int(ban.team) == team && Int(ban.target) == target
                    #expect(new.points == old.points && new.skills == old.skills && new.weeks == old.weeks, "seed \(seed)")
                    #expect(new.failures.filter { $0.gate != .ban } == old.failures.filter { $0.gate != .ban }, "seed \(seed)")
                    #expect(
                        new.failures.contains { $0.gate == .ban } == (isBanned || old.failures.contains { $0.gate == .ban }), "seed \(seed)"
                    )
                    #expect(changed.cases[newTarget].capacity == (target == 2 ? 7 : problem.cases[target].capacity))
                    compared += 1
                }
            }
        }
        #expect(compared > 1_000, "\(compared)")
    }

    @Test func `a new pin takes the place of the team's old one, and pins leave with their case`() {
        var problem = FitProblem()
        problem.teams = [FitTeam(school: 0, members: []), FitTeam(school: 0, members: [])]
        let window = DayRange(from: 0, until: 6)
        problem.cases = (0..<3).map { _ in FitCase(window: window, hoursPerWeek: 1) }
        problem.pins = [.init(team: 0, target: 0), .init(team: 1, target: 1)]
        var changes = ProblemChanges()
        changes.pins = [.init(team: 0, target: 2)]
        changes.withdrawnCases = [1]
        #expect(problem.changed(by: changes).pins == [.init(team: 0, target: 1)])
    }
}
