import Synchronization
import Vivier

/// Answers that were just computed, so that the pages which come after need not compute them again: few, and young ones. Whoever comes
/// later, or after a restart, gets the same by computing.
final class AnswerShelf<Answer: Sendable>: Sendable {
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
    init(most: Int = 32, age: Duration = .seconds(900)) {
        self.most = most
        self.age = age
    }

    func put(_ answer: Answer, as key: String, isShown: Bool = false, at now: ContinuousClock.Instant = .now) {
        kept.withLock { kept in
            kept.removeAll { $0.key == key || isOld($0, at: now) }
            kept.append(Kept(key: key, answer: answer, since: now, isShown: isShown))
            if kept.count > most { kept.removeFirst() }
        }
    }

    /// Once: what is looked at again may have changed meanwhile.
    func take(_ key: String, at now: ContinuousClock.Instant = .now) -> Answer? {
        kept.withLock { kept in
            kept.removeAll { isOld($0, at: now) }
            guard let index = kept.firstIndex(where: { $0.key == key }) else { return nil }
            return kept.remove(at: index).answer
        }
    }

    /// The answer, which stays there.
    ///
    /// - Parameter again: also where somebody has looked at it before.
    func look(_ key: String, again: Bool, at now: ContinuousClock.Instant = .now) -> Answer? {
        kept.withLock { kept in
            kept.removeAll { isOld($0, at: now) }
            guard let index = kept.firstIndex(where: { $0.key == key }), again || !kept[index].isShown else { return nil }
            kept[index].isShown = true
            return kept[index].answer
        }
    }

    private func isOld(_ one: Kept, at now: ContinuousClock.Instant) -> Bool { one.since.duration(to: now) > age }
}

extension AnswerShelf {
    /// Whose it is, and in which language it speaks.
    private func key(_ place: String, _ desk: Desk) -> String {
        "\(desk.guest.secret.formToken) \(desk.say.language.rawValue) \(place)"
    }

    /// - Parameter place: the page that shows it.
    func put(_ answer: Answer, for place: String, _ desk: Desk, isShown: Bool = false) {
        put(answer, as: key(place, desk), isShown: isShown)
    }

    func take(for place: String, _ desk: Desk) -> Answer? { take(key(place, desk)) }

    func look(for place: String, _ desk: Desk, again: Bool) -> Answer? { look(key(place, desk), again: again) }
}
