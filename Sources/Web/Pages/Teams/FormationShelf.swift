import API
import Synchronization
import Vivier

/// Formations that were just computed, so that neither the page after the progress nor one that leafs through it computes them again.
/// Whoever comes later, or after a restart, gets the same by computing.
final class FormationShelf: Sendable {
    private struct Kept {
        var key: String
        var formation: Formation
        /// Whether somebody has looked at its beginning.
        var isShown: Bool
    }

    private static let most = 32
    private let kept = Mutex<[Kept]>([])

    private static func key(_ wish: FormationWish, _ desk: Desk) -> String {
        "\(desk.guest.secret.formToken) \(desk.path.split(separator: "/").dropFirst(2).first ?? "") \(desk.say.language.rawValue) \(wish.query)"
    }

    func put(_ formation: Formation, _ wish: FormationWish, _ desk: Desk, isShown: Bool = false) {
        let key = Self.key(wish, desk)
        kept.withLock { kept in
            kept.removeAll { $0.key == key }
            kept.append(Kept(key: key, formation: formation, isShown: isShown))
            if kept.count > Self.most { kept.removeFirst() }
        }
    }

    /// - Parameter leafing: whether another part is asked for of what was shown before. The beginning is shown once: what is looked at again
    ///   may have changed meanwhile.
    func formation(_ wish: FormationWish, _ desk: Desk, leafing: Bool, of cohort: Cohort.ID) async throws -> Formation {
        if let kept = taken(wish, desk, leafing: leafing) { return kept }
        let formation = try await desk.perform(FormTeams(cohort: cohort, draft: try wish.draft(dryRun: true)))
        put(formation, wish, desk, isShown: true)
        return formation
    }

    private func taken(_ wish: FormationWish, _ desk: Desk, leafing: Bool) -> Formation? {
        let key = Self.key(wish, desk)
        return kept.withLock { kept in
            guard let index = kept.firstIndex(where: { $0.key == key }), leafing || !kept[index].isShown else { return nil }
            kept[index].isShown = true
            return kept[index].formation
        }
    }
}
