/// The pairs of a run that are held, of all there are: those of its matches and pins, each team's best at the run's prices, and those that
/// prices have called for since.
struct HeldPairs {
    let book: FitBook
    let places: DensePlaces
    /// The book's problem without fits.
    let instance: Instance
    private let control: DenseControl
    private var edges: DenseEdges
    private var round = 0
    private var watch: CancelWatch

    /// One pass over all pairs.
    ///
    /// - Parameters:
    ///   - claim: that of a run of the book's problem.
    ///   - prices: the claim's.
    ///   - most: how many pairs of each team are held at first, besides its match and its pin.
    ///   - isOpen: whether the first pairs may be ones with a case, by position.
    ///   - absent: teams of which no first pairs are held.
    /// - Returns: nil where cancelled.
    init?(
        _ book: FitBook, _ claim: ResultClaim, _ prices: AssignmentPrices, most: Int, isOpen: (Int) -> Bool, absent: Set<Int32> = [],
        control: DenseControl
    ) {
        (self.book, self.control) = (book, control)
        instance = Instance(placesOf: book.problem)
        places = DensePlaces(book.problem)
        edges = DenseEdges(teams: book.teamCount)
        watch = CancelWatch(control.isCancelled)
        var matches = [Int32](repeating: -1, count: book.teamCount)
        for match in claim.matches { matches[Int(match.team)] = match.target }
        let placePrices = places.placePrices(prices)
        let ranking = PriceRate.ranking(
            places: placePrices.enumerated().map { isOpen($0) ? $1 : nil }, teams: (0..<book.teamCount).map { !absent.contains(Int32($0)) })
        guard let first = pass([ranking], limit: most, matches: matches) else { return nil }
        edges.add(first.flatMap(\.additions), watch: &watch)
        // A pin is a pair whatever its gates say.
        var pinned = [[DenseEdges.Edge]](repeating: [], count: book.teamCount)
        for pin in book.problem.pins {
            let fit = book.explanation(team: Int(pin.team), target: Int(pin.target)).points
            pinned[Int(pin.team)].append(.init(target: pin.target, fit: fit))
            if watch.isOver(after: CancelWatch.stride / 8) { return nil }
        }
        edges.add(pinned, watch: &watch)
        if watch.look() { return nil }
    }

    var table: FitTable { FitTable(rowStarts: edges.rowStarts, cases: edges.cases, fits: edges.fits) }

    /// What holding all pairs against prices came to.
    enum Call {
        /// Whether some had to join.
        case answered(joined: Bool)
        /// Some team has as many as are let in at once: there may be more.
        case tooMany
        case cancelled
    }

    /// Holds all pairs against prices, and those that count join: one pass.
    ///
    /// - Parameter limit: how many of a team join for one set of prices.
    mutating func call(_ rates: [PriceRate], limit: Int) -> Call {
        guard let passes = pass(rates, limit: limit) else { return .cancelled }
        let isFull = passes.contains(where: \.isFull)
        let additions = passes.flatMap(\.additions)
        if additions.allSatisfy(\.isEmpty) { return .answered(joined: false) }
        edges.add(additions, watch: &watch)
        if watch.look() { return .cancelled }
        return isFull ? .tooMany : .answered(joined: true)
    }

    /// - Returns: nil where cancelled.
    private mutating func pass(_ rates: [PriceRate], limit: Int, matches: [Int32]? = nil) -> [RatePass]? {
        let meter = DenseMeter(control, DenseProgress(round: round, pairsScored: 0, pairs: book.teamCount * book.caseCount))
        round += 1
        let (book, control) = (book, control)
        let passes = control.map(teams: book.teamCount) { teams in
            RatePass(book, rates, limit: limit, held: matches, teams: teams, meter: meter, control: control)
        }
        let done = passes.compactMap(\.self)
        return done.count == passes.count ? done : nil
    }
}
