import API
import Formats
import Matching
import Postgres

/// A team and a case of a run, found in its papers and named.
struct RunPair {
    var run: Run
    var snapshot: Snapshot
    var result: ResultClaim
    /// Positions of the snapshot.
    var team: Int
    var target: Int
    var teamName: String
    var caseTitle: String
    /// Of the team's members, in the order of the snapshot; – for whom the caller may not know.
    var members: [String]

    var isMatched: Bool { result.matches.contains { $0.team == Int32(team) && $0.target == Int32(target) } }
}

extension UnitOfWork {
    /// - Throws: where the caller may not see the run, the team or the case, or they take no part in it.
    func pair(of run: Run.ID, _ query: ExplanationQuery) async throws -> RunPair {
        let shown = try await ShowRun(run: run).run(in: self)
        // Before anything is said of the papers: what the caller may not see is missing, whether it takes part or not.
        let teamName = try await nameOfTeam(query.team)
        let caseTitle = try await one("SELECT title FROM business_case WHERE id = \(query.case)", orMissing: .businessCase)
            .decode(String.self)
        let papers = try await papersToComputeWith(of: run)
        let snapshot = papers.snapshot
        guard let team = snapshot.teams.firstIndex(of: query.team.description) else {
            throw GeneralRefusal.parameter(
                "team", "not-in-run",
                en: "The team takes no part in this run: it had no member, or another round had given it a case in the same days.",
                fr:
                    "L’équipe ne participe pas à ce calcul : elle était sans membre, ou une autre session lui avait donné un cas aux mêmes dates."
            )
        }
        guard let target = snapshot.cases.firstIndex(of: query.case.description) else {
            throw GeneralRefusal.parameter(
                "case", "not-in-run", en: "The case takes no part in this run.", fr: "Le cas ne participe pas à ce calcul.")
        }
        return RunPair(
            run: shown, snapshot: snapshot, result: papers.claim, team: team,
            target: target,
            teamName: teamName, caseTitle: caseTitle,
            members: try await memberNames(snapshot.members[team]))
    }

    private func nameOfTeam(_ team: Team.ID) async throws -> String {
        if let name = try await execute("SELECT name FROM team WHERE id = \(team)").decode(String.self).first { return name }
        // Students read nothing of teams that have gone.
        if caller.role != .student, try await !execute("SELECT FROM former_team WHERE team_id = \(team)").isEmpty {
            throw GeneralRefusal.parameter(
                "team", "disbanded", en: "The team was disbanded since: who was in it is not known any more.",
                fr: "L’équipe a été dissoute depuis\u{A0}: on ne sait plus qui la composait.")
        }
        throw GeneralRefusal.missing(.team)
    }

    private func memberNames(_ ids: [String]) async throws -> [String] {
        let rows = try await execute(
            "SELECT id::text, given_name || ' ' || family_name FROM student WHERE id = ANY (\(ids.compactMap { Student.ID($0) }))"
        ).decode(String.self, String.self)
        let name = Dictionary(uniqueKeysWithValues: rows)
        return ids.map { name[$0] ?? "–" }
    }
}
