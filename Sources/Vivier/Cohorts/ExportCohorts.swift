package import API
import Formats
import Postgres

/// The cohorts that the caller may see as CSV, by name.
package struct ExportCohorts: UseCase {
    package var query: CohortExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(query: CohortExportQuery, form: SheetForm = .program) {
        self.query = query
        self.form = form
    }

    package var needs: Permission { .readCohorts }
    package var audited: Audited? { Audited("exportCohorts") }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let found = try ListCohorts.bearing(query.search)
        // Whoever reads one school's needs no name of it.
        let hasSchools = work.caller.role == .operator
        var writer = form.writer(
            [
                ("code", "Code", "Code"), ("name", "Name", "Nom"), ("starts_on", "First day", "Premier jour"),
                ("ends_on", "Last day", "Dernier jour"), ("students", "Students", "Étudiants"), ("teams", "Teams", "Équipes"),
            ] + (hasSchools ? [("school", "School", "École")] : []))
        for one in try await work.cohorts("\(found) ORDER BY c.name, c.id") {
            writer.append(
                [one.code, one.name, one.startsOn?.description ?? "", one.endsOn?.description ?? "", "\(one.students)", "\(one.teams)"]
                    + (hasSchools ? [one.schoolName ?? ""] : []))
        }
        return Array(writer.text.utf8)
    }
}
