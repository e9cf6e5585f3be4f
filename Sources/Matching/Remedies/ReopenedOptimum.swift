/// An optimum that stands ready for questions: its prices proven, and as many teams as it has placed worth more than any fit where they are
/// worth most.
struct ReopenedOptimum: ~Copyable {
    var replanner: Replanner
    /// The question with the prices that prove its matches.
    let question: RepairQuestion
    let solution: AssignmentSolution

    /// One pass over the pairs.
    ///
    /// - Parameters:
    ///   - question: an optimum, without changes.
    ///   - room: the most places that there will be more, of which the placement weight must know.
    /// - Returns: nil where the prices do not prove the matches, or where cancelled.
    init?(_ question: RepairQuestion, room: Int32, control: SolverControl) {
        var question = question
        if question.before.placementWeight > 0 {
            let places = question.capacities.reduce(Int(room)) { $0 + Int($1) }
            question.leastWeight = AssignmentProblem.everyoneFirstWeight(
                teams: question.matches.count - question.absent.count, places: places)
        }
        guard let priced = question.repriced(control: control) else { return nil }
        let solution = AssignmentSolution(of: priced.before, caseOfTeam: priced.matches, prices: priced.prices)
        guard let replanner = Replanner(priced.before, solution, absent: priced.absent) else { return nil }
        self.replanner = replanner
        self.question = priced
        self.solution = solution
    }
}

extension AssignmentSolution {
    /// Matches and prices of elsewhere, counted.
    fileprivate init(of problem: AssignmentProblem, caseOfTeam: [Int32], prices: AssignmentPrices) {
        self.init(
            caseOfTeam: caseOfTeam, casePrices: prices.cases, companyPrices: prices.companies,
            placed: caseOfTeam.reduce(0) { $0 + ($1 < 0 ? 0 : 1) }, totalFit: problem.fits(of: caseOfTeam).reduce(0) { $0 + Int64($1) })
    }
}
