import Matching
import Testing

/// What no formation exceeds that isolates as few, held against trying everything.
struct FormationCeilingTests {
    @Test(arguments: 0..<40)
    func `nothing that isolates as few has more points than the ceiling, with any rules`(seed: Int) {
        var (reached, ceilings) = (0, 0)
        for round in 0..<15 {
            var dice = Dice(seed: UInt64(seed * 1_000 + round) + 2_000_000)
            let problem = FormationProblem.randomOfProgrammes(&dice, students: dice.roll(5...8))
            let note: Comment = "seed \(seed) \(round)"
            var oracle: FormationOracle?
            // Few steps isolate many: the ceiling depends on how many.
            for steps in [0, 300, 4_000] {
                guard case .formed(let solution) = TeamFormation.solve(problem, steps: steps, exactUpTo: 0) else { continue }
                let known = oracle ?? FormationOracle(problem)
                oracle = known
                guard let most = known.points(teams: solution.teams.count, isolatingAtMost: solution.score.isolated) else {
                    Issue.record(note)
                    continue
                }
                ceilings += 1
                #expect(most <= solution.ceiling && solution.ceiling <= solution.bound.points, note)
                if solution.ceiling == most { reached += 1 }
            }
        }
        #expect(reached > 0, "seed \(seed): \(reached) of \(ceilings) are reached")
    }

    @Test func `who is alone whatever the teams does not raise the ceiling of the others`() throws {
        var problem = programmes(60)
        let before = try formed(problem)
        // One student of another kind, alone with it in every team.
        problem.students[0].traits = problem.students[0].traits | Marks([250])
        let after = try formed(problem)
        #expect(before.score.isolated == 0 && after.score.isolated == 1)
        #expect(after.ceiling == before.ceiling && after.ceiling < after.bound.points)
    }

    @Test func `a class of six programmes comes near to what can be had without leaving anyone alone`() throws {
        let solution = try formed(programmes(120), steps: 400_000)
        #expect(solution.score.isolated == 0 && solution.gap <= 300, "\(solution.score), at most \(solution.ceiling)")
        // What holds for teams that leave some alone is farther off.
        #expect(solution.bound.points * 97 > solution.ceiling * 100)
    }

    /// Students who bring about two of their programme's four skills, each second one another skill.
    private func programmes(_ count: Int) -> FormationProblem {
        var dice = Dice(seed: 11)
        let students = (0..<Int32(count)).map { index in
            let programme = index % 6
            let own = (0..<4).filter { _ in dice.chance(45) }.map { programme * 4 + Int32($0) }
            let any = dice.chance(50) ? [Int32(dice.roll(0...23))] : []
            return FormationStudent(brings: Marks(own + any), traits: Marks([programme]))
        }
        return FormationProblem(
            students: students, wants: Array(repeating: 1, count: 24), sizes: TeamSizes(least: 4, most: 6), seed: 3)
    }

    private struct NotFormed: Error {}

    private func formed(_ problem: FormationProblem, steps: Int = 100_000) throws -> FormationSolution {
        guard case .formed(let solution) = TeamFormation.solve(problem, steps: steps) else { throw NotFormed() }
        return solution
    }
}
