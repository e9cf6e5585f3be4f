extension AssignmentProblem {
    /// The problem of an instance: its eligible pairs without the pinned teams, their places taken out.
    ///
    /// The instance keeps its promises: pins are eligible, one a team, and within the capacities.
    package init(_ instance: Instance, eligible: EligiblePairs) {
        self.init(
            capacities: instance.capacities, companyOfCase: instance.companyOfCase, companyCapacities: instance.companyCapacities,
            rowStarts: eligible.table.rowStarts, edgeCases: eligible.table.cases, edgeFits: eligible.table.fits)
        if instance.placement == .everyoneFirst {
            let places = instance.capacities.reduce(0) { $0 + Int($1) }
            placementWeight = Self.everyoneFirstWeight(teams: instance.teams.count, places: places)
        }
        if !instance.pins.isEmpty { takeOut(instance.pins) }
    }

    private mutating func takeOut(_ pins: [Instance.Pair]) {
        var pinned = Set<Int>()
        for pin in pins {
            pinned.insert(Int(pin.team))
            capacities[Int(pin.target)] -= 1
            let company = companyOfCase[Int(pin.target)]
            if company >= 0, companyCapacities[Int(company)] != Self.unlimited { companyCapacities[Int(company)] -= 1 }
        }
        let (starts, cases, fits) = (rowStarts, edgeCases, edgeFits)
        rowStarts = [0]
        edgeCases = []
        edgeFits = []
        for team in 0..<starts.count - 1 {
            if !pinned.contains(team) {
                edgeCases += cases[starts[team]..<starts[team + 1]]
                edgeFits += fits[starts[team]..<starts[team + 1]]
            }
            rowStarts.append(edgeCases.count)
        }
    }
}
