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
        let (after, order) = try place()
        let school = try await work.one("SELECT school_id FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
            .decode(Organisation.ID.self)
        let found = try found
        // Counted already, but for a search.
        let (students, placed, all) = try await work.one(
            "SELECT students, team, teams FROM cohort_counts(\(cohort))", orMissing: .cohort
        ).decode(Int.self, Int.self, Int.self)
        let total =
            try NameSearch(query.q, parameter: "q").words.isEmpty
            ? all
            : try await work.one("SELECT count(*) FROM team t WHERE t.cohort_id = \(cohort) \(found)", orMissing: .cohort).decode(Int.self)
        let teams = try await work.teams("t.cohort_id = \(cohort) \(found) \(after) ORDER BY \(order) LIMIT \(limit + 1)")
        let page = Page(teams, limit: limit) { team in
            query.isByMembers ? Cursor("\(team.members.count)", team.name, "\(team.id)") : Cursor(team.name, "\(team.id)")
        }
        let needs = try await work.formationNeeds(of: cohort, school: school, round: nil)
        let alone = students > placed ? try await alone(work, school) : []
        return TeamBoard(
            page: Page(items: try await work.strengths(of: page.items, needs), next: page.next), total: total,
            withoutTeam: alone, withoutTeamTotal: students - placed, cases: needs.cases)
    }

    private func alone(_ work: UnitOfWork, _ school: Organisation.ID) async throws -> [Team.Member] {
        // Along the names: nobody behind the first few is looked at.
        let students: SQL =
            try await work.namesAreRead()
            ? "SELECT n.student_id AS id, n.given_name, n.family_name FROM student_name n WHERE n.school_id = \(school)"
            : "SELECT s.id, s.given_name, s.family_name FROM student s WHERE s.school_id = \(school)"
        return try await work.execute(
            """
            SELECT s.id, s.given_name, s.family_name FROM (\(students)) s
            WHERE EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = \(cohort) AND c.student_id = s.id)
                AND NOT EXISTS (SELECT FROM team_member m WHERE m.cohort_id = \(cohort) AND m.student_id = s.id)
            ORDER BY s.family_name, s.given_name, s.id LIMIT \(Self.mostListed)
            """
        ).decode(Student.ID.self, String.self, String.self).map { Team.Member(student: $0.0, givenName: $0.1, familyName: $0.2) }
    }

    /// A team is found by words of its name and of the name of one member.
    private var found: SQL {
        get throws(GeneralRefusal) {
            let words = try NameSearch(query.q, parameter: "q").words
            guard !words.isEmpty else { return "" }
            func all(_ text: SQL) -> SQL { words.reduce("true") { "\($0) AND folded(\(text)) LIKE \($1.containing)" } }
            return """
                AND (\(all("t.name")) OR EXISTS (SELECT FROM team_member m JOIN student s ON s.id = m.student_id
                    WHERE m.team_id = t.id AND \(all("s.given_name || ' ' || s.family_name"))))
                """
        }
    }

    private func place() throws(GeneralRefusal) -> (after: SQL, order: SQL) {
        let size: SQL = "(SELECT count(*) FROM team_member m WHERE m.team_id = t.id)"
        let goesDown = [.nameDown, .membersDown].contains(query.sort ?? .name)
        let (than, way): (SQL, SQL) = goesDown ? ("<", "DESC") : (">", "ASC")
        guard query.isByMembers else {
            let last = try Cursor.read(query.cursor, key: String.self, id: Team.ID.self)
            return (last.map { "AND t.name COLLATE numbered \(than) \($0.key)" } ?? "", "t.name COLLATE numbered \(way)")
        }
        guard let last = try Cursor.read(query.cursor, parts: 3) else { return ("", "\(size) \(way), t.name COLLATE numbered \(way)") }
        guard let members = Int(last[0]) else { throw Cursor.unreadable }
        return ("AND (\(size), t.name COLLATE numbered) \(than) (\(members), \(last[1]))", "\(size) \(way), t.name COLLATE numbered \(way)")
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
