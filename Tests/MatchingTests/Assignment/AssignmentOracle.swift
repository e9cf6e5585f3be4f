import Matching

/// The optimum by trying everything: each team in turn stays without a case or takes any that has a place.
struct AssignmentOracle {
    let problem: AssignmentProblem
    private var places: [Int32]
    private var companyPlaces: [Int32]

    init(_ problem: AssignmentProblem) {
        self.problem = problem
        places = problem.capacities
        companyPlaces = problem.companyCapacities
    }

    mutating func largestTotal(from team: Int = 0) -> Int64 {
        guard team < problem.teamCount else { return 0 }
        var best = largestTotal(from: team + 1)
        for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] {
            let target = Int(problem.edgeCases[pair])
            let company = Int(problem.companyOfCase[target])
            guard places[target] > 0, company < 0 || companyPlaces[company] > 0 else { continue }
            places[target] -= 1
            if company >= 0 { companyPlaces[company] -= 1 }
            best = max(best, Int64(problem.edgeFits[pair]) + problem.placementWeight + largestTotal(from: team + 1))
            places[target] += 1
            if company >= 0 { companyPlaces[company] += 1 }
        }
        return best
    }
}

/// What a solution claims, looked at from the definition alone: nil where the matches keep every capacity and the prices prove them.
func flaw(of solution: AssignmentSolution, in problem: AssignmentProblem) -> String? {
    var load = [Int](repeating: 0, count: problem.caseCount)
    var companyLoad = [Int](repeating: 0, count: problem.companyCapacities.count)
    var (weight, fit, placed) = (Int64(0), Int64(0), 0)
    for (team, target) in solution.caseOfTeam.enumerated() where target >= 0 {
        let row = problem.rowStarts[team]..<problem.rowStarts[team + 1]
        guard let pair = row.first(where: { problem.edgeCases[$0] == target }) else { return "team \(team) is on a case it does not name" }
        load[Int(target)] += 1
        let company = problem.companyOfCase[Int(target)]
        if company >= 0 { companyLoad[Int(company)] += 1 }
        weight += Int64(problem.edgeFits[pair]) + problem.placementWeight
        fit += Int64(problem.edgeFits[pair])
        placed += 1
    }
    if placed != solution.placed || fit != solution.totalFit { return "totals are wrong" }
    var bound: Int64 = 0
    for (target, price) in solution.casePrices.enumerated() {
        if load[target] > problem.capacities[target] { return "case \(target) is over its capacity" }
        if price < 0 { return "case \(target) has a negative price" }
        bound += price * Int64(problem.capacities[target])
    }
    for (company, price) in solution.companyPrices.enumerated() {
        if companyLoad[company] > problem.companyCapacities[company] { return "company \(company) is over its capacity" }
        if price < 0 || (price > 0 && problem.companyCapacities[company] == AssignmentProblem.unlimited) {
            return "company \(company): price"
        }
        bound += price * Int64(problem.companyCapacities[company])
    }
    for team in 0..<problem.teamCount {
        var profit: Int64 = 0
        for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] {
            let target = Int(problem.edgeCases[pair])
            let company = Int(problem.companyOfCase[target])
            let price = solution.casePrices[target] + (company < 0 ? 0 : solution.companyPrices[company])
            profit = max(profit, Int64(problem.edgeFits[pair]) + problem.placementWeight - price)
        }
        bound += profit
    }
    return bound == weight ? nil : "the prices prove \(bound), the matches weigh \(weight)"
}
