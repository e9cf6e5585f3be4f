package import API
import Postgres

/// Whether a formation that was shown before may be shown once more: all who are in it are still in the cohort, and called the same. Its
/// reasons name students as well, so that where somebody has left or bears another name it is to be formed anew.
package struct CheckFormation: UseCase {
    package var formation: Formation

    package init(_ formation: Formation) {
        self.formation = formation
    }

    package var needs: Permission { .formTeams }
    /// Whoever leafs through it, or takes it along, reads the names again.
    package var audited: Audited? { Audited("previewTeams", formation.cohort) }

    package func run(in work: UnitOfWork) async throws -> Bool {
        let members = (formation.teams + formation.kept).flatMap(\.members)
        let rows = try await work.execute(
            """
            SELECT s.id, s.given_name, s.family_name FROM cohort_student c JOIN student s ON s.id = c.student_id
            WHERE c.cohort_id = \(formation.cohort) AND s.id = ANY (\(members.map(\.student)))
            """
        ).decode(Student.ID.self, String.self, String.self)
        let names = Dictionary(uniqueKeysWithValues: rows.map { ($0.0, ($0.1, $0.2)) })
        return members.allSatisfy { member in names[member.student].map { $0 == (member.givenName, member.familyName) } ?? false }
    }
}
