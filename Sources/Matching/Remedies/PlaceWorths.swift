/// What one more place on a case is worth, on the case and with its company: how many teams more, and how much more fit, a best total has
/// with it.
///
/// A price of the certificate is a bound on it, and may be above: of all prices that prove a matching the lowest tell what one more place
/// brings, and the highest what one place less costs (Leonard, *Elicitation of honest preferences*, 1983; Gul & Stacchetti, 1999). So each
/// is found by optimising again, from the optimum before: a few shortest paths (``Replanner``), and O(teams + cases) to count.
package struct PlaceWorths: ~Copyable {
    package struct Worth: Equatable, Sendable {
        /// Teams that have a case more; under `fit-first` one may give way for a better total.
        package var placed: Int
        /// By how much the total fit rises; under `everyone-first` it may fall where a team more is placed.
        package var fit: Int64

        package init(placed: Int, fit: Int64) {
            self.placed = placed
            self.fit = fit
        }

        package static let nothing = Worth(placed: 0, fit: 0)
    }

    private var optimum: ReopenedOptimum

    /// One pass over the pairs.
    ///
    /// - Parameter question: an optimum, without changes.
    /// - Returns: nil where the prices do not prove the matches, or where cancelled.
    package init?(_ question: RepairQuestion, control: SolverControl = .uninterrupted) {
        guard let optimum = ReopenedOptimum(question, room: 1, control: control) else { return nil }
        self.optimum = optimum
    }

    /// - Parameter target: a case by position.
    package mutating func worth(of target: Int32) -> Worth {
        let places = optimum.question.capacities[Int(target)]
        // As many as there are numbers are never short.
        guard places < .max else { return .nothing }
        let company = optimum.question.before.companyOfCase[Int(target)]
        let companyPlaces = company < 0 ? AssignmentProblem.unlimited : optimum.question.companyCapacities[Int(company)]
        let isBound = companyPlaces != AssignmentProblem.unlimited && companyPlaces < .max
        optimum.replanner.setPlaces(ofCase: target, to: places + 1)
        if isBound { optimum.replanner.setPlaces(ofCompany: company, to: companyPlaces + 1) }
        let wider = optimum.replanner.solution()
        // Back to where the next question starts.
        if isBound { optimum.replanner.setPlaces(ofCompany: company, to: companyPlaces) }
        optimum.replanner.setPlaces(ofCase: target, to: places)
        return Worth(placed: wider.placed - optimum.solution.placed, fit: wider.totalFit - optimum.solution.totalFit)
    }
}
