// Where people stand, and what comes next.
extension Endpoints {
    package static let showStudentProgress = Endpoint(
        "showStudentProgress", .get, "/api/v1/students/{student}/progress", "Where a student stands, and the one thing to do next",
        needs: .readOwnProfile, answer: StudentProgress.self)
    package static let showCompanyProgress = Endpoint(
        "showCompanyProgress", .get, "/api/v1/companies/{company}/progress",
        "Where a company stands with its cases, and the one thing to do next", needs: .readTeamCards, answer: CompanyProgress.self)
    package static let listLostMatches = Endpoint(
        "listLostMatches", .get, "/api/v1/lost-matches",
        "The teams whose case was withdrawn after its run was published and that no later run has given another, the latest loss first "
            + "where no order is asked for",
        needs: .compareRuns, query: LostMatchQuery.self, answer: Page<LostMatch>.self)

    package static let exportFairness = Endpoint(
        "exportFairness", .get, "/api/v1/runs/{run}/fairness/export",
        "How the teams of a run fared, group by group, as CSV; small groups without figures", needs: .readFairness,
        query: FairnessExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))

    static let ofProgress: [any AnyEndpoint] = [showStudentProgress, showCompanyProgress, listLostMatches, exportFairness]
}
