import Testing

@testable import Matching

struct FitOracleTests {
    /// A round in which every gate is closed to somebody: some mentors have hardly any time, some needs a gate of their own.
    private func problem(_ seed: Int) -> FitProblem {
        var rounds = RandomRounds(seed: UInt64(seed) + 40_000)
        var problem = rounds.problem(teams: 9, cases: 6)
        for target in problem.cases.indices {
            for need in problem.cases[target].needs.indices where rounds.dice.chance(20) {
                problem.cases[target].needs[need].gateLevel = Int32(rounds.dice.roll(0...4))
            }
            if rounds.dice.chance(20) { problem.cases[target].leastMembers = 2 }
            if rounds.dice.chance(20) {
                let half = rounds.dice.roll(0...47)
                problem.cases[target].mentor = WeekMask(days: 2..<3, halfHours: half..<half + 1)
            }
        }
        for index in problem.exclusions.indices where rounds.dice.chance(25) { problem.exclusions[index].reason = .busy }
        return problem
    }

    @Test(arguments: 1...60)
    func `points and closed gates are those of the rules, worked out half-hour by half-hour`(seed: Int) throws {
        let problem = problem(seed)
        let (book, oracle) = (try FitBook(problem), FitOracle(problem: problem))
        for team in 0..<book.teamCount {
            for target in 0..<book.caseCount {
                let (found, expected) = (book.explanation(team: team, target: target), oracle.answer(team: team, target: target))
                #expect(found.points == expected.points, "seed \(seed), team \(team), case \(target)")
                #expect(Set(found.failures.map(\.gate)) == expected.closed, "seed \(seed), team \(team), case \(target)")
            }
        }
        DenseScoring(book).forEachBlock(of: 0..<book.teamCount) { block in
            for lane in 0..<block.count {
                for target in 0..<block.caseCount {
                    let expected = oracle.answer(team: block.firstTeam + lane, target: target)
                    #expect(block.fits[target][lane] == (expected.closed.isEmpty ? expected.points : DenseScoring.closed))
                }
            }
            return true
        }
    }

    @Test func `the rounds that are compared close every gate somewhere, and leave many pairs open`() throws {
        var (closed, open, points): (Set<Gate>, Int, Set<Int32>) = ([], 0, [])
        for seed in 1...60 {
            let problem = problem(seed)
            let oracle = FitOracle(problem: problem)
            for team in problem.teams.indices {
                for target in problem.cases.indices {
                    let answer = oracle.answer(team: team, target: target)
                    closed.formUnion(answer.closed)
                    points.insert(answer.points)
                    if answer.closed.isEmpty { open += 1 }
                }
            }
        }
        #expect(closed == Set(Gate.allCases))
        #expect(open > 50 && points.count > 500, "\(open) \(points.count)")
    }
}
