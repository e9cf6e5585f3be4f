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

    init(_ problem: AssignmentProblem) {
        layout = PlaceLayout(problem, toChange: true)
        starts = Slab(problem.rowStarts)
        cases = Slab(problem.edgeCases)
        fits = Slab(problem.edgeFits)
        let rows = PairRows(starts: starts.base, cases: cases.base, fits: fits.base, placementWeight: problem.placementWeight)
        if max(problem.teamCount, problem.caseCount) < PackedPairs<UInt32>.indexLimit {
            columns = .narrow(PackedPairs(rows, layout: layout))
        } else {
            columns = .wide(PackedPairs(rows, layout: layout))
        }
        self.rows = rows
    }

    /// Valid as long as the ground is.
    let rows: PairRows

    /// Takes phantoms off a node until none is left.
    func vacate<Weights>(_ node: Int32, in network: inout PlaceNetwork<Weights>) {
        while network.phantomCount(node) > 0 {
            switch columns {
            case .narrow(let pairs): network.vacate(node, pairs: pairs)
            case .wide(let pairs): network.vacate(node, pairs: pairs)
            }
        }
    }
}
