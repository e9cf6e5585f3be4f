/// How long to wait before the next attempt to connect: twice as long after each failure, within bounds.
struct Backoff {
    private static let first: Duration = .milliseconds(50)
    private static let longest: Duration = .seconds(2)

    private var delay: Duration?
    /// No attempt before this.
    private(set) var notBefore: ContinuousClock.Instant?
    /// Since when no attempt has succeeded.
    private(set) var failingSince: ContinuousClock.Instant?

    mutating func failed(at now: ContinuousClock.Instant, jitter: Double) {
        let next = min(delay.map { $0 * 2 } ?? Self.first, Self.longest)
        delay = next
        failingSince = failingSince ?? now
        // Up to a quarter more, so that several daemons do not knock at the same moment.
        notBefore = now + next * (1 + jitter / 4)
    }

    mutating func succeeded() { self = Backoff() }

    func allows(_ now: ContinuousClock.Instant) -> Bool { notBefore.map { $0 <= now } ?? true }
}
