extension Endpoints {
    // Pools, matches and prospects of a company
    package static let searchPool = Endpoint(
        "searchPool", .get, "/api/v1/pool/students", "Query the consenting students; each person shown gets a receipt",
        needs: .searchPools, query: PoolQuery.self, answer: TalentPage.self)
    package static let showPoolStudent = Endpoint(
        "showPoolStudent", .get, "/api/v1/pool/students/{student}", "One consenting student; the person gets a receipt",
        needs: .searchPools, answer: PoolStudent.self)
    package static let savePool = Endpoint(
        "savePool", .post, "/api/v1/pools", "Save a query", needs: .savePools, body: PoolDraft.self, answer: Pool.self)
    package static let listPools = Endpoint(
        "listPools", .get, "/api/v1/pools", "The saved queries, by name where no order is asked for", needs: .savePools,
        query: SortedQuery.self,
        answer: Page<Pool>.self)
    package static let exportSavedPools = Endpoint(
        "exportSavedPools", .get, "/api/v1/pools/export", "The saved queries as CSV; nobody whom they find is in it", needs: .savePools,
        query: SortedExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let deletePool = Endpoint(
        "deletePool", .delete, "/api/v1/pools/{pool}", "Delete a saved query", needs: .savePools)
    package static let countPool = Endpoint(
        "countPool", .get, "/api/v1/pool/count",
        "About how many consenting students a query finds, blurred; shows nobody and leaves no receipt",
        needs: .searchPools, query: PoolCountQuery.self, answer: PoolCount.self)
    package static let exportPool = Endpoint(
        "exportPool", .get, "/api/v1/pool/export",
        "The students that a query finds as CSV, up to 5,000; each person gets a receipt", needs: .searchPools,
        query: PoolExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportPoolWorkbook = Endpoint(
        "exportPoolWorkbook", .get, "/api/v1/pool/export.xlsx", "The same as a workbook", needs: .searchPools, query: PoolExportQuery.self,
        answer: Nothing.self, returns: .file(mediaType: workbook))
    package static let listCompanyMatches = Endpoint(
        "listCompanyMatches", .get, "/api/v1/matches",
        "The teams that published runs gave to the company's cases, newest first; each member shown gets a receipt",
        needs: .followProspects, query: CompanyMatchQuery.self, answer: Page<CompanyMatch>.self)
    package static let exportCompanyMatches = Endpoint(
        "exportCompanyMatches", .get, "/api/v1/matches/export", "The company's matches as CSV, without members", needs: .followProspects,
        query: CompanyMatchExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let showFunnel = Endpoint(
        "showFunnel", .get, "/api/v1/funnel", "The company's way from cases to hires, with median days", needs: .followProspects,
        answer: HiringFunnel.self)
    package static let addProspect = Endpoint(
        "addProspect", .post, "/api/v1/prospects", "Follow a consenting student", needs: .followProspects, body: ProspectDraft.self,
        answer: Prospect.self)
    package static let listProspects = Endpoint(
        "listProspects", .get, "/api/v1/prospects", "The students whom the company follows", needs: .followProspects,
        query: ProspectListQuery.self, answer: Page<Prospect>.self)
    package static let moveProspect = Endpoint(
        "moveProspect", .post, "/api/v1/prospects/{prospect}/move", "Move a prospect to another stage", needs: .followProspects,
        body: ProspectMove.self, answer: Prospect.self, status: 200)

    package static let showProspect = Endpoint(
        "showProspect", .get, "/api/v1/prospects/{prospect}", "One prospect; the student gets a receipt", needs: .followProspects,
        answer: Prospect.self)
    package static let editProspect = Endpoint(
        "editProspect", .put, "/api/v1/prospects/{prospect}", "Replace the note and the next action of a prospect",
        needs: .followProspects, body: ProspectEdit.self, answer: Prospect.self)
    package static let listProspectEvents = Endpoint(
        "listProspectEvents", .get, "/api/v1/prospects/{prospect}/events",
        "The history of a prospect, newest first where no order is asked for", needs: .followProspects, query: SortedQuery.self,
        answer: Page<ProspectEvent>.self)
    package static let exportProspectEvents = Endpoint(
        "exportProspectEvents", .get, "/api/v1/prospects/{prospect}/events/export",
        "The history of a prospect as CSV; the student gets a receipt", needs: .followProspects, query: SortedExportQuery.self,
        answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportProspects = Endpoint(
        "exportProspects", .get, "/api/v1/prospects/export", "The prospects as CSV, up to 5,000; each person gets a receipt",
        needs: .followProspects, query: ProspectExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8")
    )
    package static let exportProspectsWorkbook = Endpoint(
        "exportProspectsWorkbook", .get, "/api/v1/prospects/export.xlsx", "The same as a workbook", needs: .followProspects,
        query: ProspectExportQuery.self, answer: Nothing.self, returns: .file(mediaType: workbook))

    /// ECMA-376.
    package static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// In the order in which the documentation shows them.
    package static let ofTalent: [any AnyEndpoint] = [
        searchPool, showPoolStudent, countPool, exportPool, exportPoolWorkbook, savePool, listPools, exportSavedPools, deletePool,
        listCompanyMatches,
        exportCompanyMatches, showFunnel, addProspect, listProspects, showProspect, editProspect, moveProspect, listProspectEvents,
        exportProspectEvents, exportProspects, exportProspectsWorkbook,
    ]
}
