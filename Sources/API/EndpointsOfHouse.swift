extension Endpoints {
    // What operators watch
    package static let exportOrganisations = Endpoint(
        "exportOrganisations", .get, "/api/v1/organisations/export", "The organisations of a kind as CSV", needs: .createOrganisations,
        query: OrganisationExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let editSchool = Endpoint(
        "editSchool", .put, "/api/v1/schools/{school}", "Put right what stands of a school", needs: .editOrganisations,
        body: OrganisationDraft.self, answer: Organisation.self)
    package static let editCompany = Endpoint(
        "editCompany", .put, "/api/v1/companies/{company}", "Put right what stands of a company", needs: .editOrganisations,
        body: OrganisationDraft.self, answer: Organisation.self)
    package static let editNetwork = Endpoint(
        "editNetwork", .put, "/api/v1/networks/{network}", "Put right what stands of a network, its schools too",
        needs: .editOrganisations, body: OrganisationDraft.self, answer: Organisation.self)
    package static let exportAudit = Endpoint(
        "exportAudit", .get, "/api/v1/audit/export", "Lines of the audit as CSV, newest first where no order is asked for; 50,000 at most",
        needs: .readAudit,
        query: AuditExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportLedger = Endpoint(
        "exportLedger", .get, "/api/v1/schools/{school}/ledger/export",
        "Entries of a school's consent ledger as CSV, newest first where no order is asked for; 50,000 at most", needs: .readLedger,
        query: SortedExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportMemberships = Endpoint(
        "exportMemberships", .get, "/api/v1/memberships/export",
        "Who belongs to the organisation as CSV, by address where no order is asked for; not its students",
        needs: .manageTokens, query: SortedExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportTokens = Endpoint(
        "exportTokens", .get, "/api/v1/tokens/export", "The tokens of the organisation as CSV, without their secrets", needs: .manageTokens,
        query: SortedExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let showHealth = Endpoint(
        "showHealth", .get, "/api/v1/health", "How the service is: its database, its letters, what it is doing", needs: .watchHouse,
        answer: HouseHealth.self)

    static let ofHouse: [any AnyEndpoint] = [
        exportOrganisations, editSchool, editCompany, editNetwork, exportAudit, exportLedger, exportMemberships, exportTokens, showHealth,
    ]
}
