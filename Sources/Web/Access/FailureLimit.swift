import Synchronization

/// How often an address may come with a token that is not one: a bucket of twenty that fills by one every three seconds.
final class FailureLimit: Sendable {
    static let burst = 20.0
    static let perSecond = 1.0 / 3
    /// Addresses remembered at most; the fullest bucket is forgotten first.
    static let bound = 10_000

    private struct Bucket {
        var left: Double
        var at: ContinuousClock.Instant

        func level(at now: ContinuousClock.Instant) -> Double {
            min(FailureLimit.burst, left + (now - at) / .seconds(1) * FailureLimit.perSecond)
        }
    }

    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Returns: the seconds to wait where the address has used up its attempts.
    func wait(for address: String, at now: ContinuousClock.Instant = .now) -> Int? {
        buckets.withLock { buckets in
            guard let level = buckets[address]?.level(at: now), level < 1 else { return nil }
            return max(1, Int(((1 - level) / Self.perSecond).rounded(.up)))
        }
    }

    func countFailure(of address: String, at now: ContinuousClock.Instant = .now) {
        buckets.withLock { buckets in
            if buckets.count >= Self.bound, buckets[address] == nil {
                buckets = buckets.filter { $0.value.level(at: now) < Self.burst }
                if buckets.count >= Self.bound, let fullest = buckets.max(by: { $0.value.left < $1.value.left }) {
                    buckets[fullest.key] = nil
                }
            }
            let level = buckets[address]?.level(at: now) ?? Self.burst
            buckets[address] = Bucket(left: max(0, level - 1), at: now)
        }
    }
}
