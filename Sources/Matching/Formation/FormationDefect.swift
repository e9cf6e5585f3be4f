/// Why no teams can be formed: the problem breaks what it states of itself, or its rules contradict each other.
package enum FormationDefect: Error, Hashable, Sendable {
    case rulesOutOfRange
    /// Bounds that no team can keep: less than one, or more than ``FormationProblem/largestTeam``, or the least above the most.
    case sizesOutOfRange(least: Int, most: Int)
    case tooManyStudents(Int)
    case tooManyWants(Int)
    case unknownStudent(Int32)
    /// In two locked teams, or twice in one.
    case lockedTwice(student: Int32)
    /// A student is held together with, or apart from, him- or herself.
    case pairOfOne(student: Int32)
    case nobodyToDivide
    /// So many students cannot be divided into teams of such sizes.
    case noSizes(students: Int, sizes: TeamSizes)
    /// Together they are more than the largest team takes; ascending.
    case groupTooLarge(students: [Int32], most: Int)
    /// They are to be apart, and are held together, perhaps through others.
    case togetherAndApart(StudentPair)
    /// One is in a locked team, the other is not in the same.
    case togetherAcrossLock(StudentPair)
    /// More students than there are teams, each apart from each; ascending.
    case tooManyApart(students: [Int32], teams: Int)
}

extension FormationProblem {
    package static let largestTeam = 64
    package static let mostStudents = 100_000

    /// The first way in which the problem breaks its own promises or contradicts itself; nil where none is found. What it does not find
    /// may still be impossible: whether any teams keep all rules is as hard as colouring a graph.
    package func defect() -> FormationDefect? {
        var watch = CancelWatch { false }
        return defect(&watch)
    }

    /// The same, of no meaning where it was to end before.
    func defect(_ watch: inout CancelWatch) -> FormationDefect? {
        if let flaw = flawOfNumbers() { return flaw }
        let lockOf = lockOfStudent()
        let free = students.indices.count { lockOf[$0] < 0 }
        if free == 0 { return .nobodyToDivide }
        let counts = sizes.teamCounts(students: free)
        guard let mostTeams = counts.max() else {
            return .noSizes(students: free, sizes: sizes)
        }
        for pair in together where lockOf[Int(pair.one)] != lockOf[Int(pair.other)] { return .togetherAcrossLock(pair) }
        let largest = counts.map { sizes.range(students: free, teams: $0).upperBound }.max() ?? sizes.most
        var groups = DisjointStudents(count: students.count)
        for pair in together { groups.join(pair.one, pair.other) }
        for group in groups.sets() where group.count > largest && lockOf[Int(group[0])] < 0 {
            return .groupTooLarge(students: group, most: largest)
        }
        for pair in apart where groups.root(pair.one) == groups.root(pair.other) { return .togetherAndApart(pair) }
        let clique = mutuallyApart(lockOf, &watch)
        return clique.count > mostTeams ? .tooManyApart(students: clique, teams: mostTeams) : nil
    }

    private func flawOfNumbers() -> FormationDefect? {
        let weights = [rules.coverageWeight, rules.timeWeight, rules.sizeWeight]
        guard weights.allSatisfy({ (0...100).contains($0) }), weights.contains(where: { $0 > 0 }),
            (1...Int32(WeekMask.count)).contains(rules.neededHalfHours), wants.allSatisfy({ (0...1_000_000).contains($0) })
        else { return .rulesOutOfRange }
        guard sizes.least >= 1, sizes.most >= sizes.least, sizes.most <= Self.largestTeam else {
            return .sizesOutOfRange(least: sizes.least, most: sizes.most)
        }
        if students.count > Self.mostStudents { return .tooManyStudents(students.count) }
        if wants.count > Marks.limit { return .tooManyWants(wants.count) }
        let known = 0..<Int32(students.count)
        var seen: Set<Int32> = []
        for student in locked.joined() {
            if !known.contains(student) { return .unknownStudent(student) }
            if !seen.insert(student).inserted { return .lockedTwice(student: student) }
        }
        for pair in together + apart {
            if !known.contains(pair.one) { return .unknownStudent(pair.one) }
            if !known.contains(pair.other) { return .unknownStudent(pair.other) }
            if pair.one == pair.other { return .pairOfOne(student: pair.one) }
        }
        return nil
    }

    /// By student: the locked team, −1 for who is to be divided.
    func lockOfStudent() -> [Int32] {
        var lock = [Int32](repeating: -1, count: students.count)
        for (index, team) in locked.enumerated() { for student in team { lock[Int(student)] = Int32(index) } }
        return lock
    }

    /// No fewer teams can keep apart whoever is to be apart; 0 where nobody is.
    func fewestTeams(_ watch: inout CancelWatch) -> Int { mutuallyApart(lockOfStudent(), &watch).count }

    /// Free students each of whom is apart from each other, found greedily from each one.
    private func mutuallyApart(_ lockOf: [Int32], _ watch: inout CancelWatch) -> [Int32] {
        var neighbours: [Int32: Set<Int32>] = [:]
        for pair in apart where lockOf[Int(pair.one)] < 0 && lockOf[Int(pair.other)] < 0 {
            if watch.isOver(after: 32) { return [] }
            neighbours[pair.one, default: []].insert(pair.other)
            neighbours[pair.other, default: []].insert(pair.one)
        }
        var largest: [Int32] = []
        for (student, others) in neighbours where others.count >= largest.count {
            var clique = [student]
            for other in others.sorted() {
                if watch.isOver(after: 8 * clique.count) { return [] }
                guard clique.dropFirst().allSatisfy({ neighbours[other]?.contains($0) == true }) else { continue }
                clique.append(other)
            }
            clique.sort()
            // The least of equals, whatever the order of the dictionary.
            if clique.count > largest.count || clique.count == largest.count && clique.lexicographicallyPrecedes(largest) {
                largest = clique
            }
        }
        return largest
    }
}
