/// The places and teams that are left when the pins have taken theirs.
package struct DensePlaces: Sendable {
    private(set) var capacities: [Int32]
    let companyOfCase: [Int32]
    private(set) var companyCapacities: [Int32]
    /// The case that each team is pinned to, −1 for none.
    private(set) var pinOfTeam: [Int32]
    /// What placing a team counts beside its fit.
    let placementWeight: Int64

    package init(_ problem: FitProblem) {
        capacities = problem.cases.map(\.capacity)
        companyOfCase = problem.cases.map(\.company)
        companyCapacities = problem.companyCapacities
        pinOfTeam = Array(repeating: -1, count: problem.teams.count)
        let places = capacities.reduce(0) { $0 + Int($1) }
        switch problem.placement {
        case .fitFirst: placementWeight = 0
        case .everyoneFirst: placementWeight = AssignmentProblem.everyoneFirstWeight(teams: problem.teams.count, places: places)
        }
        for pin in problem.pins {
            pinOfTeam[Int(pin.team)] = pin.target
            capacities[Int(pin.target)] -= 1
            let company = companyOfCase[Int(pin.target)]
            if company >= 0, companyCapacities[Int(company)] != Instance.unlimited { companyCapacities[Int(company)] -= 1 }
        }
    }

    /// Whether a case, and its company, have a place left.
    package func hasPlace(_ target: Int) -> Bool {
        let company = Int(companyOfCase[target])
        return capacities[target] > 0 && (company < 0 || companyCapacities[company] > 0)
    }

    /// How many teams a case's shortlist keeps: three times its places, within bounds on memory.
    var shortlistLimits: [Int] {
        let most = max(32, 1_000_000 / max(1, capacities.count))
        return capacities.map { min(3 * max(1, Int($0)), pinOfTeam.count, most) }
    }

    /// The whole price of a place on each case, its company's included.
    func placePrices(_ prices: AssignmentPrices) -> [Int64] {
        zip(prices.cases, companyOfCase).map { price, company in price + (company < 0 ? 0 : prices.companies[Int(company)]) }
    }

    /// Σ capacity · price over cases and companies.
    func worth(_ prices: AssignmentPrices) -> Int64 {
        var sum: Int64 = 0
        for (price, capacity) in zip(prices.cases, capacities) { sum += price * Int64(capacity) }
        for (price, capacity) in zip(prices.companies, companyCapacities) where price > 0 { sum += price * Int64(capacity) }
        return sum
    }
}
