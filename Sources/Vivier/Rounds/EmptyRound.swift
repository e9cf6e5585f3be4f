import API
import Formats
import Postgres

/// Why nothing can be matched in a round.
struct EmptyRound {
    let round: Round.ID
    let hasCases: Bool
    let hasTeams: Bool

    init(round: Round.ID, tables: RoundTables) {
        self.round = round
        (hasCases, hasTeams) = (!tables.cases.isEmpty, !tables.teams.isEmpty)
    }

    /// - Returns: nil where there are teams and cases.
    func reason(in work: UnitOfWork) async throws -> Sentence? {
        if !hasCases {
            if let leftOut = try await work.casesLeftOut(of: round) { return leftOut }
            return Sentence(
                en: "The round has no published case that is open to it. Publish one, or open a round with cases that are.",
                fr: "La session n’a aucun cas publié qui lui soit ouvert. Publiez-en un, ou ouvrez une session avec de tels cas.")
        }
        if hasTeams { return nil }
        return try await work.busyTeams(in: round)
            ?? Sentence(
                en: "The round’s cohorts have no team with members. Import or form teams, then run.",
                fr:
                    "Les promotions de la session n’ont aucune équipe avec des membres. Importez ou formez des équipes, puis lancez le calcul."
            )
    }
}

extension UnitOfWork {
    /// The cases on offer that a round leaves out because they run with a minimum of teams, which its policy cannot keep; nil where there are none.
    func casesLeftOut(of round: Round.ID) async throws -> Sentence? {
        let rows = try await execute(
            """
            WITH \(SQL.cases(offeredIn: round))
            SELECT o.title, count(*) OVER ()::integer FROM offered o
            WHERE o.left_out
            ORDER BY o.id LIMIT 5
            """
        ).decode(String.self, Int.self)
        guard let total = rows.first?.1 else { return nil }
        let more = total > rows.count ? " + \(total - rows.count)" : ""
        let (en, fr) = (
            rows.map { "“\($0.0)”" }.joined(separator: ", ") + more,
            rows.map { "«\u{A0}\($0.0)\u{A0}»" }.joined(separator: ", ") + more
        )
        return Sentence(
            en:
                "Left out, because \(total == 1 ? "it runs" : "they run") with a minimum of teams, which only a round of the best total can keep: \(en). "
                + "Open such a round for \(total == 1 ? "it" : "them"), or have the minimum taken off.",
            fr:
                "\(total == 1 ? "Laissé" : "Laissés") de côté, faute de pouvoir garantir un minimum d’équipes hors d’une session au meilleur total\u{A0}: \(fr). "
                + "Ouvrez une telle session pour \(total == 1 ? "lui" : "eux"), ou faites retirer le minimum.")
    }

    /// How many teams of a round's cohorts take no part in it because other rounds keep them busy in the days of all its cases, with which
    /// rounds and until when; nil where there are none.
    func busyTeams(in round: Round.ID) async throws -> Sentence? {
        let rows = try await execute(
            """
            WITH \(SQL.cases(offeredIn: round)), \(SQL.teams(takingPartIn: round))
            SELECT (SELECT name FROM round WHERE id = r.round_id), count(DISTINCT x.team_id)::integer, max(o.until_date)
            FROM span CROSS JOIN \(SQL.cases(givenBesides: round)) AND o.from_date <= span.first_end AND o.until_date >= span.last_start
                AND x.team_id IN (
                    SELECT t.id FROM round_cohort rc JOIN team t ON t.cohort_id = rc.cohort_id WHERE rc.round_id = \(round))
            GROUP BY GROUPING SETS ((r.round_id), ()) ORDER BY grouping(r.round_id) DESC, 2 DESC, 3 DESC LIMIT 4
            """
        ).decode(String?.self, Int32.self, Day?.self)
        // The first row counts the teams of all rounds.
        guard let teams = rows.first?.1, teams > 0 else { return nil }
        let others = rows.dropFirst().compactMap { row in row.2.map { Sentence.busy(with: row.0, until: $0) } }
        let isOne = teams == 1
        return Sentence(
            en: "\(teams) \(isOne ? "team is" : "teams are") busy in the days of every case of this round, and \(isOne ? "takes" : "take") "
                + "no part: \(others.map(\.en).joined(separator: ", ")). Offer cases with a later window, or other teams.",
            fr:
                "\(teams) \(isOne ? "équipe est occupée" : "équipes sont occupées") pendant les jours de tous les cas de cette session et n’y "
                + "\(isOne ? "participe" : "participent") pas : \(others.map(\.fr).joined(separator: ", ")). Proposez des cas plus tardifs, ou d’autres équipes."
        )
    }

    /// With which other round's case a team is busy in the days of all cases of a round that the caller sees; nil where it is not.
    func busy(_ team: Team.ID, in round: Round.ID) async throws -> Sentence? {
        let rows = try await execute(
            """
            SELECT (SELECT name FROM round WHERE id = r.round_id), o.until_date
            FROM \(SQL.cases(givenBesides: round)) AND x.team_id = \(team) AND NOT EXISTS (
                SELECT FROM business_case c WHERE c.state IN ('published', 'matched')
                    AND ((SELECT every_case FROM round WHERE id = \(round))
                        OR EXISTS (SELECT FROM round_case rc WHERE rc.round_id = \(round) AND rc.case_id = c.id))
                    AND (c.from_date > o.until_date OR c.until_date < o.from_date))
            ORDER BY o.until_date DESC LIMIT 1
            """
        ).decode(String?.self, Day.self)
        guard let (name, until) = rows.first else { return nil }
        let other = Sentence.busy(with: name, until: until)
        return Sentence(
            en: "The team takes no part as things are: it is busy in the days of every case of this round, with \(other.en).",
            fr:
                "En l’état, l’équipe ne participe pas : elle est occupée pendant les jours de tous les cas de cette session, par \(other.fr)."
        )
    }
}

extension Sentence {
    fileprivate static func busy(with round: String?, until day: Day) -> Sentence {
        Sentence(
            en: "\(round.map { "“\($0)”" } ?? "another round") until \(day.inWords.en)",
            fr: "\(round.map { "« \($0) »" } ?? "une autre session") jusqu’au \(day.inWords.fr)")
    }
}
