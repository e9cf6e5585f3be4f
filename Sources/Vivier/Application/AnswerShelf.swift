import Synchronization

/// Answers that were just computed, so that those who ask next need not compute them again: few, and young ones. Whoever comes later, or
/// after a restart, gets the same by computing.
package final class AnswerShelf<Answer: Sendable>: Sendable {
    private struct Kept {
        var key: String
        var answer: Answer
        var since: ContinuousClock.Instant
        /// Whether somebody has looked at it.
        var isShown: Bool
    }

    private let most: Int
    private let age: Duration
    private let kept = Mutex<[Kept]>([])

    /// - Parameters:
    ///   - most: the oldest makes room for one more.
    ///   - age: what is older is not given any more.
    package init(most: Int = 32, age: Duration = .seconds(900)) {
        self.most = most
        self.age = age
    }

    package func put(_ answer: Answer, as key: String, isShown: Bool = false, at now: ContinuousClock.Instant = .now) {
        kept.withLock { kept in
            kept.removeAll { $0.key == key || isOld($0, at: now) }
            kept.append(Kept(key: key, answer: answer, since: now, isShown: isShown))
            if kept.count > most { kept.removeFirst() }
        }
    }

    /// Once: what is looked at again may have changed meanwhile.
    package func take(_ key: String, at now: ContinuousClock.Instant = .now) -> Answer? {
        kept.withLock { kept in
            kept.removeAll { isOld($0, at: now) }
            guard let index = kept.firstIndex(where: { $0.key == key }) else { return nil }
            return kept.remove(at: index).answer
        }
    }

    /// The answer, which stays there.
    ///
    /// - Parameter again: also where somebody has looked at it before.
    package func look(_ key: String, again: Bool, at now: ContinuousClock.Instant = .now) -> Answer? {
        kept.withLock { kept in
            kept.removeAll { isOld($0, at: now) }
            guard let index = kept.firstIndex(where: { $0.key == key }), again || !kept[index].isShown else { return nil }
            kept[index].isShown = true
            return kept[index].answer
        }
    }

    private func isOld(_ one: Kept, at now: ContinuousClock.Instant) -> Bool { one.since.duration(to: now) > age }
}
