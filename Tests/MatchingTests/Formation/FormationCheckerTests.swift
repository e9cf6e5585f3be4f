import Matching
import Testing

/// The checker finds each lie.
struct FormationCheckerTests {
    private let problem = FormationProblem(
        students: (0..<8).map { FormationStudent(brings: Marks([$0 % 3]), week: .all, traits: Marks([$0 % 2])) }, wants: [3, 2, 1],
        sizes: TeamSizes(least: 2, most: 4), together: [StudentPair(0, 1)], apart: [StudentPair(2, 3)], locked: [[6, 7]])

    private func claim() throws -> FormationSolution {
        guard case .formed(let solution) = TeamFormation.solve(problem, steps: 0) else { throw NotFormed() }
        return solution
    }

    private struct NotFormed: Error {}

    private func broken(_ change: (inout FormationSolution) -> Void) throws -> BrokenRule? {
        var claim = try claim()
        change(&claim)
        return FormationChecker.firstBroken(claim, of: problem)
    }

    @Test func `what is as claimed passes`() throws {
        #expect(try broken { _ in } == nil)
    }

    @Test func `a student who is missing, doubled, unknown or taken from a locked team is found`() throws {
        #expect(try broken { $0.teams[0].members.removeFirst() } == .leftOut(0))
        #expect(try broken { $0.teams[0].members.append($0.teams[0].members[0]) } == .twice(0))
        #expect(try broken { $0.teams[0].members[0] = 8 } == .unknownStudent(8))
        #expect(try broken { $0.teams[0].members[0] = 6 } == .twice(6))
    }

    @Test func `a pair torn apart or put together is found`() throws {
        var teams = try claim()
        teams.teams[0].members = [0, 2, 4]
        teams.teams[1].members = [1, 3, 5]
        teams.teams.removeSubrange(2...)
        #expect(FormationChecker.firstBroken(teams, of: problem) == .separated(StudentPair(0, 1)))
        teams.teams[0].members = [0, 1]
        teams.teams[1].members = [2, 3, 4, 5]
        #expect(FormationChecker.firstBroken(teams, of: problem) == .joined(StudentPair(2, 3)))
    }

    @Test func `a figure that is not so is found`() throws {
        #expect(try broken { $0.teams[0].coverage += 1 } == .points(team: 0))
        #expect(try broken { $0.teams[0].common = WeekMask() } == .points(team: 0))
        #expect(try broken { $0.teams[0].isolated = Marks([5]) } == .points(team: 0))
        #expect(try broken { $0.score.points += 1 } == .total)
        #expect(try broken { $0.score.isolated += 1 } == .total)
    }

    @Test func `teams too small, too large or uneven are found`() throws {
        var claim = try claim()
        claim.teams[0].members = [0, 1, 2, 4, 5]
        claim.teams[1].members = [3]
        claim.teams.removeSubrange(2...)
        #expect(FormationChecker.firstBroken(claim, of: problem) == .size(team: 0))
        var even = problem
        even.sizes.even = true
        claim.teams[0].members = [0, 1, 2, 4]
        claim.teams[1].members = [3, 5]
        #expect(FormationChecker.firstBroken(claim, of: even) == .uneven)
    }
}
