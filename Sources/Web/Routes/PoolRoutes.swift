import API
import Vivier

extension APIRoutes {
    func addPoolRoutes() {
        on(Endpoints.searchPool) { SearchPool(query: $0.query) }
        on(Endpoints.showPoolStudent) { ShowPoolStudent(student: try $0.id("student")) }
        on(Endpoints.savePool) { SavePool(draft: $0.body) }
        on(Endpoints.listPools) { ListPools(query: $0.query) }
    }

    func addProspectRoutes() {
        on(Endpoints.addProspect) { AddProspect(draft: $0.body) }
        on(Endpoints.listProspects) { ListProspects(query: $0.query) }
        on(Endpoints.moveProspect) { MoveProspect(prospect: try $0.id("prospect"), draft: $0.body) }
    }
}
