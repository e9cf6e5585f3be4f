import API
import Vivier

/// Formations that were just computed, so that neither the page after the progress nor one that leafs through it computes them again.
struct FormationShelf: Sendable {
    private let shelf = AnswerShelf<Formation>()

    /// The cohort and what was asked for.
    private func place(_ wish: FormationWish, _ desk: Desk) -> String {
        "\(desk.path.split(separator: "/").dropFirst(2).first ?? "") \(wish.query)"
    }

    func put(_ formation: Formation, _ wish: FormationWish, _ desk: Desk, isShown: Bool = false) {
        shelf.put(formation, for: place(wish, desk), desk, isShown: isShown)
    }

    /// - Parameter leafing: whether another part is asked for of what was shown before. The beginning is shown once: what is looked at again
    ///   may have changed meanwhile.
    func formation(_ wish: FormationWish, _ desk: Desk, leafing: Bool, of cohort: Cohort.ID) async throws -> Formation {
        // Whoever was erased meanwhile, or has left, is on no page and in no file any more.
        if let kept = shelf.look(for: place(wish, desk), desk, again: leafing), try await desk.perform(CheckFormation(kept)) { return kept }
        let formation = try await desk.perform(FormTeams(cohort: cohort, draft: try wish.draft(dryRun: true)))
        put(formation, wish, desk, isShown: true)
        return formation
    }
}
