import API
import Vivier

extension APIRoutes {
    func addCaseRoutes() {
        on(Endpoints.postCase) { PostCase(draft: $0.body) }
        on(Endpoints.importCases) { ImportCases(query: $0.query, file: $0.file) }
        on(Endpoints.listCases) { ListCases(query: $0.query) }
        on(Endpoints.showCase) { ShowCase(case: try $0.id("case")) }
        on(Endpoints.listCardRounds) { ListCardRounds(case: try $0.id("case"), query: $0.query) }
        on(Endpoints.editCase) { EditCase(case: try $0.id("case"), draft: $0.body, replacing: try $0.version()) }
        on(Endpoints.publishCase) { PublishCase(case: try $0.id("case")) }
        on(Endpoints.withdrawCase) { WithdrawCase(case: try $0.id("case"), draft: $0.body) }
        on(Endpoints.checkCase) { CheckCase(draft: $0.body) }
        on(Endpoints.exportCases, fileName: "cases.csv") { ExportCases(query: $0.query) }
    }
}
