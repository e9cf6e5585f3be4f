package import API
import Formats
import Foundation
import Postgres

/// A cohort as the CSV that an import takes: importing it again changes nothing.
package struct ExportCohort: UseCase {
    package var cohort: Cohort.ID
    package var form: SheetForm

    package init(cohort: Cohort.ID, form: SheetForm = .program) {
        self.cohort = cohort
        self.form = form
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("exportCohort", cohort) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        var writer = form.writer(RosterField.heads)
        for row in try await work.rosterRows(of: cohort) { writer.append(try row.rosterCells().map { $0 ?? "" }) }
        return Array(writer.text.utf8)
    }
}

/// The same as a spreadsheet, for people to read and to sort.
package struct ExportCohortSheet: UseCase {
    package var cohort: Cohort.ID
    package var form: SheetForm

    package init(cohort: Cohort.ID, form: SheetForm = .program) {
        self.cohort = cohort
        self.form = form
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("exportCohort", cohort) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let name = try await work.one("SELECT name FROM cohort WHERE id = \(cohort)", orMissing: .cohort).decode(String.self)
        let fields = RosterField.allCases
        let heads = zip(fields, form.heads(RosterField.heads))
        var sheet = Sheet(name: name, columns: heads.map { Sheet.Column($1, width: $0 == .skills ? 40 : 18) })
        for row in try await work.rosterRows(of: cohort) {
            sheet.rows.append(
                zip(fields, try row.rosterCells()).map { field, text in
                    switch field {
                    case .graduation, .notBefore, .notAfter: Sheet.Cell(text.flatMap { Day($0) })
                    case .hoursPerWeek: Sheet.Cell(text.flatMap { Int($0) })
                    default: Sheet.Cell(text)
                    }
                })
        }
        let whole = sheet
        return try await OwnThread.run("sheet") { _ in try XLSXWriter.bytes(of: whole) }
    }
}

extension RosterField {
    /// What its column is called; an import knows it by each of these names.
    fileprivate static let heads = allCases.map { field -> (program: String, en: String, fr: String) in
        switch field {
        case .key: (field.rawValue, "Key", "Clé")
        case .givenName: (field.rawValue, "Given name", "Prénom")
        case .familyName: (field.rawValue, "Family name", "Nom")
        case .email: (field.rawValue, "E-mail", "Courriel")
        case .programme: (field.rawValue, "Programme", "Programme")
        case .graduation: (field.rawValue, "Graduation", "Date de diplomation")
        case .languages: (field.rawValue, "Languages", "Langues")
        case .skills: (field.rawValue, "Skills", "Compétences")
        case .availability: (field.rawValue, "Availability", "Disponibilités")
        case .hoursPerWeek: (field.rawValue, "Hours per week", "Heures par semaine")
        case .notBefore: (field.rawValue, "Not before", "Pas avant")
        case .notAfter: (field.rawValue, "Not after", "Pas après")
        case .city: (field.rawValue, "City", "Ville")
        case .team: (field.rawValue, "Team", "Équipe")
        }
    }
}

extension UnitOfWork {
    fileprivate func rosterRows(of cohort: Cohort.ID) async throws -> Rows {
        try await execute(
            """
            SELECT s.key, s.given_name, s.family_name, s.email, s.programme, s.graduation, s.languages, s.weekly_free, s.hours_per_week,
                s.not_before, s.not_after, s.city, t.name AS team,
                ARRAY(SELECT k.uri || ':' || held % 8 FROM unnest(s.skills) AS held JOIN skill k ON k.id = held / 8 ORDER BY k.uri) AS skills,
                s.labels
            FROM cohort_student c JOIN student s ON s.id = c.student_id
            LEFT JOIN team_member m ON m.cohort_id = c.cohort_id AND m.student_id = s.id LEFT JOIN team t ON t.id = m.team_id
            WHERE c.cohort_id = \(cohort) ORDER BY s.family_name, s.given_name, s.id
            """)
    }
}

extension Row {
    /// In the order of ``RosterField``.
    fileprivate func rosterCells() throws -> [String?] {
        let programme: String? = try get("programme")
        let graduation: Day? = try get("graduation")
        let languages: [String] = try get("languages")
        let skills: [String] = try get("skills")
        let labels: [String] = try get("labels")
        let week: WeekGrid? = try get("weekly_free")
        let hours: Int? = try get("hours_per_week")
        let notBefore: Day? = try get("not_before")
        let notAfter: Day? = try get("not_after")
        let city: String? = try get("city")
        let team: String? = try get("team")
        return [
            try get("key"), try get("given_name"), try get("family_name"), try get("email"), programme,
            graduation?.description, languages.joined(separator: ";"), (skills + labels).joined(separator: ";"),
            week?.description,
            hours.map { String($0) }, notBefore?.description, notAfter?.description, city, team,
        ]
    }
}
