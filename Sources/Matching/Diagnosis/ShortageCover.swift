extension Shortage {
    /// What could be given more of, the cheaper first; of equal ones what most of the teams are eligible for.
    package func units(in problem: AssignmentProblem) -> [PlaceUnit] {
        let open = Set(openings)
        var eligible: [Int32: Int] = [:]
        for team in teams {
            for pair in problem.rowStarts[Int(team)]..<problem.rowStarts[Int(team) + 1] {
                eligible[problem.edgeCases[pair], default: 0] += 1
            }
        }
        let ofCases = cases.map { PlaceUnit(target: $0, company: open.contains($0) ? nil : problem.companyOfCase[Int($0)]) }
        let ofCompanies = companies.map { PlaceUnit(company: $0) }
        var teamsOfCompany: [Int32: Int] = [:]
        for (target, count) in eligible { teamsOfCompany[problem.companyOfCase[Int(target)], default: 0] += count }
        func reach(_ unit: PlaceUnit) -> Int {
            unit.target.map { eligible[$0] ?? 0 } ?? unit.company.map { teamsOfCompany[$0] ?? 0 } ?? 0
        }
        return (ofCompanies + ofCases).sorted { one, other in
            (one.cost, -reach(one), one.target ?? -1, one.company ?? -1) < (
                other.cost, -reach(other), other.target ?? -1, other.company ?? -1
            )
        }
    }
}

extension Shortage {
    /// Cases that are chosen one by one; further teams go to the first case that they are eligible for.
    private static let mostChosen = 50

    /// Places for all the teams that one largest assignment leaves out, each on a case that it is eligible for itself, on as few cases as a
    /// greedy choice finds: nothing is optimised again, so that it does for any number of teams.
    package func directCover(in problem: AssignmentProblem, _ largest: AssignmentSolution) -> PlaceTrials.Change {
        func targets(of team: Int32) -> ArraySlice<Int32> {
            problem.edgeCases[problem.rowStarts[Int(team)]..<problem.rowStarts[Int(team) + 1]]
        }
        var left = teams.filter { largest.caseOfTeam[Int($0)] < 0 }
        var guests: [Int32: Int32] = [:]
        for _ in 0..<Self.mostChosen where !left.isEmpty {
            var count: [Int32: Int32] = [:]
            for team in left { for target in targets(of: team) { count[target, default: 0] += 1 } }
            guard let best = count.min(by: { (-$0.value, $0.key) < (-$1.value, $1.key) }) else { break }
            guests[best.key] = best.value
            left.removeAll { targets(of: $0).contains(best.key) }
        }
        for team in left { if let target = targets(of: team).first { guests[target, default: 0] += 1 } }
        return change(for: guests, in: problem, largest)
    }

    /// What the guests of cases need beyond the places that are left there, and with the companies.
    private func change(
        for guests: [Int32: Int32], in problem: AssignmentProblem, _ largest: AssignmentSolution
    ) -> PlaceTrials.Change {
        var free = problem.capacities
        var freeOfCompany = problem.companyCapacities
        func take(_ count: Int32, of target: Int32) {
            free[Int(target)] -= count
            let company = Int(problem.companyOfCase[Int(target)])
            if company >= 0, freeOfCompany[company] != AssignmentProblem.unlimited { freeOfCompany[company] -= count }
        }
        for target in largest.caseOfTeam where target >= 0 { take(1, of: target) }
        for (target, count) in guests { take(count, of: target) }
        var change = PlaceTrials.Change()
        for target in guests.keys {
            if free[Int(target)] < 0 { change.cases[target] = -free[Int(target)] }
            let company = problem.companyOfCase[Int(target)]
            if company >= 0, freeOfCompany[Int(company)] < 0 { change.companies[company] = -freeOfCompany[Int(company)] }
        }
        return change
    }
}

extension PlaceTrials {
    /// Of a shortage so many units are tried.
    private static let mostUnits = 12

    /// Places for all the teams that a shortage leaves out, on as few cases as the search finds: each time what takes most of them.
    ///
    /// - Parameters:
    ///   - units: of the shortage.
    ///   - budget: places that may still be tried, one by one.
    /// - Returns: nil where what was tried does not place all of them.
    package mutating func cover(_ missing: Int, by units: [PlaceUnit], budget: inout Int) -> Change? {
        var (change, gained) = (Change(), 0)
        let units = units.prefix(Self.mostUnits).flatMap { unit -> [PlaceUnit] in
            guard let target = unit.target, let company = boundCompany(of: target) else { return [unit] }
            // A case alone does as long as its company takes more, which may be so although it is full in the assignment that was found.
            return [PlaceUnit(target: target), PlaceUnit(target: target, company: company)]
        }
        while gained < missing {
            var best: (unit: PlaceUnit, teams: Int)?
            for unit in units {
                guard budget >= missing - gained else { return nil }
                budget -= missing - gained
                let more = min(teams(with: change.adding(Int32(missing - gained), of: unit)), missing) - gained
                if let best, (best.teams, -best.unit.cost) >= (more, -unit.cost) { continue }
                if more > 0 { best = (unit, more) }
            }
            guard let best else { return nil }
            guard let fewest = fewest(of: best.unit, placing: gained + best.teams, beside: change, upTo: missing - gained, &budget)
            else { return nil }
            change = change.adding(Int32(fewest), of: best.unit)
            gained += best.teams
        }
        return change
    }

    /// More places never place fewer.
    private mutating func fewest(
        of unit: PlaceUnit, placing wanted: Int, beside change: Change, upTo most: Int, _ budget: inout Int
    ) -> Int? {
        var (low, high) = (1, most)
        while low < high {
            guard budget >= most else { return nil }
            budget -= most
            let middle = (low + high) / 2
            if teams(with: change.adding(Int32(middle), of: unit)) >= wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
