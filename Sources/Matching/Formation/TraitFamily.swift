/// Traits of which no student has two, such as the values of one attribute, and how many units bring each want beside each of them.
struct TraitFamily {
    struct Trait {
        /// Free students who have it.
        var students: Int
        /// By want, the units that bring it and are counted under this trait; the wants so ordered that these ascend.
        var holders: [Int]
        var ascending: [Int]
    }

    let traits: [Trait]
    /// By want, the units that bring it and have no trait of the family.
    let others: [Int]
    /// Traits outside the family that one student alone has: whatever the teams, they isolate someone.
    let aloneElsewhere: Int
    /// The same within the family.
    let alone: Int

    /// A unit is counted under the first of its traits in the family.
    private init(_ family: Marks, _ units: FormationUnits, students: [Int], wants: Int, _ watch: inout CancelWatch) {
        let numbers = family.numbers
        var placeOf = [Int](repeating: -1, count: Marks.limit)
        for (place, number) in numbers.enumerated() { placeOf[Int(number)] = place }
        var holders = [[Int]](repeating: [Int](repeating: 0, count: wants), count: numbers.count)
        var others = [Int](repeating: 0, count: wants)
        for blend in units.blends where !watch.isOver(after: 16 + 4 * Int(blend.brings.count)) {
            let first = (blend.once & family).numbers.first
            for want in blend.brings.numbers where want < wants {
                if let first { holders[placeOf[Int(first)]][Int(want)] += 1 } else { others[Int(want)] += 1 }
            }
        }
        traits = zip(numbers, holders).map { number, holders in
            let ascending = holders.indices.sorted { (holders[$0], $0) < (holders[$1], $1) }
            return Trait(students: students[Int(number)], holders: holders, ascending: ascending)
        }
        self.others = others
        alone = traits.count { $0.students == 1 }
        aloneElsewhere = students.count { $0 == 1 } - alone
    }

    /// The traits of the students to be divided, each in the first family in which no student has another one.
    /// Of no use where it was to end before.
    static func all(of problem: FormationProblem, _ units: FormationUnits, _ watch: inout CancelWatch) -> [TraitFamily] {
        var students = [Int](repeating: 0, count: Marks.limit)
        var beside = [Marks](repeating: Marks(), count: Marks.limit)
        for student in units.members.joined() {
            if watch.isOver(after: 16) { return [] }
            let traits = problem.students[Int(student)].traits
            for trait in traits.numbers {
                students[Int(trait)] += 1
                beside[Int(trait)] = beside[Int(trait)] | traits
            }
        }
        var families: [Marks] = []
        for trait in 0..<Int32(Marks.limit) where students[Int(trait)] > 0 {
            let own = Marks([trait])
            if let place = families.firstIndex(where: { ($0 & beside[Int(trait)]).count == 0 }) {
                families[place] = families[place] | own
            } else {
                families.append(own)
            }
        }
        return families.map { TraitFamily($0, units, students: students, wants: problem.wants.count, &watch) }
    }
}
