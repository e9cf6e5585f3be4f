import API
import Postgres

extension UnitOfWork {
    /// Teams with those members whom the caller may know: all for the school, for a student nobody else.
    ///
    /// - Parameter rest: what follows `WHERE`; `t` is the team.
    func teams(_ rest: SQL) async throws(PostgresError) -> [Team] {
        let teams = try await execute("SELECT t.id, t.cohort_id, t.name, t.locked FROM team t WHERE \(rest)")
            .decode(Team.ID.self, Cohort.ID.self, String.self, Bool.self)
        let members = try await execute(
            """
            SELECT m.team_id, s.id, s.given_name, s.family_name FROM team_member m JOIN student s ON s.id = m.student_id
            WHERE m.team_id = ANY (\(teams.map(\.0))) ORDER BY s.family_name, s.given_name, s.id
            """
        ).decode(Team.ID.self, Student.ID.self, String.self, String.self)
        let byTeam = Dictionary(grouping: members, by: \.0)
        return teams.map { id, cohort, name, locked in
            let members = (byTeam[id] ?? []).map { Team.Member(student: $0.1, givenName: $0.2, familyName: $0.3) }
            return Team(id: id, cohort: cohort, name: name, locked: locked, members: members)
        }
    }
}

extension Sentence {
    static let team = Sentence(en: "The team", fr: "L’équipe")
}
