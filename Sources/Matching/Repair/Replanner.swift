/// A solved problem that follows changes one at a time: places that come and go, teams that leave and return. After each change the matches
/// are optimal again, and the kept integer prices prove it.
///
/// A change costs a few shortest paths over what lies near it, not a new solve: matches far away keep their places and prices
/// (successive shortest paths from a dual feasible start; Ahuja, Magnanti & Orlin, *Network Flows*, ch. 9 and 12), looked for from both their
/// ends where they are long.
package struct Replanner: ~Copyable {
    /// The problem without what the changes made of it.
    private let problem: AssignmentProblem
    private let ground: ChangingGround
    private var network: PlaceNetwork<FitWeights>
    private var isAbsent: [Bool]

    /// Takes over a solution; nil where its prices do not prove it, or the problem breaks its promises. One pass over the pairs.
    ///
    /// - Parameters:
    ///   - absent: teams that take no part until they are added.
    ///   - alone: how many cases are looked at from a team that needs one, before ends of its chain of moves are looked at too, and four
    ///     times as many from a place left: most chains are short. It decides how fast a change is made good, and which of several optima
    ///     is reached.
    package init?(_ problem: AssignmentProblem, _ solution: AssignmentSolution, absent: Set<Int32> = [], lookingBackAfter alone: Int = 64) {
        let proof = RepairProof(problem, absent: absent)
        guard problem.defect() == nil, proof.holds(matches: solution.caseOfTeam, prices: solution.prices) else { return nil }
        self.problem = problem
        var watch = CancelWatch { false }
        ground = ChangingGround(problem, watch: &watch)
        network = PlaceNetwork(
            rows: ground.rows, weights: FitWeights(placementWeight: problem.placementWeight), layout: ground.layout,
            lookingBackAfter: alone, watch: watch)
        isAbsent = proof.isAbsent
        network.restore(
            matches: solution.caseOfTeam, fits: problem.fits(of: solution.caseOfTeam), absent: isAbsent, prices: solution.prices)
    }

    /// A team leaves; one that has left already stays away.
    package mutating func remove(team: Int32) {
        if isAbsent[Int(team)] { return }
        isAbsent[Int(team)] = true
        network.remove(team, on: ground)
    }

    /// A team that has left, or took no part from the start, takes part.
    package mutating func add(team: Int32) {
        guard isAbsent[Int(team)] else { return }
        isAbsent[Int(team)] = false
        network.add(team, on: ground)
    }

    /// Another number of places of a case, ≥ 0; 0 withdraws it.
    package mutating func setPlaces(ofCase target: Int32, to places: Int32) {
        network.setPlaces(of: target, to: min(places, ground.layout.seatCount(target)), on: ground)
    }

    /// Another number of teams that a company takes over all its cases, ≥ 0; it must have stated one.
    package mutating func setPlaces(ofCompany company: Int32, to places: Int32) {
        precondition(problem.companyCapacities[Int(company)] != AssignmentProblem.unlimited, "a company without a capacity gets none")
        network.setPlaces(ofCompany: company, to: places, on: ground)
    }

    /// The case of a team now, −1 for none.
    package func caseOf(team: Int32) -> Int32 { network.caseOfTeam[team] }

    /// Matches and prices as they stand, O(teams + cases). Teams that a free place gains nothing get it first.
    package mutating func solution() -> AssignmentSolution {
        network.seatTheIndifferent()
        network.noteAllExits()
        return network.solution
    }
}
