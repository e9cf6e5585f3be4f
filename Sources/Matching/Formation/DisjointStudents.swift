/// Which students are held together, directly or through others (union by the smaller index, path halving).
struct DisjointStudents {
    private var parent: [Int32]

    init(count: Int) { parent = (0..<Int32(count)).map { $0 } }

    /// The smallest index of those who are together with it.
    mutating func root(_ student: Int32) -> Int32 {
        var student = student
        while parent[Int(student)] != student {
            parent[Int(student)] = parent[Int(parent[Int(student)])]
            student = parent[Int(student)]
        }
        return student
    }

    mutating func join(_ one: Int32, _ other: Int32) {
        let (first, second) = (root(one), root(other))
        parent[Int(max(first, second))] = min(first, second)
    }

    /// Everyone in one set each, both ascending.
    mutating func sets() -> [[Int32]] {
        var sets: [[Int32]] = []
        var indexOfRoot = [Int32](repeating: -1, count: parent.count)
        for student in parent.indices {
            let root = Int(root(Int32(student)))
            if indexOfRoot[root] < 0 {
                indexOfRoot[root] = Int32(sets.count)
                sets.append([])
            }
            sets[Int(indexOfRoot[root])].append(Int32(student))
        }
        return sets
    }
}
