import API
import Vivier

extension Site {
    /// The map of the site.
    static func addRoutes(api: APIRoutes, routes: PageRoutes, pages: OpenPages) {
        routes.get("/") { try await pages.home($0, $1) }
        routes.get("/problems/{code}") { try pages.problem($0, $1) }
        routes.get("/openapi.json") { try pages.description($0, $1) }
        routes.get("/healthz") { pages.health($0, $1) }
        routes.get("/readyz") { await pages.ready($0, $1) }
        routes.get("/metrics") { try await pages.metrics($0, $1) }

        api.addTokenRoutes()
        api.addSkillRoutes()
        api.addOrganisationRoutes()
        api.addCohortRoutes()
        api.addRosterRoutes()
        api.addConsentRoutes()
        api.addCaseRoutes()
        api.addRoundRoutes()
        api.addRunRoutes()
        api.addPoolRoutes()
        api.addProspectRoutes()
    }
}
