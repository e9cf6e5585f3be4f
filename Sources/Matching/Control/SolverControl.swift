/// How a caller follows and stops a running solver.
package struct SolverControl: Sendable {
    /// What the solver is doing.
    package enum Phase: String, Sendable {
        /// Bidding brings the prices near the optimum.
        case bidding
        /// Shortest paths make matches and prices exact.
        case proving
    }

    /// Where the solver stands.
    package struct Progress: Sendable {
        package var phase: Phase
        /// Steps done in this phase, and how many are known to lie ahead.
        package var done: Int
        package var ahead: Int
        /// The total weight of the matches held now.
        package var bestTotal: Int64
        /// No assignment can weigh more than this.
        package var provenBound: Int64
    }

    /// Asked at least every few milliseconds; where it answers true the solver ends with `cancelled`.
    package var isCancelled: @Sendable () -> Bool
    /// Told now and then, from the solver's own thread.
    package var progress: (@Sendable (Progress) -> Void)?

    package init(isCancelled: @escaping @Sendable () -> Bool = { false }, progress: (@Sendable (Progress) -> Void)? = nil) {
        self.isCancelled = isCancelled
        self.progress = progress
    }

    /// Runs to the end, in silence.
    package static let uninterrupted = SolverControl()
}
