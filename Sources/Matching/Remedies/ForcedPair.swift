/// What becomes of a best total when a team is given a case that it did not get.
package struct ForcedPair: Equatable, Sendable {
    /// The least fit with which a best total has the pair; its own fit where one has it already. Below 0 where any fit does, above 10000
    /// where none would.
    package var neededFit: Int64
    /// The teams besides this one whose case is then another, or none.
    package var moved: Int
    /// How many teams fewer have a case.
    package var placedLost: Int
    /// By how much the total fit would fall were the pair's fit 0.
    package var fitLostBeforePair: Int64

    /// By how much the total fit falls with a pair of that fit; negative where it rises, because fewer teams have a case.
    package func fitLost(fit: Int32) -> Int64 { fitLostBeforePair - Int64(fit) }
}

/// Gives one team of an optimum one case by force, with more places or without, and finds each time the best for everybody else.
///
/// With the pair, a total of weight w + R can be had, where w is the pair's weight and R the best of all other teams on one place less of the
/// case and of its company; without it, one of B. So a best total has the pair if and only if w = B − R, and a pair that none has comes in
/// from w = B − R on. B and R are each exact: a few shortest paths from the optimum before (``Replanner``).
package struct PairForcer: ~Copyable {
    private var optimum: ReopenedOptimum
    private let team: Int32
    private let target: Int32
    /// −1 where the case's company states no capacity.
    private let company: Int32
    /// What proves each optimum that was found on the way.
    private(set) var rates: [PriceRate] = []

    /// The pair need not be eligible.
    ///
    /// - Parameters:
    ///   - question: an optimum, without changes. One pass over its pairs.
    ///   - team: takes part in it.
    ///   - room: the most places that the case will be given more, of which the placement weight must know.
    /// - Returns: nil where the prices do not prove the matches.
    package init?(_ question: RepairQuestion, team: Int32, target: Int32, room: Int32, control: SolverControl = .uninterrupted) {
        precondition(!question.absent.contains(team), "a team that takes no part is given no case")
        guard let optimum = ReopenedOptimum(question, room: room, control: control) else { return nil }
        let owner = question.before.companyOfCase[Int(target)]
        self.optimum = optimum
        self.team = team
        self.target = target
        company = owner >= 0 && question.companyCapacities[Int(owner)] != AssignmentProblem.unlimited ? owner : -1
    }

    /// Whether the case's company states a capacity, so that it may be what is short.
    package var companyIsBound: Bool { company >= 0 }

    /// - Parameters:
    ///   - more: places that the case has more, ≥ 0.
    ///   - ofCompany: teams that its company takes more, ≥ 0.
    /// - Returns: nil where there is no place to give, all being pinned.
    package mutating func forced(more: Int32 = 0, ofCompany: Int32 = 0) -> ForcedPair? {
        let places = optimum.question.capacities[Int(target)].plus(more)
        let companyPlaces = company < 0 ? 1 : optimum.question.companyCapacities[Int(company)].plus(ofCompany)
        guard places > 0, companyPlaces > 0 else { return nil }
        set(places, companyPlaces)
        optimum.replanner.add(team: team)
        let free = optimum.replanner.solution()
        rates.append(rate(of: free, places, companyPlaces, isTeamAbsent: false))
        optimum.replanner.remove(team: team)
        set(places - 1, companyPlaces - 1)
        let rest = optimum.replanner.solution()
        rates.append(rate(of: rest, places - 1, companyPlaces - 1, isTeamAbsent: true))
        // Back to where the next question starts.
        set(optimum.question.capacities[Int(target)], company < 0 ? 0 : optimum.question.companyCapacities[Int(company)])
        optimum.replanner.add(team: team)
        let weight = optimum.question.before.placementWeight
        let moved = free.caseOfTeam.indices.count { $0 != Int(team) && free.caseOfTeam[$0] != rest.caseOfTeam[$0] }
        return ForcedPair(
            neededFit: free.weight(weight) - rest.weight(weight) - weight, moved: moved, placedLost: free.placed - rest.placed - 1,
            fitLostBeforePair: free.totalFit - rest.totalFit)
    }

    private mutating func set(_ places: Int32, _ companyPlaces: Int32) {
        optimum.replanner.setPlaces(ofCase: target, to: places)
        if company >= 0 { optimum.replanner.setPlaces(ofCompany: company, to: companyPlaces) }
    }

    private func rate(of solution: AssignmentSolution, _ places: Int32, _ companyPlaces: Int32, isTeamAbsent: Bool) -> PriceRate {
        let question = optimum.question
        let prices = (0..<question.before.caseCount).map { other -> Int64? in
            let owner = question.before.companyOfCase[other]
            let left = other == Int(target) ? places : question.capacities[other]
            let ownerLeft = owner < 0 ? 1 : owner == company ? companyPlaces : question.companyCapacities[Int(owner)]
            guard left > 0, ownerLeft > 0 else { return nil }
            return solution.casePrices[other] + (owner < 0 ? 0 : solution.companyPrices[Int(owner)])
        }
        return PriceRate(
            question.before, places: prices, absent: { question.absent.contains($0) || isTeamAbsent && $0 == team })
    }

    /// The fewest places more with which a best total has the pair: of the case, of its company, or of both.
    ///
    /// - Parameters:
    ///   - fit: that of the pair, 0…10000.
    ///   - room: the most places more, of both together; not above that of the forcer.
    /// - Returns: nil where so many do not do, or where cancelled.
    package mutating func fewestPlaces(
        fit: Int32, room: Int32, control: SolverControl = .uninterrupted
    ) -> (ofCase: Int32, ofCompany: Int32)? {
        guard room > 0 else { return nil }
        for sum in 1...room {
            for ofCompany in 0...(company < 0 ? 0 : sum) {
                if control.isCancelled() { return nil }
                if let found = forced(more: sum - ofCompany, ofCompany: ofCompany), found.neededFit <= Int64(fit) {
                    return (sum - ofCompany, ofCompany)
                }
            }
        }
        return nil
    }
}

extension AssignmentSolution {
    fileprivate func weight(_ placementWeight: Int64) -> Int64 { totalFit + Int64(placed) * placementWeight }
}
