import API
import Vivier

extension APIRoutes {
    func addPoolRoutes() {
        on(Endpoints.searchPool) { SearchPool(query: $0.query) }
        on(Endpoints.showPoolStudent) { ShowPoolStudent(student: try $0.id("student")) }
        on(Endpoints.savePool) { SavePool(draft: $0.body) }
        on(Endpoints.listPools) { ListPools(query: $0.query) }
        on(Endpoints.exportSavedPools, fileName: "saved-searches.csv") { ExportSavedPools(query: $0.query) }
        on(Endpoints.deletePool) { DeletePool(pool: try $0.id("pool")) }
        on(Endpoints.countPool) { CountPool(query: $0.query) }
        on(Endpoints.exportPool, fileName: "talent.csv") { ExportPool(query: $0.query) }
        on(Endpoints.exportPoolWorkbook, fileName: "talent.xlsx") { ExportPool(query: $0.query, as: .xlsx) }
    }

    func addProspectRoutes() {
        on(Endpoints.addProspect) { AddProspect(draft: $0.body) }
        on(Endpoints.listProspects) { ListProspects(query: $0.query) }
        on(Endpoints.moveProspect) { MoveProspect(prospect: try $0.id("prospect"), draft: $0.body) }
        on(Endpoints.showProspect) { ShowProspect(prospect: try $0.id("prospect")) }
        on(Endpoints.editProspect) { EditProspect(prospect: try $0.id("prospect"), draft: $0.body, replacing: try $0.version()) }
        on(Endpoints.listProspectEvents) { ListProspectEvents(prospect: try $0.id("prospect"), query: $0.query) }
        on(Endpoints.exportProspectEvents, fileName: "history.csv") {
            ExportProspectEvents(prospect: try $0.id("prospect"), query: $0.query)
        }
        on(Endpoints.exportProspects, fileName: "prospects.csv") { ExportProspects(query: $0.query) }
        on(Endpoints.exportProspectsWorkbook, fileName: "prospects.xlsx") { ExportProspects(query: $0.query, as: .xlsx) }
        on(Endpoints.listCompanyMatches) { ListCompanyMatches(query: $0.query) }
        on(Endpoints.exportCompanyMatches, fileName: "matches.csv") { ExportCompanyMatches(query: $0.query) }
        on(Endpoints.showFunnel) { _ in ShowFunnel() }
    }
}
