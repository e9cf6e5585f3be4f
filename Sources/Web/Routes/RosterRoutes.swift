import API
import Vivier

extension APIRoutes {
    func addRosterRoutes() {
        on(Endpoints.importRoster) { ImportRoster(cohort: try $0.id("cohort"), query: $0.query, file: $0.file) }
        on(Endpoints.listImports) { ListImports(cohort: try $0.id("cohort"), query: $0.query) }
        on(Endpoints.exportImports, fileName: "imports.csv") { ExportImports(cohort: try $0.id("cohort"), query: $0.query) }
        on(Endpoints.undoImport) { UndoImport(import: try $0.id("import"), dryRun: $0.query.dryRun ?? false) }
        on(Endpoints.showImport) { ShowImport(import: try $0.id("import")) }
        on(Endpoints.exportCohort, fileName: "cohort.csv") { ExportCohort(cohort: try $0.id("cohort")) }
        on(Endpoints.exportCohortSheet, fileName: "cohort.xlsx") { ExportCohortSheet(cohort: try $0.id("cohort")) }
    }
}
