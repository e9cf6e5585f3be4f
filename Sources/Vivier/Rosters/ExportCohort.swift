package import API
import Formats
import Foundation
import Postgres

/// A cohort as the CSV that an import takes: importing it again changes nothing.
package struct ExportCohort: UseCase {
    package var cohort: Cohort.ID

    package init(cohort: Cohort.ID) {
        self.cohort = cohort
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("exportCohort", cohort) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        let rows = try await work.execute(
            """
            SELECT s.key, s.given_name, s.family_name, s.email, s.programme, s.graduation, s.languages, s.weekly_free, s.hours_per_week,
                s.not_before, s.not_after, s.city, t.name AS team,
                ARRAY(SELECT k.uri || ':' || held % 8 FROM unnest(s.skills) AS held JOIN skill k ON k.id = held / 8 ORDER BY k.uri) AS skills,
                s.labels
            FROM cohort_student c JOIN student s ON s.id = c.student_id
            LEFT JOIN team_member m ON m.cohort_id = c.cohort_id AND m.student_id = s.id LEFT JOIN team t ON t.id = m.team_id
            WHERE c.cohort_id = \(cohort) ORDER BY s.family_name, s.given_name, s.id
            """)
        var writer = CSVWriter(header: RosterField.allCases.map(\.rawValue))
        for row in rows { writer.append(try cells(of: row)) }
        return Array(writer.text.utf8)
    }

    private func cells(of row: Row) throws -> [String] {
        let programme: String? = try row.get("programme")
        let graduation: Day? = try row.get("graduation")
        let languages: [String] = try row.get("languages")
        let skills: [String] = try row.get("skills")
        let labels: [String] = try row.get("labels")
        let week: WeekGrid? = try row.get("weekly_free")
        let hours: Int? = try row.get("hours_per_week")
        let notBefore: Day? = try row.get("not_before")
        let notAfter: Day? = try row.get("not_after")
        let city: String? = try row.get("city")
        let team: String? = try row.get("team")
        return [
            try row.get("key"), try row.get("given_name"), try row.get("family_name"), try row.get("email"), programme ?? "",
            graduation?.description ?? "", languages.joined(separator: ";"), (skills + labels).joined(separator: ";"),
            week?.description ?? "",
            hours.map(String.init) ?? "", notBefore?.description ?? "", notAfter?.description ?? "", city ?? "", team ?? "",
        ]
    }
}
