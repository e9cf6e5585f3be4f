import Matching
import Synchronization
import Testing

/// Formations held against trying everything.
struct TeamFormationTests {
    @Test(arguments: 0..<40)
    func `few students are divided as well as they can be, and what cannot be is said to be impossible`(seed: Int) {
        for round in 0..<50 {
            var dice = Dice(seed: UInt64(seed * 1_000 + round))
            let problem = FormationProblem.random(&dice, students: dice.roll(1...7))
            let note: Comment = "seed \(seed) \(round)"
            let oracle = FormationOracle(problem)
            switch TeamFormation.solve(problem, steps: 0) {
            case .formed(let solution):
                #expect(FormationChecker.firstBroken(solution, of: problem) == nil, note)
                #expect(solution.isExact && solution.gap == 0, note)
                #expect(oracle.best[solution.teams.count] == solution.score, note)
            case .refused, .impossible: #expect(oracle.best.isEmpty, note)
            case .noneFound, .cancelled: Issue.record(note)
            }
        }
    }

    @Test func `no time is spent on fewer teams than those who are to be apart`() throws {
        var dice = Dice(seed: 1)
        var problem = FormationProblem.random(&dice, students: 7)
        problem.students = (0..<60).map { problem.students[$0 % problem.students.count] }
        (problem.together, problem.locked, problem.sizes) = ([], [], TeamSizes(least: 1, most: 2))
        problem.apart = (0..<Int32(60)).flatMap { one in ((one + 1)..<60).map { StudentPair(one, $0) } }
        let asked = Atomic(0)
        let control = FormationControl(isCancelled: { asked.add(1, ordering: .relaxed).newValue > 1_000 })
        guard case .formed(let solution) = TeamFormation.solve(problem, steps: 1_000, control: control) else {
            Issue.record("they can be formed: one each")
            return
        }
        #expect(solution.teams.count == 60)
    }

    @Test(arguments: 0..<40)
    func `the search keeps every rule, stays below its bound and mostly reaches the best`(seed: Int) {
        var (formed, best, possible) = (0, 0, 0)
        for round in 0..<25 {
            var dice = Dice(seed: UInt64(seed * 1_000 + round) + 500_000)
            let problem = FormationProblem.random(&dice, students: dice.roll(5...8))
            let note: Comment = "seed \(seed) \(round)"
            let oracle = FormationOracle(problem)
            possible += oracle.best.isEmpty ? 0 : 1
            switch TeamFormation.solve(problem, steps: 8_000, exactUpTo: 0) {
            case .formed(let solution):
                formed += 1
                #expect(FormationChecker.firstBroken(solution, of: problem) == nil, note)
                guard let optimum = oracle.best[solution.teams.count] else {
                    Issue.record(note)
                    continue
                }
                #expect(solution.score <= optimum, note)
                #expect(optimum.points <= solution.bound.points && optimum.isolated >= solution.bound.isolated, note)
                best += solution.score == optimum ? 1 : 0
            case .refused: #expect(oracle.best.isEmpty, note)
            case .noneFound: continue
            case .impossible, .cancelled: Issue.record(note)
            }
        }
        #expect(formed == possible, "seed \(seed): a start was found for \(formed) of \(possible)")
        #expect(best * 10 >= formed * 8, "seed \(seed): the best of \(best) of \(formed)")
    }

    @Test func `the bound holds for every division, not only for those that isolate few`() {
        for seed in 0..<300 {
            var dice = Dice(seed: UInt64(seed) + 900_000)
            var problem = FormationProblem.random(&dice, students: dice.roll(4...7))
            guard case .formed(let solution) = TeamFormation.solve(problem, steps: 500, exactUpTo: 0) else { continue }
            for index in problem.students.indices { problem.students[index].traits = Marks() }
            guard let optimum = FormationOracle(problem).best[solution.teams.count] else { continue }
            #expect(optimum.points <= solution.bound.points, "seed \(seed)")
        }
    }

    private func cohort(_ count: Int, seed: UInt64) -> FormationProblem {
        var dice = Dice(seed: seed)
        let students = (0..<Int32(count)).map { index in
            let brings = (0..<Int32(40)).filter { _ in dice.chance(12) }
            let day = dice.roll(0...4)
            return FormationStudent(
                brings: Marks(brings), week: WeekMask(days: day..<min(7, day + 3), halfHours: 16..<32), traits: Marks([index % 3]))
        }
        return FormationProblem(
            students: students, wants: (0..<40).map { 1 + $0 % 4 }, sizes: TeamSizes(least: 4, most: 6),
            together: [StudentPair(0, 5), StudentPair(5, 9)], apart: [StudentPair(1, 2), StudentPair(0, 7)],
            locked: [[20, 21], [22, 23, 24]],
            seed: 7)
    }

    @Test func `the same seed gives the same teams, another seed others`() {
        var problem = cohort(60, seed: 3)
        let first = TeamFormation.solve(problem, steps: 60_000)
        #expect(first == TeamFormation.solve(problem, steps: 60_000))
        problem.seed = 8
        #expect(first != TeamFormation.solve(problem, steps: 60_000))
    }

    @Test func `locked teams are left alone, pairs and sizes are kept, and more steps do not make it worse than the start`() throws {
        let problem = cohort(120, seed: 4)
        let (start, end) = (try formed(problem, steps: 0), try formed(problem, steps: 300_000))
        for solution in [start, end] {
            #expect(FormationChecker.firstBroken(solution, of: problem) == nil)
            #expect(Set(solution.teams.flatMap(\.members)).isDisjoint(with: [20, 21, 22, 23, 24]))
        }
        #expect(start.score < end.score && end.score.isolated == 0)
    }

    private struct NotFormed: Error {}

    private func formed(_ problem: FormationProblem, steps: Int) throws -> FormationSolution {
        guard case .formed(let solution) = TeamFormation.solve(problem, steps: steps) else { throw NotFormed() }
        return solution
    }

    @Test func `a cancelled formation ends at once`() {
        let control = FormationControl(isCancelled: { true })
        #expect(TeamFormation.solve(cohort(200, seed: 5), steps: .max, control: control) == .cancelled)
    }

    @Test func `the search ends where what it found is proven to be the best, and nowhere else`() throws {
        var ended = 0
        for seed in UInt64(0)..<60 {
            var dice = Dice(seed: seed + 700_000)
            let problem = FormationProblem.random(&dice, students: dice.roll(5...8))
            let seen = Seen()
            let control = FormationControl(progress: { seen.add($0) })
            guard case .formed(let solution) = TeamFormation.solve(problem, steps: 20_000, exactUpTo: 0, control: control),
                let last = seen.all.last
            else { continue }
            let isProven = solution.score.isolated == solution.bound.isolated && solution.score.points == solution.ceiling
            #expect(last.done == 20_000 || isProven, "seed \(seed)")
            if last.done < 20_000 { ended += 1 }
        }
        #expect(ended > 0)
    }

    @Test func `progress never goes back and never passes the bound`() {
        let seen = Seen()
        let control = FormationControl(progress: { seen.add($0) })
        _ = TeamFormation.solve(cohort(80, seed: 6), steps: 40_000, control: control)
        let all = seen.all
        #expect(all.count > 100 && all.last?.done == 40_000)
        for (before, after) in zip(all, all.dropFirst()) {
            #expect(before.done <= after.done && before.best <= after.best && after.best.points <= after.bound.points)
        }
    }
}
