extension AssignmentProblem {
    /// The problem of an instance: its eligible pairs without the pinned teams, their places taken out.
    ///
    /// The instance keeps its promises: pins are eligible, one a team, and within the capacities.
    package init(_ instance: Instance, eligible: EligiblePairs) {
        var watch = CancelWatch { false }
        self.init(instance, eligible: eligible, watch: &watch)
    }

    /// The same, of no use where it was to end before.
    init(_ instance: Instance, eligible: EligiblePairs, watch: inout CancelWatch) {
        self.init(
            capacities: instance.capacities, companyOfCase: instance.companyOfCase, companyCapacities: instance.companyCapacities,
            rowStarts: eligible.table.rowStarts, edgeCases: eligible.table.cases, edgeFits: eligible.table.fits)
        if instance.placement == .everyoneFirst {
            let places = instance.capacities.reduce(0) { $0 + Int($1) }
            placementWeight = Self.everyoneFirstWeight(teams: instance.teams.count, places: places)
        }
        if !instance.pins.isEmpty { takeOut(instance.pins, &watch) }
    }

    private mutating func takeOut(_ pins: [Instance.Pair], _ watch: inout CancelWatch) {
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
        // Room at once: to move what is there as it grows would take long.
        rowStarts.reserveCapacity(starts.count)
        edgeCases.reserveCapacity(cases.count)
        edgeFits.reserveCapacity(fits.count)
        for team in 0..<starts.count - 1 {
            if watch.isOver(after: 1 + starts[team + 1] - starts[team]) { return }
            if !pinned.contains(team) {
                edgeCases += cases[starts[team]..<starts[team + 1]]
                edgeFits += fits[starts[team]..<starts[team + 1]]
            }
            rowStarts.append(edgeCases.count)
        }
    }
}
