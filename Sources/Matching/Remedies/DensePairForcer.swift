/// What a ``PairForcer`` answers, over every eligible pair, of which only some are ever held: whatever it is asked is asked again with the
/// pairs that the prices of its optima call for, until they call for none. Its optima are then those of all pairs.
package enum DensePairForcer {
    package enum Outcome<Answer> {
        case found(Answer)
        case cancelled
        /// The claim has no prices, or they do not prove its matches.
        case notProven
    }

    /// How many pairs of each team are held at first, and may join for one optimum.
    private static let (first, more) = (12, 4)

    /// - Parameters:
    ///   - claim: that of a `best-total` run of the book's problem.
    ///   - team: not pinned.
    ///   - room: the most places that the case will be given more.
    ///   - ask: called until its answer holds for all pairs; it asks the same each time.
    package static func ask<Answer>(
        _ book: FitBook, _ claim: ResultClaim, team: Int32, target: Int32, room: Int32, control: DenseControl = DenseControl(),
        _ ask: (inout PairForcer) -> Answer
    ) -> Outcome<Answer> {
        guard let prices = claim.prices else { return .notProven }
        let held = HeldPairs(
            book, claim, AssignmentPrices(cases: prices.cases, companies: prices.companies), most: first, isOpen: { _ in true },
            control: control)
        guard var pairs = held else { return .cancelled }
        let solver = SolverControl(isCancelled: control.isCancelled)
        while true {
            guard let question = RepairQuestion(pairs.instance, fits: pairs.table, claim: claim, changes: RunChanges()),
                var forcer = PairForcer(question, team: team, target: target, room: room, control: solver)
            else { return control.isCancelled() ? .cancelled : .notProven }
            let answer = ask(&forcer)
            if control.isCancelled() { return .cancelled }
            switch pairs.call(forcer.rates, limit: more) {
            case .cancelled: return .cancelled
            case .answered(joined: false): return .found(answer)
            case .answered(joined: true), .tooMany: continue
            }
        }
    }
}
