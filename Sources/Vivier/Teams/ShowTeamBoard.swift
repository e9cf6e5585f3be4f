package import API
import Postgres

/// The teams of a cohort with what they bring and when they are free, by name, and who is in none.
package struct ShowTeamBoard: UseCase {
    package var cohort: Cohort.ID
    package var query: TeamBoardQuery

    package init(cohort: Cohort.ID, query: TeamBoardQuery) {
        self.cohort = cohort
        self.query = query
    }

    package var needs: Permission { .readTeamBoards }
    package var audited: Audited? { Audited("showTeamBoard", cohort) }
    /// Students without a team that are listed.
    private static let mostListed = 200

    package func run(in work: UnitOfWork) async throws -> TeamBoard {
        let limit = try pageRows(query.limit)
        let last = try Cursor.read(query.cursor, key: String.self, id: Team.ID.self)
        let school = try await work.one("SELECT school_id FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
            .decode(Organisation.ID.self)
        let text = (query.q ?? "").lowercased()
        let found: SQL =
            text.isEmpty
            ? ""
            : """
            AND (position(\(text) IN lower(t.name)) > 0 OR EXISTS (SELECT FROM team_member m JOIN student s ON s.id = m.student_id
                WHERE m.team_id = t.id AND position(\(text) IN lower(s.given_name || ' ' || s.family_name)) > 0))
            """
        let after: SQL = last.map { "AND t.name > \($0.key)" } ?? ""
        let total = try await work.one("SELECT count(*) FROM team t WHERE t.cohort_id = \(cohort) \(found)", orMissing: .cohort)
            .decode(Int.self)
        let teams = try await work.teams("t.cohort_id = \(cohort) \(found) \(after) ORDER BY t.name LIMIT \(limit + 1)")
        let page = Page(teams, limit: limit) { Cursor($0.name, $0.id.description) }
        let needs = try await work.formationNeeds(of: cohort, school: school, round: nil)
        let alone = try await work.execute(
            """
            SELECT s.id, s.given_name, s.family_name, count(*) OVER () FROM cohort_student c JOIN student s ON s.id = c.student_id
            WHERE c.cohort_id = \(cohort)
                AND NOT EXISTS (SELECT FROM team_member m WHERE m.cohort_id = \(cohort) AND m.student_id = c.student_id)
            ORDER BY s.family_name, s.given_name, s.id LIMIT \(Self.mostListed)
            """
        ).decode(Student.ID.self, String.self, String.self, Int.self)
        return TeamBoard(
            page: Page(items: try await work.strengths(of: page.items, needs), next: page.next), total: total,
            withoutTeam: alone.map { Team.Member(student: $0.0, givenName: $0.1, familyName: $0.2) },
            withoutTeamTotal: alone.first?.3 ?? 0, cases: needs.cases)
    }
}

/// One team with what it brings and when its members are free.
package struct ShowTeamStrengths: UseCase {
    package var team: Team.ID

    package init(team: Team.ID) {
        self.team = team
    }

    package var needs: Permission { .readTeamBoards }
    package var audited: Audited? { Audited("showTeamStrengths", team) }

    package func run(in work: UnitOfWork) async throws -> TeamStrengths {
        let shown = try await ShowTeam(team: team).run(in: work)
        let school = try await work.one("SELECT school_id FROM cohort WHERE id = \(shown.cohort)", orMissing: .cohort)
            .decode(Organisation.ID.self)
        let needs = try await work.formationNeeds(of: shown.cohort, school: school, round: nil)
        guard let strengths = try await work.strengths(of: [shown], needs).first else { throw GeneralRefusal.missing(.team) }
        return strengths
    }
}
