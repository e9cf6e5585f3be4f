package import API
import Formats
import Postgres

/// The teams of a cohort as CSV: a line for each member, by team and name, and one for a team without members.
package struct ExportTeams: UseCase {
    package var cohort: Cohort.ID
    package var form: SheetForm

    package init(cohort: Cohort.ID, form: SheetForm = .program) {
        self.cohort = cohort
        self.form = form
    }

    package var needs: Permission { .readTeamBoards }
    package var audited: Audited? { Audited("exportTeams", cohort) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        let rows = try await work.execute(
            """
            SELECT t.name, t.locked, coalesce(s.key, ''), coalesce(s.family_name, ''), coalesce(s.given_name, '')
            FROM team t LEFT JOIN team_member m ON m.team_id = t.id LEFT JOIN student s ON s.id = m.student_id
            WHERE t.cohort_id = \(cohort) ORDER BY t.name, s.family_name, s.given_name, s.id
            """
        ).decode(String.self, Bool.self, String.self, String.self, String.self)
        var writer = form.writer([
            ("team", "Team", "Équipe"), ("locked", "Locked", "Verrouillée"), ("key", "Key", "Clé"),
            ("family_name", "Family name", "Nom"), ("given_name", "Given name", "Prénom"),
        ])
        for (team, locked, key, family, given) in rows { writer.append([team, form.word(locked), key, family, given]) }
        return Array(writer.text.utf8)
    }
}
