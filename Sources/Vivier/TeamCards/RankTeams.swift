package import API
import Postgres

/// A company says which of the teams that were shared with it a case would rather have, and which it would not. The last ranking before
/// the round's publication counts; an empty one takes the ranking back.
package struct RankTeams: UseCase {
    package var round: Round.ID
    package var id: BusinessCase.ID
    package var ranking: TeamRanking
    /// The version that it was made from; nil for whatever stands there.
    package var version: Int?

    package init(round: Round.ID, case id: BusinessCase.ID, ranking: TeamRanking, replacing version: Int? = nil) {
        self.round = round
        self.id = id
        self.ranking = ranking
        self.version = version
    }

    package var needs: Permission { .rankTeams }
    package var audited: Audited? { Audited("rankTeams", "\(round) \(id)") }

    /// - Returns: the ranking as it now stands.
    package func run(in work: UnitOfWork) async throws -> TeamRanking {
        try await work.requireCards(of: id, in: round)
        guard try await work.isHeldOpen(round) else { throw RankCases.No.closed }
        let entries = try await checked(in: work)
        // Two rankings of one case at once would mix.
        let turn = "ranking \(round) \(id)"
        _ = try await work.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(turn), 0))")
        if let version, try await work.ranking(of: id, in: round).version != version { throw GeneralRefusal.changedMeanwhile }
        _ = try await work.execute("DELETE FROM case_preference WHERE round_id = \(round) AND case_id = \(id)")
        _ = try await work.execute(
            """
            INSERT INTO case_preference (round_id, case_id, company_id, team_id, school_id, place, reason)
            SELECT c.round_id, c.case_id, c.company_id, c.team_id, c.school_id, e.place, e.reason
            FROM unnest(\(entries.map(\.card)), \(entries.map(\.place))::smallint[], \(entries.map(\.reason))) AS e (card, place, reason)
                JOIN team_card c ON c.round_id = \(round) AND c.case_id = \(id) AND team_card_id(c.round_id, c.team_id) = e.card
            """)
        return try await work.ranking(of: id, in: round)
    }

    private struct Entry {
        var card: TeamCard.ID
        /// Nil for a veto.
        var place: Int32?
        /// Where it stands in the body.
        var pointer: String
        /// Of a veto.
        var reason: String?
    }

    /// - Throws: a refusal that names every entry that cannot stand.
    private func checked(in work: UnitOfWork) async throws -> [Entry] {
        var faults: [RefusalReason.Field] = []
        var entries: [Entry] = []
        for (index, place) in ranking.cards.enumerated() {
            let pointer = "/cards/\(index)"
            if place.tied.isEmpty { faults.append(.emptyTeamTie(pointer)) }
            for (tied, card) in place.tied.enumerated() {
                entries.append(Entry(card: card, place: Int32(index + 1), pointer: place.isTie ? "\(pointer)/\(tied)" : pointer))
            }
        }
        for (index, card) in ranking.vetoes.enumerated() { entries.append(Entry(card: card, place: nil, pointer: "/vetoes/\(index)")) }
        let reasons = ranking.reasons ?? []
        if reasons.count > 1_000 { throw GeneralRefusal.invalid([.tooManyTeams(reasons.count)]) }
        var checks = FieldChecks()
        for (index, given) in reasons.enumerated() {
            let reason = checks.lines(given.reason, at: "/reasons/\(index)/reason", 1...500)
            if let veto = entries.firstIndex(where: { $0.place == nil && $0.card == given.card }) {
                entries[veto].reason = reason
            } else {
                faults.append(.notVetoed("/reasons/\(index)/card"))
            }
        }
        faults += checks.faults
        // More than were shared cannot stand; this many are looked up at most.
        guard entries.count <= 1_000, ranking.cards.count <= 1_000 else {
            throw GeneralRefusal.invalid([.tooManyTeams(max(entries.count, ranking.cards.count))])
        }
        let shared = Set(
            try await work.execute(
                "SELECT team_card_id(round_id, team_id) FROM team_card WHERE round_id = \(round) AND case_id = \(id)"
            ).decode(TeamCard.ID.self))
        var first: [TeamCard.ID: String] = [:]
        for entry in entries {
            if let earlier = first[entry.card] {
                faults.append(.repeatedTeam(entry.pointer, earlier: earlier))
            } else {
                first[entry.card] = entry.pointer
                if !shared.contains(entry.card) { faults.append(.teamNotShared(entry.pointer)) }
            }
        }
        guard faults.isEmpty else { throw GeneralRefusal.invalid(faults) }
        return entries
    }
}

extension RefusalReason.Field {
    fileprivate static func teamNotShared(_ pointer: String) -> Self {
        Self(
            pointer: pointer, code: "unknown",
            sentence: Sentence(
                en: "This team is not among those shared for the case. Check the identifier, or take it out.",
                fr: "Cette équipe ne fait pas partie de celles montrées pour le cas. Vérifiez l’identifiant, ou retirez-la."))
    }

    fileprivate static func notVetoed(_ pointer: String) -> Self {
        Self(
            pointer: pointer, code: "not-vetoed",
            sentence: Sentence(
                en: "This team is not among the vetoes. Veto it, or take the reason out.",
                fr: "Cette équipe ne figure pas parmi les équipes écartées. Écartez-la, ou retirez le motif."))
    }

    fileprivate static func repeatedTeam(_ pointer: String, earlier: String) -> Self {
        Self(
            pointer: pointer, code: "repeated",
            sentence: Sentence(
                en: "This team stands at \(earlier) already. Keep one of the two.",
                fr: "Cette équipe figure déjà en \(earlier). Gardez l’une des deux."))
    }

    fileprivate static func emptyTeamTie(_ pointer: String) -> Self {
        Self(
            pointer: pointer, code: "empty",
            sentence: Sentence(
                en: "This list of equally liked teams is empty. Name a team in it, or take it out.",
                fr: "Cette liste d’équipes à égalité est vide. Nommez-y une équipe, ou retirez-la."))
    }

    fileprivate static func tooManyTeams(_ count: Int) -> Self {
        Self(
            pointer: "/cards", code: "too-many",
            sentence: Sentence(
                en: "A ranking has 1000 teams at most, this one has \(count). Keep the best.",
                fr: "Un classement compte 1000 équipes au plus, celui-ci en a \(count). Gardez les meilleures."))
    }
}
