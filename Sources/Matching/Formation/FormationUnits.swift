/// The students to be divided, those who are held together made one unit: what moves between teams moves whole.
struct FormationUnits {
    /// Each unit's students, ascending; units by their first student.
    let members: [[Int32]]
    let blends: [TeamBlend]
    /// By unit, the units that must not share its team, ascending.
    let apart: [[Int32]]
    /// Students in all.
    let students: Int

    var count: Int { members.count }

    /// - Parameters:
    ///   - problem: without defect.
    ///   - watch: where it is to end before, the units are of no use.
    init(_ problem: FormationProblem, watch: inout CancelWatch) {
        let lockOf = problem.lockOfStudent()
        var groups = DisjointStudents(count: problem.students.count)
        for pair in problem.together { groups.join(pair.one, pair.other) }
        let members = groups.sets().filter { lockOf[Int($0[0])] < 0 }
        var unitOf = [Int32](repeating: -1, count: problem.students.count)
        for (unit, students) in members.enumerated() { for student in students { unitOf[Int(student)] = Int32(unit) } }
        var apart = [Set<Int32>](repeating: [], count: members.count)
        for pair in problem.apart {
            // Of a locked student nothing is left to decide.
            if watch.isOver(after: 32) { break }
            let (one, other) = (unitOf[Int(pair.one)], unitOf[Int(pair.other)])
            guard one >= 0, other >= 0 else { continue }
            apart[Int(one)].insert(other)
            apart[Int(other)].insert(one)
        }
        self.members = members
        self.apart = apart.map { watch.isOver(after: 8 * $0.count) ? [] : $0.sorted() }
        blends = members.map { $0.reduce(.empty) { $0 + TeamBlend(problem.students[Int($1)]) } }
        students = members.reduce(0) { $0 + $1.count }
    }

    func size(_ unit: Int32) -> Int { Int(blends[Int(unit)].size) }
}
