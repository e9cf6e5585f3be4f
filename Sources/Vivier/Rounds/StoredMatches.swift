import API
import Formats
import Matching
import Postgres

/// The rows that pages and lists show of a run, held against the result that its certificate proves.
struct StoredMatches: Sendable {
    private let rows: Rows

    /// - Parameter rows: team, case and fit of each match.
    init(_ rows: Rows) {
        self.rows = rows
    }

    /// - Parameters:
    ///   - claim: holds for the snapshot.
    ///   - gap: how far from the best it may be at most.
    /// - Returns: nil where the rows, the figures of the run and the claim say the same.
    func firstDifference(from claim: ResultClaim, gap: Int64, of snapshot: Snapshot, in book: FitBook, run: Run) throws -> Sentence? {
        var claimed: [String: Instance.Pair] = [:]
        for match in claim.matches { claimed[snapshot.teams[Int(match.team)]] = match }
        for row in rows {
            let (team, businessCase, fit) = try row.decode(Team.ID.self, BusinessCase.ID.self, Int32.self)
            guard let match = claimed.removeValue(forKey: team.description),
                snapshot.cases[Int(match.target)] == businessCase.description
            else {
                return Sentence(
                    en: "the stored match of team \(team) with case \(businessCase) is not in the result",
                    fr: "l’affectation enregistrée de l’équipe \(team) au cas \(businessCase) n’est pas dans le résultat")
            }
            guard book.explanation(team: Int(match.team), target: Int(match.target)).points == fit else {
                return Sentence(
                    en: "the stored fit of team \(team), \(fit), is not that of its match",
                    fr: "l’adéquation enregistrée de l’équipe \(team), \(fit), n’est pas celle de son affectation")
            }
        }
        if let team = claimed.keys.min() {
            return Sentence(
                en: "the match of team \(team) in the result is not stored",
                fr: "l’affectation de l’équipe \(team) du résultat n’est pas enregistrée"
            )
        }
        guard Int64(run.totalFit) == claim.totalFit, Int64(run.placed) == claim.placed else {
            return Sentence(
                en: "the run's total fit and number of placed teams are not those of the result",
                fr: "l’adéquation totale et le nombre d’équipes placées du calcul ne sont pas ceux du résultat")
        }
        let stored = run.certificate.gap ?? 0
        guard Int64(stored) == gap else {
            return Sentence(
                en: "the run may be \(gap) below the best, not \(stored) as is stored of it",
                fr: "le calcul peut être à \(gap) du meilleur, et non à \(stored) comme enregistré")
        }
        return nil
    }
}
