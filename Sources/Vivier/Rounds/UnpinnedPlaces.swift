import Matching

/// The places that pins leave: what is settled before a run is nobody else's in it.
struct UnpinnedPlaces: Sendable {
    private var capacities: [Int32]
    private var companyCapacities: [Int32]
    private let companies: [Int32]

    init(_ problem: FitProblem) {
        capacities = problem.cases.map(\.capacity)
        companyCapacities = problem.companyCapacities
        companies = problem.cases.map(\.company)
        for pin in problem.pins {
            capacities[Int(pin.target)] -= 1
            let company = Int(companies[Int(pin.target)])
            if company >= 0, companyCapacities[company] != Instance.unlimited { companyCapacities[company] -= 1 }
        }
    }

    /// Whether a case, and its company, have one.
    func hasPlace(_ target: Int) -> Bool {
        let company = Int(companies[target])
        return capacities[target] > 0 && (company < 0 || companyCapacities[company] > 0)
    }
}
