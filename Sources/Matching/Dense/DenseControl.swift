internal import Synchronization

/// How a caller follows, stops and spreads a run over all pairs.
package struct DenseControl: Sendable {
    /// Asked at least every few milliseconds, from any of the run's threads; where it answers true the run ends with `cancelled`.
    package var isCancelled: @Sendable () -> Bool
    /// Told a few times a second at most, one call at a time, from any of the run's threads.
    package var progress: (@Sendable (DenseProgress) -> Void)?
    /// Into how many ranges the teams are cut. The result is the same for any number.
    package var parts: Int
    /// Calls the closure once with each number below the first argument, on any threads, and returns when all calls have.
    package var perform: @Sendable (Int, @Sendable (Int) -> Void) -> Void

    /// By default the calling thread does everything.
    package init(
        parts: Int = 1, isCancelled: @escaping @Sendable () -> Bool = { false }, progress: (@Sendable (DenseProgress) -> Void)? = nil,
        perform: @escaping @Sendable (Int, @Sendable (Int) -> Void) -> Void = { count, body in for part in 0..<count { body(part) } }
    ) {
        self.parts = parts
        self.isCancelled = isCancelled
        self.progress = progress
        self.perform = perform
    }
}

/// Where a run over all pairs stands.
package struct DenseProgress: Equatable, Sendable {
    /// How often all pairs have been priced; 0 while the first candidates are sought.
    package var round: Int
    /// Pairs scored in this round, of all.
    package var pairsScored: Int
    package var pairs: Int
    /// The total weight of the best assignment held, and what no assignment can exceed; nil while there is none.
    package var bestTotal: Int64?
    package var provenBound: Int64?
}

extension DenseControl {
    /// The results of `body` over ranges of teams, in their order. Ranges begin where blocks of a scoring do, so that every cut scores the
    /// same blocks.
    func map<Result: Sendable>(teams: Int, _ body: @Sendable (Range<Int>) -> Result) -> [Result] {
        let blocks = (teams + DenseScoring.lanes - 1) / DenseScoring.lanes
        let parts = max(1, min(parts, blocks))
        let results = Mutex([Result?](repeating: nil, count: parts))
        perform(parts) { part in
            let from = blocks * part / parts * DenseScoring.lanes
            let until = min(teams, blocks * (part + 1) / parts * DenseScoring.lanes)
            let result = body(from..<until)
            results.withLock { $0[part] = result }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}

/// Counts the pairs that the threads of one round have scored, and tells the caller.
final class DenseMeter: Sendable {
    private let control: DenseControl
    private let stride: Int
    private let state: Mutex<DenseProgress>

    init(_ control: DenseControl, _ start: DenseProgress) {
        self.control = control
        state = Mutex(start)
        stride = max(1, start.pairs / 64)
    }

    /// Adds scored pairs; tells the caller where they pass a sixty-fourth of all.
    func add(_ pairs: Int) {
        state.withLock { state in
            let before = state.pairsScored / stride
            state.pairsScored += pairs
            if state.pairsScored / stride > before { control.progress?(state) }
        }
    }
}
