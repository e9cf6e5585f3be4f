/// Whether a body goes on coming. Whoever trickles would keep the connection, and the room that the body takes, for as long as they like: having
/// sent much at first does not help. A pause of the network is no fault: it falls into one window, however long it is, and two running end it.
struct BodyPace {
    /// Over how long it is measured at least: until the first that comes after.
    static let window: Duration = .seconds(10)
    /// Bytes a second of a small body.
    static let least = 1 << 10
    /// What a body holds is to have come within about so many seconds: the more it holds, the faster it goes on.
    private static let longest = 3_600
    /// However it comes, so long it may take and no longer.
    static let end: Duration = .seconds(2 * 3_600)

    private let began: ContinuousClock.Instant

    private var start: ContinuousClock.Instant
    private var received = 0
    private var wasLow = false

    init(at start: ContinuousClock.Instant = .now) {
        began = start
        self.start = start
    }

    /// - Parameters:
    ///   - size: bytes that have just come.
    ///   - total: bytes that have come in all.
    /// - Returns: false where less came in the last window than has to, and in the one before; and where it has taken too long in all.
    mutating func holds(after size: Int, of total: Int, at now: ContinuousClock.Instant) -> Bool {
        guard now - began < Self.end else { return false }
        received += size
        let passed = now - start
        guard passed >= Self.window else { return true }
        let expected = max(Self.least, total / Self.longest) * Int(passed.components.seconds)
        let isLow = received < expected
        defer { (start, received, wasLow) = (now, 0, isLow) }
        return !(isLow && wasLow)
    }
}
