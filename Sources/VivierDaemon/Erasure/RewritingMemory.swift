import Foundation
import Synchronization

/// What one process has learnt of its rewriting: no table takes people's time again that it took in vain before.
final class RewritingMemory: Sendable {
    private struct Known {
        /// What was not enough for a table.
        var patience: [String: Duration] = [:]
        var endedWhole = false
        var told: [String: Rewriting.Reason] = [:]
        var toldAt = Date.distantPast
    }

    private let known = Mutex(Known())

    /// Whether statistics and log were renewed after all that this process wrote.
    var endedWhole: Bool {
        get { known.withLock { $0.endedWhole } }
        set { known.withLock { $0.endedWhole = newValue } }
    }

    /// - Returns: what it waits for.
    func timedOut(_ table: String, _ bounds: Rewriting.Bounds) -> Rewriting.Reason {
        known.withLock { known in
            let most = max(known.patience[table] ?? .zero, bounds.patience)
            known.patience[table] = most
            return Self.reason(most)
        }
    }

    /// - Returns: nil where the bounds leave it more time than was not enough.
    func reasonToWait(_ table: String, _ bounds: Rewriting.Bounds) -> Rewriting.Reason? {
        known.withLock { known in
            guard let patience = known.patience[table], patience >= bounds.patience else { return nil }
            return Self.reason(patience)
        }
    }

    private static func reason(_ patience: Duration) -> Rewriting.Reason {
        patience < Rewriting.Bounds.atNight.patience ? .night : .tooLong
    }

    /// Whether it differs from what was told before, or was told a day ago; from then on it is told.
    func isNews(_ waiting: [String: Rewriting.Reason], at now: Date) -> Bool {
        known.withLock { known in
            if known.told == waiting, now.timeIntervalSince(known.toldAt) < 86_400 { return false }
            (known.told, known.toldAt) = (waiting, now)
            return true
        }
    }
}
