/// Teams and places without those of the pins.
struct PlacesLeft {
    var capacities: [Int32]
    var companyCapacities: [Int32]
    var teams: Int

    init(_ instance: Instance) {
        capacities = instance.capacities
        companyCapacities = instance.companyCapacities
        teams = instance.teams.count - instance.pins.count
        for pin in instance.pins {
            capacities[Int(pin.target)] -= 1
            let company = Int(instance.companyOfCase[Int(pin.target)])
            if company >= 0, companyCapacities[company] != Instance.unlimited { companyCapacities[company] -= 1 }
        }
    }

    var places: Int { capacities.reduce(0) { $0 + Int($1) } }

    /// What is wrong with the weight that a certificate gives to placing a team; nil where it proves what the placement promises.
    func brokenWeight(_ weight: Int64?, under placement: Instance.Placement) -> BrokenCondition? {
        switch placement {
        case .fitFirst:
            if let weight, weight != 0 { return .placementWeightUnasked(weight) }
        case .everyoneFirst:
            guard let weight else { return .placementWeightMissing }
            let limit = 10_000 * Int64(min(teams, places))
            if weight <= limit || weight > PriceChecker.largestPrice { return .placementWeightTooSmall(weight, mustExceed: limit) }
        }
        return nil
    }
}
