/// A matching that its prices prove best, and what has changed since: places of cases and companies, teams that take no part any more or
/// now do.
package struct RepairQuestion: Sendable {
    /// The problem of the matching.
    package var before: AssignmentProblem
    /// Teams that took no part in it, by position; a pinned team is one.
    package var absentBefore: Set<Int32>
    /// The case of each team, −1 for none.
    package var matches: [Int32]
    /// Prove the matches best.
    package var prices: AssignmentPrices

    /// Places of each case and company now. A company that states no capacity cannot get one.
    package var capacities: [Int32]
    package var companyCapacities: [Int32]
    /// Teams that take no part now.
    package var absent: Set<Int32>

    /// The case that each team is asked to keep where that is not its match, −1 for none.
    package var asked: [Int32]?

    /// What placing a team must at least count beside its fit now; the matches are best at any larger weight too.
    package var leastWeight: Int64 = 0

    /// Nothing has changed yet.
    package init(before: AssignmentProblem, absentBefore: Set<Int32> = [], matches: [Int32], prices: AssignmentPrices) {
        self.before = before
        self.absentBefore = absentBefore
        self.matches = matches
        self.prices = prices
        capacities = before.capacities
        companyCapacities = before.companyCapacities
        absent = absentBefore
    }

    /// For matches that no prices prove best: the search begins with nobody matched, and every team is asked to keep what it has.
    package mutating func startFromNothing() {
        asked = matches
        absentBefore = Set((0..<Int32(matches.count)))
        matches = Array(repeating: -1, count: matches.count)
        prices = .zero(for: before)
    }

    /// The case that each team is asked to keep, −1 for none: its own, where it takes part still and the case has a place still.
    package var keepable: [Int32] {
        let own = asked ?? matches
        return own.indices.map { team in
            let target = own[team]
            return target >= 0 && capacities[Int(target)] > 0 && !absent.contains(Int32(team)) ? target : -1
        }
    }

    /// The same with prices that prove the matches at the least weight, where the old ones do not go that far.
    ///
    /// - Returns: nil where cancelled; where there are no such prices, the old ones, which then prove nothing.
    func repriced(control: SolverControl) -> RepairQuestion? {
        guard leastWeight > before.placementWeight else { return self }
        var question = self
        question.before.placementWeight = leastWeight
        var watch = CancelWatch(control)
        let taking = question.before.without(absentBefore, &watch)
        if watch.isOver { return nil }
        switch BestTotal.solve(taking, startingPrices: prices, matches: matches, control: control) {
        case .optimal(let solution): question.prices = solution.prices
        case .cancelled: return nil
        case .refused: break
        }
        return question
    }

    /// The problem with the places of now; teams that take no part are still in it.
    var after: AssignmentProblem {
        var after = before
        after.placementWeight = max(before.placementWeight, leastWeight)
        (after.capacities, after.companyCapacities) = (capacities, companyCapacities)
        return after
    }

    /// What is wrong with the question, nil where nothing is; of no meaning where it was to end before.
    func defect(_ watch: inout CancelWatch) -> AssignmentDefect? {
        if let defect = before.defect(&watch) { return defect }
        guard matches.count == before.teamCount, capacities.count == before.caseCount,
            companyCapacities.count == before.companyCapacities.count,
            zip(companyCapacities, before.companyCapacities).allSatisfy({
                ($0 == AssignmentProblem.unlimited) == ($1 == AssignmentProblem.unlimited)
            })
        else { return .arraysDisagree }
        return after.defect(&watch)
    }
}

/// One way to repair a matching: of all that keep as many teams on their cases, none weighs more.
///
/// That is proven by prices where some exchange rate between a kept team and weight makes the matching the best one, and by a search
/// through branches where none does.
package struct RepairPoint: Equatable, Sendable {
    /// The case of each team, −1 for none.
    package var caseOfTeam: [Int32]
    /// How many teams keep the case that they are asked to keep.
    package var kept: Int
    /// How many teams have a case, and the sum of their fits.
    package var placed: Int
    package var totalFit: Int64

    /// What makes this matching the best one: a pair counts `scale` · (fit + placement weight), and `bonus` more where it is kept. Of a point
    /// found through branches, what makes the nearest with prices on both its sides as good as each other.
    package var scale: Int64
    package var bonus: Int64
    /// Prove it best, for these weights; of a point found through branches they say nothing.
    package var prices: AssignmentPrices
    /// How many branches were looked into to prove it; 0 where prices do.
    package var branches = 0
}

extension RepairPoint {
    /// Whether the point is what it says, by `PriceChecker` and nothing of the solver: matches within the places of now, as many kept, and
    /// no matching of a larger weight at the point's scale and bonus. One pass over the pairs.
    ///
    /// Of a point found through branches no prices speak: it holds that its matches and figures are what they say.
    package func isProven(for question: RepairQuestion) -> Bool {
        guard scale > 0, bonus > 0, caseOfTeam.count == question.matches.count else { return false }
        let (problem, keepable) = (question.after, question.keepable)
        let fits = problem.fits(of: caseOfTeam)
        guard totalFit == fits.reduce(0, { $0 + Int64($1) }), placed == caseOfTeam.reduce(0, { $0 + ($1 < 0 ? 0 : 1) }),
            kept == zip(caseOfTeam, keepable).reduce(0, { $0 + ($1.0 >= 0 && $1.0 == $1.1 ? 1 : 0) })
        else { return false }
        let proof = RepairProof(problem, absent: question.absent)
        if branches > 0 { return proof.allows(caseOfTeam) }
        return proof.holds(matches: caseOfTeam, prices: prices) { team, pair in
            (Int64(problem.edgeFits[pair]) + problem.placementWeight) * scale + (problem.edgeCases[pair] == keepable[team] ? bonus : 0)
        }
    }
}
