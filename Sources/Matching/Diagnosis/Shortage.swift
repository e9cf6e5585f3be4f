/// Teams that together are eligible for fewer places than they are: whatever the fits, some of them stay without a case (Hall 1935).
package struct Shortage: Equatable, Sendable {
    /// Ascending. Every case that any of them is eligible for is in `cases`, or belongs to one of `companies`.
    package var teams: [Int32]
    /// Cases that bound the teams by their own places; ascending.
    package var cases: [Int32]
    /// Companies that bound them by what they take over all their cases; ascending.
    package var companies: [Int32]
    /// All the places that these cases and companies have.
    package var places: Int
    /// Of `cases`, those on which one more place alone would place one more team: the others' companies take no more either.
    package var openings: [Int32]

    package init(teams: [Int32], cases: [Int32], companies: [Int32], places: Int, openings: [Int32]) {
        self.teams = teams
        self.cases = cases
        self.companies = companies
        self.places = places
        self.openings = openings
    }

    /// How many of the teams stay without a case in every assignment.
    package var missing: Int { teams.count - places }
}

/// Why not all teams of a problem can be placed, whatever the fits.
package struct PlacementLimit: Equatable, Sendable {
    /// The most teams that any assignment places.
    package var placed: Int
    /// Teams that are eligible for no case; ascending.
    package var stranded: [Int32]
    /// Disjoint sets of teams, by their first; with the stranded ones they account for every team that is not placed.
    package var shortages: [Shortage]
    /// Cases with places that no team is eligible for; ascending.
    package var idle: [Int32]
    /// One of the assignments that place so many, with the prices that prove it, each placement weighing 1.
    package var largest: AssignmentSolution

    package enum Outcome: Equatable, Sendable {
        case found(PlacementLimit)
        case cancelled
        case refused(AssignmentDefect)
    }

    /// A largest assignment, then one search from the teams that it leaves out along every change that could make room for them
    /// (Kőnig 1931): what the search reaches is full. O(pairs) after the assignment.
    ///
    /// - Parameter pinned: teams that are placed already, their places taken out of the problem.
    package static func of(
        _ problem: AssignmentProblem, pinned: Set<Int32> = [], control: SolverControl = .uninterrupted
    ) -> Outcome {
        var watch = CancelWatch(control)
        let defect = problem.defect(&watch)
        if watch.isOver { return .cancelled }
        if let defect { return .refused(defect) }
        switch SizeBound.of(problem, control: control) {
        case .optimal(let solution):
            var search = ShortageSearch(problem, caseOfTeam: solution.caseOfTeam, watch: watch)
            return search.limit(solution, pinned: pinned).map { .found($0) } ?? .cancelled
        case .cancelled: return .cancelled
        case .refused(let defect): return .refused(defect)
        }
    }
}
