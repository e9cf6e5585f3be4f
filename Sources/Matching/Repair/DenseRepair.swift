/// The frontier of repairs over every eligible pair, of which only some are ever held: column generation, as for the run itself
/// (``DenseBestTotal``).
///
/// The corners are found among each team's pairs that leave it most at the run's prices. All pairs are then held against the prices that
/// prove the corners, and those that would be worth more join, until there are none: the corners are then those of all pairs. Between two
/// corners a matching that no prices prove can only hold pairs whose reduced cost does not exceed what the corners' line leaves it: these
/// join too, where they are not too many, before the branches are looked into (reduced-cost fixing; Dantzig, Fulkerson & Johnson 1954).
package enum DenseRepair {
    package enum Outcome: Sendable {
        /// The question among the pairs that were held in the end, with ``FitTable`` rows of every team, its match among them; its points as
        /// ``RepairFrontier/Outcome/found(_:isWhole:)`` has them.
        case found(RepairQuestion, FitTable, [RepairPoint], isWhole: Bool)
        case cancelled
        case refused(AssignmentDefect)
        case notProven
    }

    /// How many pairs of each team are held at first, and may join for one set of prices.
    package struct Width: Sendable {
        package var first: Int
        package var more: Int
        /// For what lies between two corners.
        package var between: Int

        package init(first: Int = 12, more: Int = 8, between: Int) {
            (self.first, self.more, self.between) = (first, more, between)
        }

        /// None is left out between corners in a round of a few million pairs.
        package init(for book: FitBook) {
            self.init(between: min(book.caseCount + 1, max(64, 4_000_000 / max(1, book.teamCount))))
        }
    }

    /// - Parameters:
    ///   - claim: that of a `best-total` run of the book's problem.
    ///   - changes: leave no case with fewer places than pins.
    ///   - isProven: the claim's prices prove its matches in this book; if not, all is solved from nothing.
    ///   - budget: see ``RepairFrontier/budget``.
    package static func find(
        _ book: FitBook, _ claim: ResultClaim, _ changes: RunChanges, isProven: Bool = true, width: Width,
        budget: Int = RepairFrontier.budget, control: DenseControl = DenseControl()
    ) -> Outcome {
        let instance = Instance(placesOf: book.problem)
        let bare = FitTable(rowStarts: Array(repeating: 0, count: book.teamCount + 1), cases: [], fits: [])
        guard let prices = claim.prices, let empty = RepairQuestion(instance, fits: bare, claim: claim, changes: changes) else {
            return .notProven
        }
        let pairs = HeldPairs(
            book, claim, AssignmentPrices(cases: prices.cases, companies: prices.companies), most: width.first, isOpen: empty.hasPlaces,
            absent: empty.absent, control: control)
        guard let pairs else { return .cancelled }
        var search = DenseRepairSearch(
            claim: claim, changes: changes, isProven: isProven, width: width, control: control, pairs: pairs)
        return search.find(budget: budget)
    }
}

private struct DenseRepairSearch {
    let claim: ResultClaim
    let changes: RunChanges
    let isProven: Bool
    let width: DenseRepair.Width
    let control: DenseControl
    var pairs: HeldPairs

    private var solverControl: SolverControl { SolverControl(isCancelled: control.isCancelled) }

    /// The question among the pairs that are held; nil where the claim has no prices.
    private func question() -> RepairQuestion? {
        let question = RepairQuestion(pairs.instance, fits: pairs.table, claim: claim, changes: changes)
        guard var question, !isProven else { return question }
        question.startFromNothing()
        return question
    }

    mutating func find(budget: Int) -> DenseRepair.Outcome {
        while true {
            guard let question = question() else { return .notProven }
            let found = RepairFrontier.explore(question, budget: 0, control: solverControl)
            guard case .found(let corners, let isWhole) = found.outcome else { return outcome(found.outcome, question) }
            switch pairs.call(found.proofs.map { rate($0, question) }, limit: width.more) {
            case .cancelled: return .cancelled
            case .answered(joined: true), .tooMany: continue
            case .answered(joined: false):
                if isWhole { return .found(question, pairs.table, corners, isWhole: true) }
                return between(corners, question, found.proofs, budget: budget)
            }
        }
    }

    /// The same with the points between the corners, where the pairs that they may hold are not too many.
    private mutating func between(
        _ corners: [RepairPoint], _ question: RepairQuestion, _ proofs: [RepairPoint], budget: Int
    ) -> DenseRepair.Outcome {
        let (gaps, table) = (zip(corners, corners.dropFirst()).filter { $0.kept - $1.kept > 1 }, pairs.table)
        let rates = gaps.compactMap { keener, heavier in
            let proof = proofs.first { proof in isOn(proof, keener, question) && isOn(proof, heavier, question) }
            return proof.map { rate($0, question, room: room(between: keener, and: heavier, at: $0)) }
        }
        // Without some of the pairs, what is found might not be the best.
        guard rates.count == gaps.count else { return .found(question, table, corners, isWhole: false) }
        switch pairs.call(rates, limit: width.between) {
        case .cancelled: return .cancelled
        case .tooMany: return .found(question, table, corners, isWhole: false)
        case .answered: break
        }
        guard let wider = self.question() else { return .notProven }
        return outcome(RepairFrontier.explore(wider, budget: budget, control: solverControl).outcome, wider)
    }

    private func outcome(_ outcome: RepairFrontier.Outcome, _ question: RepairQuestion) -> DenseRepair.Outcome {
        switch outcome {
        case .found(let points, let isWhole): .found(question, pairs.table, points, isWhole: isWhole)
        case .cancelled: .cancelled
        case .refused(let defect): .refused(defect)
        case .notProven: .notProven
        }
    }

    private func rate(_ point: RepairPoint, _ question: RepairQuestion, room: Int64? = nil) -> PriceRate {
        let keepable = question.keepable
        return PriceRate(
            question.after, scale: point.scale,
            places: pairs.places.placePrices(point.prices).enumerated().map { question.hasPlaces($0) ? $1 : nil }, room: room,
            absent: question.absent.contains, bonus: { keepable[$0] == $1 ? point.bonus : 0 })
    }

    // MARK: Between corners

    private func weight(_ point: RepairPoint, _ question: RepairQuestion) -> Int64 {
        point.totalFit + Int64(point.placed) * question.after.placementWeight
    }

    private func value(_ point: RepairPoint, at rate: RepairPoint, _ question: RepairQuestion) -> Int128 {
        Int128(rate.scale) * Int128(weight(point, question)) + Int128(rate.bonus) * Int128(point.kept)
    }

    /// Whether a point is among the best in the direction of another.
    private func isOn(_ rate: RepairPoint, _ point: RepairPoint, _ question: RepairQuestion) -> Bool {
        value(point, at: rate, question) == value(rate, at: rate, question)
    }

    /// How far below the line through two corners a point between them can lie: it keeps at least one team more than the heavier, and weighs
    /// at least one more than the keener. Below 0 there is none.
    private func room(between keener: RepairPoint, and heavier: RepairPoint, at rate: RepairPoint) -> Int64 {
        rate.bonus * Int64(keener.kept - heavier.kept - 1) - rate.scale
    }
}

extension RepairQuestion {
    /// Whether a case and its company have places now.
    fileprivate func hasPlaces(_ target: Int) -> Bool {
        let company = Int(before.companyOfCase[target])
        return capacities[target] > 0 && (company < 0 || companyCapacities[company] > 0)
    }
}
