import API
import Vivier

extension APIRoutes {
    func addOrganisationRoutes() {
        on(Endpoints.createSchool) { CreateSchool(draft: $0.body) }
        on(Endpoints.listSchools) { ListSchools(query: $0.query) }
        on(Endpoints.showSchool) { ShowSchool(school: try $0.id("school")) }

        on(Endpoints.createCompany) { CreateCompany(draft: $0.body) }
        on(Endpoints.listCompanies) { ListCompanies(query: $0.query) }
        on(Endpoints.showCompany) { ShowCompany(company: try $0.id("company")) }

        on(Endpoints.createNetwork) { CreateNetwork(draft: $0.body) }
        on(Endpoints.listNetworks) { ListNetworks(query: $0.query) }
        on(Endpoints.showNetwork) { ShowNetwork(network: try $0.id("network")) }
    }
}
