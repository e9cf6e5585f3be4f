import Matching
import Testing

/// Rules that contradict each other are named before anything is tried.
struct FormationDefectTests {
    private func problem(_ count: Int, _ sizes: TeamSizes) -> FormationProblem {
        FormationProblem(students: Array(repeating: FormationStudent(), count: count), sizes: sizes)
    }

    @Test func `32 students are not divided into teams of 5 to 5`() {
        let sizes = TeamSizes(least: 5, most: 5)
        #expect(problem(32, sizes).defect() == .noSizes(students: 32, sizes: sizes))
        #expect(sizes.mended(students: 32) == TeamSizes(least: 5, most: 6))
        #expect(problem(32, TeamSizes(least: 4, most: 5)).defect() == nil)
        #expect(TeamSizes(least: 4, most: 6).mended(students: 3) == TeamSizes(least: 3, most: 6))
    }

    @Test func `sizes beyond all bounds are refused`() {
        #expect(problem(9, TeamSizes(least: 0, most: 3)).defect() == .sizesOutOfRange(least: 0, most: 3))
        #expect(problem(9, TeamSizes(least: 4, most: 3)).defect() == .sizesOutOfRange(least: 4, most: 3))
        #expect(problem(9, TeamSizes(least: 4, most: 65)).defect() == .sizesOutOfRange(least: 4, most: 65))
        #expect(problem(0, TeamSizes(least: 1, most: 3)).defect() == .nobodyToDivide)
    }

    @Test func `a group held together that no team takes is named whole`() {
        var four = problem(12, TeamSizes(least: 2, most: 3))
        four.together = [StudentPair(3, 7), StudentPair(7, 1), StudentPair(9, 3)]
        #expect(four.defect() == .groupTooLarge(students: [1, 3, 7, 9], most: 3))
        // In three even teams there are four each.
        four.sizes = TeamSizes(least: 3, most: 4, even: true)
        #expect(four.defect() == nil)
    }

    @Test func `together and apart at once is named, also through others`() {
        var both = problem(12, TeamSizes(least: 2, most: 4))
        both.together = [StudentPair(0, 1), StudentPair(1, 2)]
        both.apart = [StudentPair(4, 5), StudentPair(2, 0)]
        #expect(both.defect() == .togetherAndApart(StudentPair(2, 0)))
        both.apart = [StudentPair(4, 4)]
        #expect(both.defect() == .pairOfOne(student: 4))
        both.apart = [StudentPair(4, 12)]
        #expect(both.defect() == .unknownStudent(12))
    }

    @Test func `locks are kept apart from pairs that reach across them`() {
        var locked = problem(12, TeamSizes(least: 2, most: 4))
        locked.locked = [[0, 1]]
        locked.together = [StudentPair(0, 1)]
        #expect(locked.defect() == nil)
        locked.together = [StudentPair(1, 2)]
        #expect(locked.defect() == .togetherAcrossLock(StudentPair(1, 2)))
        locked.together = []
        locked.locked = [[0, 1], [1, 2]]
        #expect(locked.defect() == .lockedTwice(student: 1))
    }

    @Test func `more students apart from each other than there are teams are named`() {
        var clique = problem(8, TeamSizes(least: 3, most: 4))
        clique.apart = [StudentPair(1, 4), StudentPair(4, 6), StudentPair(6, 1), StudentPair(0, 7)]
        #expect(clique.defect() == .tooManyApart(students: [1, 4, 6], teams: 2))
        #expect(TeamFormation.solve(clique, steps: 10) == .refused(.tooManyApart(students: [1, 4, 6], teams: 2)))
    }

    @Test func `what no pair alone forbids but all together do is said to be impossible`() {
        // Three pairs held together in two teams of three: sizes allow it, the pairs do not.
        var pairs = problem(6, TeamSizes(least: 3, most: 3))
        pairs.together = [StudentPair(0, 1), StudentPair(2, 3), StudentPair(4, 5)]
        #expect(TeamFormation.solve(pairs, steps: 10) == .impossible)
        #expect(TeamFormation.solve(pairs, steps: 10, exactUpTo: 0) == .noneFound)
    }
}
