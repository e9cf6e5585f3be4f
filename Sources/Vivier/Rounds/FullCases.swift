import API
import Postgres

extension UnitOfWork {
    /// Why a case had no place to give in a run of a round: which other rounds gave it to teams, where the caller sees one of those.
    func fullness(of businessCase: BusinessCase.ID, besides round: Round.ID) async throws -> Sentence {
        let rounds = try await rounds(givingFrom: "x.case_id = \(businessCase)", besides: round)
        guard !rounds.isEmpty else {
            return Sentence(en: "The case had no place left for this run.", fr: "Le cas n’avait plus de place pour ce calcul.")
        }
        let (en, fr) = (
            rounds.map { "“\($0)”" }.joined(separator: ", "), rounds.map { "«\u{A0}\($0)\u{A0}»" }.joined(separator: ", ")
        )
        return Sentence(
            en: "The case had no place left: a team of \(en) has it.", fr: "Le cas n’avait plus de place\u{A0}: une équipe de \(fr) l’a.")
    }

    /// The other rounds whose published runs gave cases to teams, as far as the caller sees them; the first three.
    ///
    /// - Parameter cases: which cases, of the match `x` and the case `o`.
    func rounds(givingFrom cases: SQL, besides round: Round.ID) async throws -> [String] {
        try await execute(
            """
            SELECT DISTINCT (SELECT name FROM round WHERE id = r.round_id) FROM \(SQL.cases(givenBesides: round))
                AND \(cases) ORDER BY 1 LIMIT 3
            """
        ).decode(String?.self).compactMap(\.self)
    }
}
