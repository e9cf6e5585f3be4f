import Synchronization

/// How often somebody may do something: a bucket for each that fills as time goes by.
final class RateLimit: Sendable {
    /// Who is remembered at most; the fullest bucket is forgotten first.
    static let bound = 10_000

    private struct Bucket {
        var left: Double
        var at: ContinuousClock.Instant
    }

    private let burst: Double
    private let perSecond: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameters:
    ///   - burst: how often at once.
    ///   - perSecond: how often in the long run.
    init(burst: Double, perSecond: Double) {
        self.burst = burst
        self.perSecond = perSecond
    }

    /// Tokens that are none, from one address.
    static func ofFailures() -> RateLimit { RateLimit(burst: 20, perSecond: 1.0 / 3) }

    /// Pages that anyone may ask for, from one address, behind which a whole school may sit: ten a second in the long run.
    static func ofVisits() -> RateLimit { RateLimit(burst: 600, perSecond: 10) }

    /// What one account, or one token that is nobody's, may ask: so many a second in the long run, and ten times as many at once.
    static func ofRequests(perSecond: Int) -> RateLimit { RateLimit(burst: Double(perSecond) * 10, perSecond: Double(perSecond)) }

    private func level(_ bucket: Bucket?, at now: ContinuousClock.Instant) -> Double {
        guard let bucket else { return burst }
        return min(burst, bucket.left + (now - bucket.at) / .seconds(1) * perSecond)
    }

    /// - Returns: the seconds to wait where somebody has used up the attempts.
    func wait(for name: String, at now: ContinuousClock.Instant = .now) -> Int? {
        buckets.withLock { buckets in
            let level = level(buckets[name], at: now)
            return level < 1 ? max(1, Int(((1 - level) / perSecond).rounded(.up))) : nil
        }
    }

    /// Counts one, where there is one left.
    ///
    /// - Returns: the seconds to wait where there is none.
    func take(_ name: String, at now: ContinuousClock.Instant = .now) -> Int? {
        if let seconds = wait(for: name, at: now) { return seconds }
        count(name, at: now)
        return nil
    }

    func count(_ name: String, at now: ContinuousClock.Instant = .now) {
        buckets.withLock { buckets in
            if buckets.count >= Self.bound, buckets[name] == nil {
                buckets = buckets.filter { level($0.value, at: now) < burst }
                if buckets.count >= Self.bound, let fullest = buckets.max(by: { $0.value.left < $1.value.left }) {
                    buckets[fullest.key] = nil
                }
            }
            buckets[name] = Bucket(left: max(0, level(buckets[name], at: now) - 1), at: now)
        }
    }
}
