extension AssignmentProblem {
    /// The problem in which a team is eligible for a case more. O(pairs).
    package func adding(_ target: Int32, fit: Int32, to team: Int32) -> AssignmentProblem { adding([(target, fit)], to: team) }

    /// The problem in which a team is eligible for some cases more, none of which it was. O(pairs).
    package func adding(_ pairs: [(target: Int32, fit: Int32)], to team: Int32) -> AssignmentProblem {
        var wider = self
        let end = rowStarts[Int(team) + 1]
        wider.edgeCases.insert(contentsOf: pairs.map(\.target), at: end)
        wider.edgeFits.insert(contentsOf: pairs.map(\.fit), at: end)
        for later in Int(team) + 1..<rowStarts.count { wider.rowStarts[later] += pairs.count }
        return wider
    }
}
