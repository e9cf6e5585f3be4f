/// Asks a caller by work done whether to go on: a clock would cost more than much of what is done between two looks at it. Whoever is told
/// to end ends early with a result of no use; the watch remembers it, so that one look at the end tells.
struct CancelWatch {
    /// So many pairs are read between two questions, or as much is done of something else: some milliseconds at the most.
    static let stride = 1 << 15

    private let isCancelled: () -> Bool
    private var left = stride
    /// Whether the answer was once that it is to end.
    private(set) var isOver = false

    init(_ isCancelled: @escaping () -> Bool) { self.isCancelled = isCancelled }

    init(_ control: SolverControl) { isCancelled = control.isCancelled }

    /// Counts work done, a pair read being 1. True where it is to end.
    @inline(__always)
    mutating func isOver(after work: Int) -> Bool {
        left &-= work
        return left < 0 && look()
    }

    /// Asks at once: before and after what cannot be divided. True where it is to end.
    @inline(never)
    @discardableResult
    mutating func look() -> Bool {
        if !isOver, isCancelled() { isOver = true }
        left = isOver ? -1 : Self.stride
        return isOver
    }

    /// Does something for each number of a range in order, until it is to end.
    ///
    /// - Parameter cost: work for each number.
    @inline(__always)
    mutating func forEach(in range: Range<Int>, cost: Int = 1, _ body: (Int) -> Void) {
        let step = max(1, Self.stride / cost)
        var from = range.lowerBound
        while from < range.upperBound {
            let until = min(range.upperBound, from + step)
            for number in from..<until { body(number) }
            if isOver(after: (until - from) * cost) { return }
            from = until
        }
    }
}
