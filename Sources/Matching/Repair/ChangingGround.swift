/// The pairs of a problem in memory of their own, by team and by case, with room for places that come and go.
final class ChangingGround {
    private enum Columns {
        case narrow(PackedPairs<UInt32>)
        case wide(PackedPairs<UInt64>)
    }

    let layout: PlaceLayout
    private let starts: Slab<Int>
    private let cases: Slab<Int32>
    private let fits: Slab<Int32>
    private let columns: Columns

    /// - Parameters:
    ///   - inTiers: whether pairs may be put in another order, in which the best are soon found; which of several optima is reached depends
    ///     on the order.
    ///   - watch: where it is to end before, the ground is of no use.
    init(_ problem: AssignmentProblem, inTiers: Bool = true, watch: inout CancelWatch) {
        layout = PlaceLayout(problem, toChange: true, watch: &watch)
        starts = Slab(problem.rowStarts)
        cases = Slab(problem.edgeCases)
        fits = Slab(problem.edgeFits)
        var rows = PairRows(starts: starts.base, cases: cases.base, fits: fits.base, placementWeight: problem.placementWeight)
        if max(problem.teamCount, problem.caseCount) < PackedPairs<UInt32>.indexLimit {
            let pairs = PackedPairs<UInt32>(rows, layout: layout, watch: &watch)
            if inTiers, !watch.isOver { rows.tiers = Self.reorder(cases, fits, as: pairs, &watch) }
            columns = .narrow(pairs)
        } else {
            let pairs = PackedPairs<UInt64>(rows, layout: layout, watch: &watch)
            if inTiers, !watch.isOver { rows.tiers = Self.reorder(cases, fits, as: pairs, &watch) }
            columns = .wide(pairs)
        }
        self.rows = rows
    }

    private static func reorder<Word>(
        _ cases: borrowing Slab<Int32>, _ fits: borrowing Slab<Int32>, as pairs: PackedPairs<Word>, _ watch: inout CancelWatch
    ) -> FitTiers {
        let (cases, fits) = (cases.base, fits.base)
        watch.forEach(in: 0..<pairs.rows.count) { pair in
            cases[pair] = Int32(truncatingIfNeeded: PackedPairs<Word>.index(pairs.rows[pair]))
            fits[pair] = PackedPairs<Word>.fit(pairs.rows[pair])
        }
        return pairs.tiers
    }

    /// Valid as long as the ground is.
    let rows: PairRows

    /// Gives a team without a case its due, looking for the chain of moves from both sides where the network can.
    func place<Weights>(_ team: Int32, in network: inout PlaceNetwork<Weights>) {
        if network.alone == .max { return network.place(team) }
        switch columns {
        case .narrow(let pairs): network.place(team, pairs: pairs)
        case .wide(let pairs): network.place(team, pairs: pairs)
        }
    }

    /// Takes phantoms off a node until none is left, likewise.
    func vacate<Weights>(_ node: Int32, in network: inout PlaceNetwork<Weights>) {
        while network.phantomCount(node) > 0, !network.watch.isOver {
            switch columns {
            case .narrow(let pairs): vacate(node, in: &network, pairs)
            case .wide(let pairs): vacate(node, in: &network, pairs)
            }
        }
    }

    private func vacate<Word, Weights>(_ node: Int32, in network: inout PlaceNetwork<Weights>, _ pairs: PackedPairs<Word>) {
        if network.alone == .max { network.vacate(node, pairs: pairs) } else { network.vacateFromBothSides(node, pairs: pairs) }
    }
}
