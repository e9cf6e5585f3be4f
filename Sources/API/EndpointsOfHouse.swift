extension Endpoints {
    // What operators watch
    package static let exportOrganisations = Endpoint(
        "exportOrganisations", .get, "/api/v1/organisations/export", "The organisations of a kind as CSV", needs: .createOrganisations,
        query: OrganisationExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportAudit = Endpoint(
        "exportAudit", .get, "/api/v1/audit/export", "Lines of the audit as CSV, newest first; 50,000 at most", needs: .readAudit,
        query: AuditQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let showHealth = Endpoint(
        "showHealth", .get, "/api/v1/health", "How the service is: its database, its letters, what it is doing", needs: .watchHouse,
        answer: HouseHealth.self)

    static let ofHouse: [any AnyEndpoint] = [exportOrganisations, exportAudit, showHealth]
}
