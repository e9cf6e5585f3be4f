// What the team board and the pages of runs are made of.
extension Endpoints {
    package static let showTeamBoard = Endpoint(
        "showTeamBoard", .get, "/api/v1/cohorts/{cohort}/board",
        "The teams of a cohort with what they bring of what the published cases ask, and when they are free", needs: .readTeamBoards,
        query: TeamBoardQuery.self, answer: TeamBoard.self)
    package static let showTeamStrengths = Endpoint(
        "showTeamStrengths", .get, "/api/v1/teams/{team}/strengths", "What one team brings, when it is free, and why each member is in it",
        needs: .readTeamBoards, answer: TeamStrengths.self)
    package static let moveMember = Endpoint(
        "moveMember", .put, "/api/v1/teams/{team}/members/{student}",
        "Put a student of the cohort into the team, out of the one before; refused where a team is locked or published", needs: .formTeams,
        answer: Team.self)
    package static let removeMember = Endpoint(
        "removeMember", .delete, "/api/v1/teams/{team}/members/{student}", "Take a student out of the team", needs: .formTeams,
        answer: Team.self, status: 200)
    package static let listUnplaced = Endpoint(
        "listUnplaced", .get, "/api/v1/runs/{run}/unplaced",
        "The teams that a run gives no case, and why, by name where no order is asked for", needs: .compareRuns,
        query: SortedQuery.self, answer: Page<UnplacedTeam>.self)
    package static let showSkillScarcity = Endpoint(
        "showSkillScarcity", .get, "/api/v1/runs/{run}/scarcity/skills", "What one more place would be worth by skill and month",
        needs: .readRounds, answer: SkillScarcity.self)
    package static let exportMatches = Endpoint(
        "exportMatches", .get, "/api/v1/runs/{run}/matches.csv", "The matches of a run that concern the caller, as a table",
        needs: .readMatches, query: SortedExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))

    package static let listRuns = Endpoint(
        "listRuns", .get, "/api/v1/rounds/{round}/runs",
        "The runs of a round, found by number or by the hash of their input, newest first where no order is asked for",
        needs: .readRounds, query: SortedQuery.self, answer: Page<RunLine>.self)
    package static let exportRuns = Endpoint(
        "exportRuns", .get, "/api/v1/rounds/{round}/runs/export", "The runs of a round as CSV, with what each proves", needs: .readRounds,
        query: SortedExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportDecisions = Endpoint(
        "exportDecisions", .get, "/api/v1/rounds/{round}/decisions/export",
        "The pins, bans and conflicts of interest of a round and the teams that companies declined as CSV, with their reasons",
        needs: .readRounds, query: SortedExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportTeams = Endpoint(
        "exportTeams", .get, "/api/v1/cohorts/{cohort}/board/export", "The teams of a cohort and their members as CSV",
        needs: .readTeamBoards, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportProgrammes = Endpoint(
        "exportProgrammes", .get, "/api/v1/programmes/export", "The programmes as CSV", needs: .readCohorts,
        query: SortedExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportCohorts = Endpoint(
        "exportCohorts", .get, "/api/v1/cohorts/export", "The cohorts as CSV, by name", needs: .readCohorts,
        query: CohortExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let editCohort = Endpoint(
        "editCohort", .put, "/api/v1/cohorts/{cohort}", "Put right what stands of a cohort: its name, its dates, its days without work",
        needs: .manageCohorts, body: CohortDraft.self, answer: Cohort.self)

    package static let exportImports = Endpoint(
        "exportImports", .get, "/api/v1/cohorts/{cohort}/imports/export",
        "The imports of a cohort as CSV, newest first where no order is asked for",
        needs: .importRosters, query: ImportExportQuery.self, answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))

    static let ofBoards: [any AnyEndpoint] = [
        exportImports, exportTeams, exportProgrammes, exportCohorts, editCohort, showTeamBoard, showTeamStrengths, moveMember, removeMember,
        listUnplaced,
        showSkillScarcity, exportMatches, listRuns, exportRuns, exportDecisions,
    ]
}
