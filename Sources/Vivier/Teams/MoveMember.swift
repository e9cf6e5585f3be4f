package import API
import Postgres

/// Puts a student of the cohort into a team, out of the one that the student was in; or takes the student out of a team. What is locked or
/// published stays as it is.
package struct MoveMember: UseCase {
    package var team: Team.ID
    package var student: Student.ID
    /// The student leaves the team, and is in none.
    package var leaves: Bool

    package init(team: Team.ID, student: Student.ID, leaves: Bool = false) {
        self.team = team
        self.student = student
        self.leaves = leaves
    }

    package enum No: Refusal {
        case notInCohort, notInTeam, published(String)

        package var reason: RefusalReason {
            switch self {
            case .notInCohort:
                RefusalReason(
                    .conflict, code: "not-in-cohort", en: "The student is not in the cohort of this team.",
                    fr: "L’étudiant n’est pas dans la promotion de cette équipe.")
            case .notInTeam:
                RefusalReason(
                    .conflict, code: "not-in-team", en: "The student is no longer in this team.",
                    fr: "L’étudiant n’est plus dans cette équipe.")
            case .published(let name):
                RefusalReason(
                    .conflict, code: "team-published",
                    en: "A published round gave team “\(name)” a case: its members stay. Repair the run instead.",
                    fr:
                        "Une session publiée a donné un cas à l’équipe «\u{A0}\(name)\u{A0}»\u{A0}: ses membres restent. Réparez plutôt le calcul."
                )
            }
        }
    }

    package var needs: Permission { .formTeams }
    package var audited: Audited? { Audited(leaves ? "removeMember" : "moveMember", "\(student) \(team)") }

    package func run(in work: UnitOfWork) async throws -> Team {
        try await move(in: work)
        return try await ShowTeam(team: team).run(in: work)
    }

    func move(in work: UnitOfWork) async throws {
        let (cohort, school) = try await work.one("SELECT cohort_id, school_id FROM team WHERE id = \(team)", orMissing: .team)
            .decode(Cohort.ID.self, Organisation.ID.self)
        // Imports change members too: one after the other.
        try await work.claimRoster(of: school)
        let isThere = try await work.execute("SELECT FROM cohort_student WHERE cohort_id = \(cohort) AND student_id = \(student)")
        guard !isThere.isEmpty else { throw No.notInCohort }
        let before = try await work.execute(
            "SELECT team_id FROM team_member WHERE cohort_id = \(cohort) AND student_id = \(student)"
        ).decode(Team.ID.self).first
        guard !leaves || before == team else { throw No.notInTeam }
        if before == team, !leaves { return }
        try await Self.refuseFixed([team, before].compactMap(\.self), in: work)
        _ = try await work.execute("DELETE FROM team_member WHERE cohort_id = \(cohort) AND student_id = \(student)")
        if !leaves {
            _ = try await work.execute(
                """
                INSERT INTO team_member (team_id, cohort_id, student_id, school_id)
                VALUES (\(team), \(cohort), \(student), \(school))
                """)
        }
    }

    /// The lock on the teams lets a publication that counts on their members wait, or be seen.
    static func refuseFixed(_ teams: [Team.ID], in work: UnitOfWork) async throws {
        _ = try await work.execute("SELECT FROM team WHERE id = ANY (\(teams)) ORDER BY id FOR UPDATE")
        let fixed = try await work.execute(
            """
            SELECT t.name, t.locked FROM team t WHERE t.id = ANY (\(teams)) AND (t.locked OR \(SQL.isTeamPublished))
            ORDER BY t.name LIMIT 1
            """
        ).decode(String.self, Bool.self)
        if let (name, locked) = fixed.first { throw locked ? TeamHold.locked(name) as any Refusal : No.published(name) }
    }
}
