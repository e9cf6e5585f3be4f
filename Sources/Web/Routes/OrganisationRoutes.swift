import API
import Vivier

extension APIRoutes {
    func addOrganisationRoutes() {
        on(Endpoints.createSchool) { CreateSchool(draft: $0.body) }
        on(Endpoints.listSchools) { ListSchools(query: $0.query) }
        on(Endpoints.showSchool) { ShowSchool(school: try $0.id("school")) }
        on(Endpoints.editSchool) { EditOrganisation(try $0.id("school"), .school, draft: $0.body, replacing: try $0.version()) }

        on(Endpoints.createCompany) { CreateCompany(draft: $0.body) }
        on(Endpoints.listCompanies) { ListCompanies(query: $0.query) }
        on(Endpoints.showCompany) { ShowCompany(company: try $0.id("company")) }
        on(Endpoints.editCompany) { EditOrganisation(try $0.id("company"), .company, draft: $0.body, replacing: try $0.version()) }

        on(Endpoints.createNetwork) { CreateNetwork(draft: $0.body) }
        on(Endpoints.listNetworks) { ListNetworks(query: $0.query) }
        on(Endpoints.showNetwork) { ShowNetwork(network: try $0.id("network")) }
        on(Endpoints.editNetwork) { EditOrganisation(try $0.id("network"), .network, draft: $0.body, replacing: try $0.version()) }
    }
}
