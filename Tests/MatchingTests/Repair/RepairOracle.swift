import Matching

/// All that repairs can reach, by trying every assignment.
struct RepairOracle {
    struct Value: Hashable {
        var kept: Int
        var weight: Int64
    }

    private let problem: AssignmentProblem
    private let keepable: [Int32]
    private var places: [Int32]
    private var companyPlaces: [Int32]
    private var reached = Set<Value>()

    init(_ problem: AssignmentProblem, keepable: [Int32]) {
        self.problem = problem
        self.keepable = keepable
        places = problem.capacities
        companyPlaces = problem.companyCapacities
    }

    /// The values that no other equals in one and surpasses in the other.
    mutating func unbeaten() -> Set<Value> {
        attempt(from: 0, Value(kept: 0, weight: 0))
        return reached.filter { value in
            !reached.contains { $0 != value && $0.kept >= value.kept && $0.weight >= value.weight }
        }
    }

    private mutating func attempt(from team: Int, _ value: Value) {
        guard team < problem.teamCount else {
            reached.insert(value)
            return
        }
        attempt(from: team + 1, value)
        for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] {
            let target = Int(problem.edgeCases[pair])
            let company = Int(problem.companyOfCase[target])
            guard places[target] > 0, company < 0 || companyPlaces[company] > 0 else { continue }
            places[target] -= 1
            if company >= 0 { companyPlaces[company] -= 1 }
            let kept = keepable[team] == target ? 1 : 0
            attempt(
                from: team + 1,
                Value(kept: value.kept + kept, weight: value.weight + Int64(problem.edgeFits[pair]) + problem.placementWeight))
            places[target] += 1
            if company >= 0 { companyPlaces[company] += 1 }
        }
    }

    /// Of values that nothing beats those that are corners of their convex hull.
    static func corners(of values: Set<Value>) -> Set<Value> {
        values.filter { value in
            !values.contains { left in
                left.kept > value.kept
                    && values.contains { right in
                        right.kept < value.kept
                            && (value.weight - left.weight) * Int64(left.kept - right.kept)
                                <= (right.weight - left.weight) * Int64(left.kept - value.kept)
                    }
            }
        }
    }
}
