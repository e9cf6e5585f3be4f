import API
import Postgres

/// A pin or a ban that a run is computed without, because its team or its case takes no part.
struct IdleDecision: Sendable {
    enum Absent: String, Sendable {
        case team, `case`
    }

    var team: Team.ID
    var school: Organisation.ID
    var businessCase: BusinessCase.ID
    var kind: Decision.Kind
    var absent: Absent

    /// What whoever settled it should know.
    static func sentence(_ kind: Decision.Kind, team: String, case title: String, absent: Absent) -> Sentence {
        let decision =
            switch kind {
            case .pin:
                Sentence(en: "The pin of team “\(team)” to case “\(title)”", fr: "L’équipe « \(team) » fixée sur le cas « \(title) »")
            case .ban: Sentence(en: "The ban of team “\(team)” from case “\(title)”", fr: "L’équipe « \(team) » exclue du cas « \(title) »")
            case .conflict:
                Sentence(
                    en: "The conflict of interest of team “\(team)” with case “\(title)”",
                    fr: "Le conflit d’intérêts de l’équipe « \(team) » avec le cas « \(title) »")
            case .veto:
                Sentence(
                    en: "The veto of team “\(team)” for case “\(title)”", fr: "Le veto de l’équipe « \(team) » pour le cas « \(title) »")
            }
        let why =
            switch absent {
            case .team:
                Sentence(
                    en: "the team takes no part: it has no members, or another round’s case in these days",
                    fr: "l’équipe ne participe pas : elle n’a pas de membres, ou a le cas d’une autre session à ces dates")
            case .case: Sentence(en: "the case is not on offer", fr: "le cas n’est pas proposé")
            }
        return Sentence(
            en: "\(decision.en) has no effect: \(why.en). Lift it, or mend that and run again.",
            fr: "\(decision.fr) : décision sans effet, \(why.fr). Levez-la, ou corrigez cela et relancez le calcul.")
    }
}

extension UnitOfWork {
    /// The most decisions that are told one by one.
    private static var mostTold: Int { 100 }

    /// What the next run of an open round would leave aside.
    func idleDecisions(of round: Round.ID) async throws -> [String] {
        guard try await !execute("SELECT FROM round_decision WHERE round_id = \(round) LIMIT 1").isEmpty else { return [] }
        return try await told(
            """
            WITH \(SQL.cases(offeredIn: round)), \(SQL.teams(takingPartIn: round)), idle AS (
                SELECT d.team_id, d.case_id, d.kind, CASE WHEN t.id IS NULL THEN 'team' ELSE 'case' END AS absent
                FROM round_decision d LEFT JOIN contender t ON t.id = d.team_id LEFT JOIN offered o ON o.id = d.case_id
                WHERE d.round_id = \(round) AND (t.id IS NULL OR o.id IS NULL))
            """)
    }

    /// What a run was computed without.
    func idleDecisions(of run: Run.ID) async throws -> [String] {
        try await told("WITH idle AS (SELECT team_id, case_id, kind, absent FROM run_idle_decision WHERE run_id = \(run))")
    }

    /// - Parameter idle: `WITH …, idle`, of those that the caller may see. A case that the caller no longer sees is told by its id.
    private func told(_ idle: SQL) async throws -> [String] {
        let rows = try await execute(
            """
            \(idle) SELECT i.kind, t.name, coalesce(c.title, i.case_id::text), i.absent
            FROM idle i JOIN team t ON t.id = i.team_id LEFT JOIN business_case c ON c.id = i.case_id
            ORDER BY t.name, i.team_id, i.case_id LIMIT \(Self.mostTold)
            """
        ).decode(String.self, String.self, String.self, String.self)
        return rows.compactMap { kind, team, title, absent in
            guard let kind = Decision.Kind(rawValue: kind), let absent = IdleDecision.Absent(rawValue: absent) else { return nil }
            return IdleDecision.sentence(kind, team: team, case: title, absent: absent).text(caller.language)
        }
    }

    func store(_ idle: [IdleDecision], of run: Run.ID) async throws {
        guard !idle.isEmpty else { return }
        _ = try await execute(
            """
            INSERT INTO run_idle_decision (run_id, team_id, school_id, case_id, kind, absent)
            SELECT \(run), * FROM unnest(\(idle.map(\.team)), \(idle.map(\.school)), \(idle.map(\.businessCase)),
                \(idle.map(\.kind.rawValue)), \(idle.map(\.absent.rawValue)))
            """)
    }
}
