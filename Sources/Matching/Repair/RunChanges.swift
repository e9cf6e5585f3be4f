/// What has changed since a run, by positions of its instance.
package struct RunChanges: Sendable {
    /// Places of cases now; 0 withdraws a case, and its pins with it.
    package var places: [Int32: Int32]
    /// Teams that left, pinned or not.
    package var gone: Set<Int32>

    package init(places: [Int32: Int32] = [:], gone: Set<Int32> = []) {
        self.places = places
        self.gone = gone
    }

    /// The first case that is asked to have fewer places than teams are still pinned to it, nil where there is none.
    package func caseBelowPins(of instance: Instance) -> Int32? {
        places.keys.sorted().first { target in
            guard let left = places[target], left > 0 else { return false }
            return livePins(of: instance).count { $0.target == target } > left
        }
    }

    /// Pins whose team and case are both still there.
    fileprivate func livePins(of instance: Instance) -> [Instance.Pair] {
        instance.pins.filter { !gone.contains($0.team) && places[$0.target] != 0 }
    }
}

extension RepairQuestion {
    /// The question that changes put to a `best-total` run. Pins that still stand keep their teams and places out of it; a team whose pin has
    /// gone with its case is one to be placed.
    ///
    /// - Parameters:
    ///   - fits: those of every eligible pair of the instance, of pinned teams too.
    ///   - claim: holds for the instance, with prices.
    ///   - changes: leave no case with fewer places than pins.
    package init?(_ instance: Instance, fits: FitTable, claim: ResultClaim, changes: RunChanges) {
        guard let prices = claim.prices else { return nil }
        let (before, live) = (instance.left(by: instance.pins), changes.livePins(of: instance))
        var now = instance
        for (target, places) in changes.places { now.capacities[Int(target)] = places }
        let after = now.left(by: live)
        let pinned = Set(instance.pins.map(\.team))
        var matches = [Int32](repeating: -1, count: instance.teams.count)
        for match in claim.matches where !pinned.contains(match.team) { matches[Int(match.team)] = match.target }
        let problem = AssignmentProblem(
            capacities: before.capacities, companyOfCase: instance.companyOfCase, companyCapacities: before.companyCapacities,
            rowStarts: fits.rowStarts, edgeCases: fits.cases, edgeFits: fits.fits, placementWeight: prices.placementWeight ?? 0)
        self.init(
            before: problem, absentBefore: pinned, matches: matches,
            prices: AssignmentPrices(cases: prices.cases, companies: prices.companies))
        capacities = after.capacities
        companyCapacities = after.companyCapacities
        absent = changes.gone.union(live.map(\.team))
        // Under everyone-first one more team must still outweigh all fit, also where freed teams and new places make the problem larger.
        leastWeight =
            instance.placement == .everyoneFirst
            ? AssignmentProblem.everyoneFirstWeight(
                teams: instance.teams.count - absent.count, places: after.capacities.reduce(0) { $0 + Int($1) }) : 0
    }
}

extension Instance {
    /// The places that pins leave of cases and companies.
    fileprivate func left(by pins: [Pair]) -> (capacities: [Int32], companyCapacities: [Int32]) {
        var (cases, companies) = (capacities, companyCapacities)
        for pin in pins {
            cases[Int(pin.target)] -= 1
            let company = Int(companyOfCase[Int(pin.target)])
            if company >= 0, companies[company] != Self.unlimited { companies[company] -= 1 }
        }
        return (cases, companies)
    }
}
