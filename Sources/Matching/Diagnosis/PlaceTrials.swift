/// Tries what more places would do to a round before it runs: how many teams could then be placed, whatever the fits, and what a best total
/// would gain.
///
/// Both are found by optimising again from the optimum before, a few shortest paths each (``Replanner``).
package struct PlaceTrials: ~Copyable {
    /// Places more on cases, and teams more that companies take over all their cases; each more than 0.
    package struct Change: Equatable, Sendable {
        package var cases: [Int32: Int32] = [:]
        package var companies: [Int32: Int32] = [:]

        package init(cases: [Int32: Int32] = [:], companies: [Int32: Int32] = [:]) {
            self.cases = cases
            self.companies = companies
        }

        /// Every place counts one, and every team that a company takes more.
        package var cost: Int { cases.values.reduce(0) { $0 + Int($1) } + companies.values.reduce(0) { $0 + Int($1) } }

        func adding(_ more: Int32, of unit: PlaceUnit) -> Change {
            var sum = self
            if let target = unit.target { sum.cases[target, default: 0] += more }
            if let company = unit.company { sum.companies[company, default: 0] += more }
            return sum
        }
    }

    private let problem: AssignmentProblem
    private var counting: Replanner
    private let largest: Int
    private var best: Optional<Replanner>
    /// A best total of the round as it is; nil where none is looked for.
    package let optimum: AssignmentSolution?
    private var spare: [Int32: Bool]

    /// - Parameters:
    ///   - limit: of the problem.
    ///   - optimising: whether a best total is looked for too: one solve.
    /// - Returns: nil where cancelled.
    package init?(_ problem: AssignmentProblem, _ limit: PlacementLimit, optimising: Bool, control: SolverControl = .uninterrupted) {
        var problem = problem
        // Under everyone-first one team more must still outweigh all fit when there are more places.
        if problem.placementWeight > 0 {
            problem.placementWeight = AssignmentProblem.everyoneFirstWeight(teams: problem.teamCount, places: problem.teamCount)
        }
        var optimum: AssignmentSolution?
        if optimising {
            switch BestTotal.solve(problem, control: control) {
            case .optimal(let solution): optimum = solution
            case .cancelled: return nil
            case .refused: break
            }
        }
        var counted = problem
        counted.edgeFits = Array(repeating: 0, count: problem.edgeFits.count)
        counted.placementWeight = 1
        guard let counting = Replanner(counted, limit.largest) else { return nil }
        self.counting = counting
        best = Self.reopened(problem, optimum)
        self.problem = problem
        self.optimum = optimum
        largest = limit.placed
        spare = [:]
    }

    private static func reopened(_ problem: AssignmentProblem, _ solution: AssignmentSolution?) -> Replanner? {
        guard let solution else { return nil }
        return Replanner(problem, solution)
    }

    /// How many teams more could be placed; exact.
    package mutating func teams(with change: Change) -> Int {
        let wider = Self.solution(of: &counting, with: change, in: problem)
        return wider.placed - largest
    }

    /// What a best total gains; nil where none is looked for. Of equal totals one may place another number of teams.
    package mutating func worth(of change: Change) -> PlaceWorths.Worth? {
        guard let optimum, var replanner = best.take() else { return nil }
        let wider = Self.solution(of: &replanner, with: change, in: problem)
        best = consume replanner
        return PlaceWorths.Worth(placed: wider.placed - optimum.placed, fit: wider.totalFit - optimum.totalFit)
    }

    /// Whether one more team could be placed if it were eligible for the case, and for nothing else.
    package mutating func isSpare(_ target: Int32) -> Bool {
        if let known = spare[target] { return known }
        let company = problem.companyOfCase[Int(target)]
        let places = company < 0 ? AssignmentProblem.unlimited : problem.companyCapacities[Int(company)]
        var answer = false
        if problem.capacities[Int(target)] > 0, places > 0 {
            let one: Int32 = -1
            let change = Change(cases: [target: one], companies: places == AssignmentProblem.unlimited ? [:] : [company: one])
            answer = Self.solution(of: &counting, with: change, in: problem).placed == largest
        }
        spare[target] = answer
        return answer
    }

    /// The case's company, where it states a capacity.
    func boundCompany(of target: Int32) -> Int32? {
        let company = problem.companyOfCase[Int(target)]
        return company >= 0 && problem.companyCapacities[Int(company)] != AssignmentProblem.unlimited ? company : nil
    }

    /// The highest that one more place on the case, with its company, can be worth to a best total.
    package func price(of unit: PlaceUnit) -> Int64 {
        guard let optimum else { return 0 }
        let ofCase = unit.target.map { optimum.casePrices[Int($0)] } ?? 0
        return ofCase + (unit.company.map { optimum.companyPrices[Int($0)] } ?? 0)
    }

    private static func solution(
        of replanner: inout Replanner, with change: Change, in problem: AssignmentProblem
    ) -> AssignmentSolution {
        let companies = change.companies.filter { problem.companyCapacities[Int($0.key)] != AssignmentProblem.unlimited }
        let changed = change.cases.keys.sorted()
        for target in changed {
            replanner.setPlaces(ofCase: target, to: problem.capacities[Int(target)].plus(change.cases[target] ?? 0))
        }
        for company in companies.keys.sorted() {
            replanner.setPlaces(ofCompany: company, to: problem.companyCapacities[Int(company)].plus(companies[company] ?? 0))
        }
        let solution = replanner.solution()
        // Back to where the next question starts.
        for company in companies.keys.sorted() { replanner.setPlaces(ofCompany: company, to: problem.companyCapacities[Int(company)]) }
        for target in changed { replanner.setPlaces(ofCase: target, to: problem.capacities[Int(target)]) }
        return solution
    }
}

/// What is given more of at once: places of a case, of its company, or of both.
package struct PlaceUnit: Hashable, Sendable {
    package var target: Int32?
    package var company: Int32?

    package init(target: Int32? = nil, company: Int32? = nil) {
        self.target = target
        self.company = company
    }

    /// What one of it counts.
    package var cost: Int { (target == nil ? 0 : 1) + (company == nil ? 0 : 1) }
}
