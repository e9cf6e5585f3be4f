import API
import Postgres

extension SQL {
    /// Whether something rests on team `t`, so that it can be neither dissolved nor disbanded: a match of any run, a decision, a ranking of
    /// its own or by a company, a card that was shared.
    static let isTeamHeld: SQL = """
        (EXISTS (SELECT FROM match x WHERE x.team_id = t.id) OR EXISTS (SELECT FROM round_decision x WHERE x.team_id = t.id)
            OR EXISTS (SELECT FROM run_idle_decision x WHERE x.team_id = t.id) OR EXISTS (SELECT FROM team_preference x WHERE x.team_id = t.id)
            OR EXISTS (SELECT FROM case_preference x WHERE x.team_id = t.id) OR EXISTS (SELECT FROM team_card x WHERE x.team_id = t.id))
        """
}

/// Why a team stays.
enum TeamHold: Refusal {
    case locked(String)
    case inRound(String)
    case inRun

    var reason: RefusalReason {
        switch self {
        case .locked(let name):
            RefusalReason(
                .conflict, code: "team-locked", en: "Team “\(name)” is locked. Unlock it first.",
                fr: "L’équipe « \(name) » est verrouillée. Déverrouillez-la d’abord.")
        case .inRound(let name):
            RefusalReason(
                .conflict, code: "team-in-round",
                en: "A round rests on team “\(name)”: a match, a decision, a ranking or a shared card names it. It stays.",
                fr:
                    "Une session repose sur l’équipe « \(name) » : un appariement, une décision, un classement ou une fiche partagée la nomme. "
                    + "Elle reste.")
        case .inRun:
            RefusalReason(
                .conflict, code: "run-in-progress", en: "A run that may match these teams is in progress. Wait for its end.",
                fr: "Un calcul qui peut apparier ces équipes est en cours. Attendez sa fin.", secondsToWait: 10)
        }
    }
}

extension UnitOfWork {
    /// Claims the school's rosters, and removes teams of a cohort, unlocked and free of rounds. Whoever would rest something on one of them
    /// waits, and then finds it gone; a run that has read them ends before.
    ///
    /// - Throws: ``TeamHold`` where something rests on one of them.
    func dissolve(_ teams: [Team.ID], of cohort: Cohort.ID, school: Organisation.ID) async throws {
        guard !teams.isEmpty else { return try await claimRoster(of: school) }
        // What is refused is refused before anything is claimed: claims last until the server has rolled back.
        try await refuseHeld(teams)
        let claims = try await execute(
            """
            SELECT pg_try_advisory_xact_lock(hashtextextended(r.id::text, 0)) FROM round_cohort c JOIN round r ON r.id = c.round_id
            WHERE c.cohort_id = \(cohort) AND r.state = 'open' ORDER BY r.id
            """
        ).decode(Bool.self)
        guard claims.allSatisfy(\.self) else { throw TeamHold.inRun }
        try await claimRoster(of: school)
        _ = try await execute("SELECT FROM team WHERE id = ANY (\(teams)) ORDER BY id FOR UPDATE")
        try await refuseHeld(teams)
        _ = try await execute("DELETE FROM team WHERE id = ANY (\(teams))")
    }

    private func refuseHeld(_ teams: [Team.ID]) async throws {
        let held = try await execute(
            "SELECT t.name, t.locked FROM team t WHERE t.id = ANY (\(teams)) AND (t.locked OR \(SQL.isTeamHeld)) ORDER BY t.name LIMIT 1"
        ).decode(String.self, Bool.self)
        if let (name, locked) = held.first { throw locked ? TeamHold.locked(name) : .inRound(name) }
    }
}
