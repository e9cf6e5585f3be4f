import Formats

/// Every operation of `/api/v1`, in the order in which the documentation shows them.
package enum Endpoints {
    package static let whoami = Endpoint(
        "whoami", .get, "/api/v1/whoami", "Who the bearer of the token is", needs: .readOwnIdentity, answer: Identity.self)

    // Skills
    package static let searchSkills = Endpoint(
        "searchSkills", .get, "/api/v1/skills", "Search the skills referential; typos and missing accents are forgiven",
        needs: .searchSkills, query: SkillQuery.self, answer: Page<Skill>.self)
    package static let importSkills = Endpoint(
        "importSkills", .post, "/api/v1/skills/imports", "Load an ESCO CSV file into the referential", needs: .importSkills,
        query: SkillImportQuery.self, answer: ImportReport.self, sends: .file(mediaTypes: ["text/csv"], limit: 128 << 20),
        returns: .jsonOrEvents, status: 200)

    // Organisations
    package static let createSchool = Endpoint(
        "createSchool", .post, "/api/v1/schools", "Add a school", needs: .createOrganisations, body: OrganisationDraft.self,
        answer: Organisation.self)
    package static let listSchools = Endpoint(
        "listSchools", .get, "/api/v1/schools", "The schools, by name", needs: .readOrganisations, query: OrganisationListQuery.self,
        answer: Page<Organisation>.self)
    package static let showSchool = Endpoint(
        "showSchool", .get, "/api/v1/schools/{school}", "One school", needs: .readOrganisations, answer: Organisation.self)
    package static let createCompany = Endpoint(
        "createCompany", .post, "/api/v1/companies", "Add a company", needs: .createOrganisations, body: OrganisationDraft.self,
        answer: Organisation.self)
    package static let listCompanies = Endpoint(
        "listCompanies", .get, "/api/v1/companies", "The companies, by name", needs: .readOrganisations, query: OrganisationListQuery.self,
        answer: Page<Organisation>.self)
    package static let showCompany = Endpoint(
        "showCompany", .get, "/api/v1/companies/{company}", "One company", needs: .readOrganisations, answer: Organisation.self)
    package static let createNetwork = Endpoint(
        "createNetwork", .post, "/api/v1/networks", "Add a network of schools", needs: .createOrganisations,
        body: OrganisationDraft.self, answer: Organisation.self)
    package static let listNetworks = Endpoint(
        "listNetworks", .get, "/api/v1/networks", "The networks, by name", needs: .readOrganisations, query: OrganisationListQuery.self,
        answer: Page<Organisation>.self)
    package static let showNetwork = Endpoint(
        "showNetwork", .get, "/api/v1/networks/{network}", "One network", needs: .readOrganisations, answer: Organisation.self)

    // Programmes and cohorts
    package static let createProgramme = Endpoint(
        "createProgramme", .post, "/api/v1/programmes", "Add a programme", needs: .manageCohorts, body: ProgrammeDraft.self,
        answer: Programme.self)
    package static let listProgrammes = Endpoint(
        "listProgrammes", .get, "/api/v1/programmes", "The programmes, by code where no order is asked for", needs: .readCohorts,
        query: SortedQuery.self, answer: Page<Programme>.self)
    package static let showProgramme = Endpoint(
        "showProgramme", .get, "/api/v1/programmes/{programme}", "One programme", needs: .readCohorts, answer: Programme.self)
    package static let createCohort = Endpoint(
        "createCohort", .post, "/api/v1/cohorts", "Add a cohort", needs: .manageCohorts, body: CohortDraft.self, answer: Cohort.self)
    package static let listCohorts = Endpoint(
        "listCohorts", .get, "/api/v1/cohorts", "The cohorts, newest first where no order is asked for", needs: .readCohorts,
        query: CohortListQuery.self,
        answer: Page<Cohort>.self)
    package static let showCohort = Endpoint(
        "showCohort", .get, "/api/v1/cohorts/{cohort}", "One cohort", needs: .readCohorts, answer: Cohort.self)
    package static let showReadiness = Endpoint(
        "showReadiness", .get, "/api/v1/cohorts/{cohort}/readiness", "How far a cohort is ready for a round", needs: .readStudents,
        answer: CohortReadiness.self)
    package static let remindStudents = Endpoint(
        "remindStudents", .post, "/api/v1/cohorts/{cohort}/reminders",
        "Ask the students of a cohort by letter for the skills, the languages, the free time and the word on consents that are missing, once a day at most",
        needs: .importRosters, answer: Reminded.self, status: 200)
    package static let showProgress = Endpoint(
        "showProgress", .get, "/api/v1/schools/{school}/progress", "Where a school stands on its way to a published round",
        needs: .readProgress, answer: SchoolProgress.self)

    // Rosters and students
    package static let importRoster = Endpoint(
        "importRoster", .post, "/api/v1/cohorts/{cohort}/imports", "Enrol a cohort from a CSV file or a OneRoster bundle",
        needs: .importRosters, query: RosterImportQuery.self, answer: ImportReport.self,
        sends: .file(mediaTypes: ["text/csv", "application/zip", "application/octet-stream"], limit: 256 << 20), returns: .jsonOrEvents,
        status: 200)
    package static let listImports = Endpoint(
        "listImports", .get, "/api/v1/cohorts/{cohort}/imports", "The imports of a cohort, newest first where no order is asked for",
        needs: .importRosters,
        query: ImportListQuery.self, answer: Page<RosterImport>.self)
    package static let undoImport = Endpoint(
        "undoImport", .post, "/api/v1/imports/{import}/undo", "Undo a whole import, or only show what would be taken back",
        needs: .importRosters, query: UndoQuery.self, answer: UndoReport.self, status: 200)
    package static let showImport = Endpoint(
        "showImport", .get, "/api/v1/imports/{import}", "One import", needs: .importRosters, answer: RosterImport.self)
    package static let exportCohort = Endpoint(
        "exportCohort", .get, "/api/v1/cohorts/{cohort}/export", "The cohort as the CSV that an import takes", needs: .importRosters,
        answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))
    package static let exportCohortSheet = Endpoint(
        "exportCohortSheet", .get, "/api/v1/cohorts/{cohort}/sheet", "The cohort as a spreadsheet", needs: .importRosters,
        answer: Nothing.self, returns: .file(mediaType: XLSXWriter.mediaType))
    package static let listStudents = Endpoint(
        "listStudents", .get, "/api/v1/cohorts/{cohort}/students", "The students of a cohort, by name where no order is asked for",
        needs: .readStudents, query: StudentListQuery.self, answer: Page<StudentLine>.self)
    package static let showStudent = Endpoint(
        "showStudent", .get, "/api/v1/students/{student}", "One student", needs: .readStudents, answer: Student.self)
    package static let listTeams = Endpoint(
        "listTeams", .get, "/api/v1/cohorts/{cohort}/teams", "The teams of a cohort, by name", needs: .readTeams,
        query: SortedQuery.self, answer: Page<Team>.self)
    package static let showTeam = Endpoint("showTeam", .get, "/api/v1/teams/{team}", "One team", needs: .readTeams, answer: Team.self)
    package static let formTeams = Endpoint(
        "formTeams", .post, "/api/v1/cohorts/{cohort}/formations",
        "Form teams of the students without one, or anew of all but the locked; or only show what they would be", needs: .formTeams,
        body: FormationDraft.self, answer: Formation.self, returns: .jsonOrEvents)
    package static let importTeams = Endpoint(
        "importTeams", .post, "/api/v1/cohorts/{cohort}/teams/imports",
        "Put students of a cohort into the teams that a CSV file names, and make those that are missing", needs: .formTeams,
        query: TeamImportQuery.self, answer: ImportReport.self,
        sends: .file(mediaTypes: ["text/csv", "application/octet-stream"], limit: 32 << 20), returns: .jsonOrEvents, status: 200)
    package static let lockTeam = Endpoint(
        "lockTeam", .post, "/api/v1/teams/{team}/lock", "Keep a team as it is when teams are formed anew", needs: .formTeams,
        answer: Team.self, status: 200)
    package static let unlockTeam = Endpoint(
        "unlockTeam", .post, "/api/v1/teams/{team}/unlock", "Let a team be formed anew with the others", needs: .formTeams,
        answer: Team.self, status: 200)
    package static let disbandTeam = Endpoint(
        "disbandTeam", .delete, "/api/v1/teams/{team}", "Disband a team that no round rests on; its members stay in the cohort",
        needs: .formTeams)

    // Consents and receipts
    package static let giveConsent = Endpoint(
        "giveConsent", .post, "/api/v1/students/{student}/consents", "Record a consent", needs: .decideConsents,
        body: ConsentDraft.self, answer: Consent.self)
    package static let listConsents = Endpoint(
        "listConsents", .get, "/api/v1/students/{student}/consents", "What a student has agreed to, withdrawn ones included",
        needs: .decideConsents, answer: Page<Consent>.self)
    package static let withdrawConsent = Endpoint(
        "withdrawConsent", .post, "/api/v1/consents/{consent}/withdraw", "Withdraw a consent; it acts at once", needs: .decideConsents,
        answer: Consent.self, status: 200)
    package static let listReceipts = Endpoint(
        "listReceipts", .get, "/api/v1/students/{student}/receipts", "Which company looked at a student, and when, newest first",
        needs: .readReceipts, query: PageQuery.self, answer: Page<Receipt>.self)
    package static let exportPerson = Endpoint(
        "exportPerson", .get, "/api/v1/students/{student}/export", "All that is kept of a student", needs: .exportPerson,
        answer: Nothing.self, returns: .file(mediaType: "application/json"))
    package static let correctStudent = Endpoint(
        "correctStudent", .put, "/api/v1/students/{student}", "Put right what the school has on a student", needs: .importRosters,
        body: StudentCorrection.self, answer: Student.self)
    package static let eraseStudent = Endpoint(
        "eraseStudent", .delete, "/api/v1/students/{student}",
        "Erase a student for good; what was published stays, without the person", needs: .eraseStudents)
    package static let listLedger = Endpoint(
        "listLedger", .get, "/api/v1/schools/{school}/ledger",
        "The consent ledger of a school, newest entry first where no order is asked for", needs: .readLedger, query: SortedQuery.self,
        answer: Page<LedgerEntry>.self)
    package static let verifyLedger = Endpoint(
        "verifyLedger", .get, "/api/v1/schools/{school}/ledger/verification",
        "Whether a school's consent ledger is as it was written and agrees with the consents that stand", needs: .readLedger,
        query: LedgerMark.self, answer: LedgerVerification.self)
    package static let listRetention = Endpoint(
        "listRetention", .get, "/api/v1/retention", "How long what is kept, and on which legal basis", needs: .readRetention,
        answer: Page<RetentionRule>.self)
    package static let setRetention = Endpoint(
        "setRetention", .put, "/api/v1/retention", "Change how long something is kept", needs: .manageRetention,
        body: RetentionDraft.self, answer: RetentionRule.self)

    // Cases
    package static let postCase = Endpoint(
        "postCase", .post, "/api/v1/cases", "Post a business case", needs: .writeCases, body: CaseDraft.self, answer: PostedCase.self)
    package static let importCases = Endpoint(
        "importCases", .post, "/api/v1/cases/imports", "Post many cases from one file", needs: .writeCases, query: CaseImportQuery.self,
        answer: ImportReport.self,
        sends: .file(mediaTypes: ["text/csv", "application/json", "application/octet-stream"], limit: 32 << 20), status: 200)
    package static let listCases = Endpoint(
        "listCases", .get, "/api/v1/cases", "The cases, newest first", needs: .readCases, query: CaseListQuery.self,
        answer: Page<CaseLine>.self)
    package static let showCase = Endpoint(
        "showCase", .get, "/api/v1/cases/{case}", "One case", needs: .readCases, answer: BusinessCase.self)
    package static let editCase = Endpoint(
        "editCase", .put, "/api/v1/cases/{case}", "Replace what a case says, while no team has it", needs: .writeCases,
        body: CaseDraft.self, answer: PostedCase.self)
    package static let publishCase = Endpoint(
        "publishCase", .post, "/api/v1/cases/{case}/publish", "Publish a case that was held back", needs: .decideCases,
        answer: BusinessCase.self, status: 200)
    package static let withdrawCase = Endpoint(
        "withdrawCase", .post, "/api/v1/cases/{case}/withdraw", "Withdraw a case, with a reason where one is given", needs: .writeCases,
        body: CaseWithdrawal.self, answer: BusinessCase.self, sends: .jsonOrNothing, status: 200)
    package static let checkCase = Endpoint(
        "checkCase", .post, "/api/v1/cases/check", "What a draft would come to, and about how many teams could do it; stores nothing",
        needs: .writeCases, body: CaseDraft.self, answer: CaseOutlook.self, status: 200)
    package static let exportCases = Endpoint(
        "exportCases", .get, "/api/v1/cases/export", "The cases as CSV", needs: .readCases, query: CaseExportQuery.self,
        answer: Nothing.self, returns: .file(mediaType: "text/csv; charset=utf-8"))

    // Rounds and runs
    package static let createRound = Endpoint(
        "createRound", .post, "/api/v1/rounds", "Open a matching round", needs: .manageRounds, body: RoundDraft.self, answer: Round.self)
    package static let listRounds = Endpoint(
        "listRounds", .get, "/api/v1/rounds", "The rounds, newest first", needs: .readRounds, query: RoundListQuery.self,
        answer: Page<RoundLine>.self)
    package static let showRound = Endpoint(
        "showRound", .get, "/api/v1/rounds/{round}", "One round with its runs", needs: .readRounds, answer: Round.self)
    package static let decide = Endpoint(
        "decide", .post, "/api/v1/rounds/{round}/decisions", "Pin or ban a team and a case, with the reason", needs: .manageRounds,
        body: Decision.self, answer: Decision.self)
    package static let listDecisions = Endpoint(
        "listDecisions", .get, "/api/v1/rounds/{round}/decisions",
        "The pins and bans of a round, by team where no order is asked for", needs: .readRounds, query: SortedQuery.self,
        answer: Page<Decision>.self)
    package static let liftDecision = Endpoint(
        "liftDecision", .delete, "/api/v1/rounds/{round}/decisions/{team}/{case}", "Lift the pin or ban of a team and a case",
        needs: .manageRounds)
    package static let rankCases = Endpoint(
        "rankCases", .put, "/api/v1/rounds/{round}/teams/{team}/preferences",
        "Replace the ranking of a team: the cases it would take, best first, an inner list being a tie", needs: .rankCases,
        body: CaseRanking.self, answer: CaseRanking.self)
    package static let showRanking = Endpoint(
        "showRanking", .get, "/api/v1/rounds/{round}/teams/{team}/preferences", "The ranking of a team; empty where it gave none",
        needs: .rankCases, answer: CaseRanking.self)
    package static let shareTeamCards = Endpoint(
        "shareTeamCards", .post, "/api/v1/rounds/{round}/cards",
        "Show the companies, without names, the teams that fit each of their cases best; replaces what was shared before",
        needs: .manageRounds, answer: SharedCards.self)
    package static let listCardRounds = Endpoint(
        "listCardRounds", .get, "/api/v1/cases/{case}/rounds", "The rounds in which teams were shared for a case, newest first",
        needs: .readTeamCards, query: PageQuery.self, answer: Page<CardRound>.self)
    package static let listTeamCards = Endpoint(
        "listTeamCards", .get, "/api/v1/rounds/{round}/cases/{case}/cards",
        "The teams shared for a case, 50 at most, best fit first where no order is asked for", needs: .readTeamCards,
        query: SortedQuery.self, answer: Page<TeamCard>.self)
    package static let rankTeams = Endpoint(
        "rankTeams", .put, "/api/v1/rounds/{round}/cases/{case}/preferences",
        "Replace the ranking of a case: the teams it would rather have, best first, an inner list being a tie, and those it would not",
        needs: .rankTeams, body: TeamRanking.self, answer: TeamRanking.self)
    package static let showTeamRanking = Endpoint(
        "showTeamRanking", .get, "/api/v1/rounds/{round}/cases/{case}/preferences", "The ranking of a case; empty where it gave none",
        needs: .rankTeams, answer: TeamRanking.self)
    package static let showDemand = Endpoint(
        "showDemand", .get, "/api/v1/rounds/{round}/preferences/statistics",
        "Demand and supply while the rankings come in, most ranked case first where no order is asked for", needs: .readRounds,
        query: SortedQuery.self,
        answer: Demand.self)
    package static let diagnoseRound = Endpoint(
        "diagnoseRound", .get, "/api/v1/rounds/{round}/diagnosis",
        "Before a run: how many teams it can place, and what keeps the others without a case", needs: .manageRounds,
        query: DiagnosisQuery.self, answer: RoundDiagnosis.self)
    package static let runRound = Endpoint(
        "runRound", .post, "/api/v1/rounds/{round}/runs", "Freeze the snapshot, solve, prove, store", needs: .manageRounds,
        answer: Run.self, returns: .jsonOrEvents)
    package static let showRun = Endpoint(
        "showRun", .get, "/api/v1/runs/{run}", "One run with its certificate", needs: .readRounds, answer: Run.self)
    package static let publishRun = Endpoint(
        "publishRun", .post, "/api/v1/runs/{run}/publish", "Publish a run; it never changes again", needs: .publishRounds,
        answer: Run.self, status: 200)
    package static let listMatches = Endpoint(
        "listMatches", .get, "/api/v1/runs/{run}/matches", "The matches of a run that concern the caller, best fit first",
        needs: .readMatches, query: MatchQuery.self, answer: Page<Match>.self)
    package static let listScarceCases = Endpoint(
        "listScarceCases", .get, "/api/v1/runs/{run}/scarcity",
        "What one more place is worth, scarcest case first where no order is asked for",
        needs: .readRounds, query: SortedQuery.self, answer: Page<ScarceCase>.self)
    package static let explain = Endpoint(
        "explain", .get, "/api/v1/runs/{run}/explanation", "Why a team and a case fit as they do", needs: .explainMatches,
        query: ExplanationQuery.self, answer: Explanation.self)
    package static let findRemedies = Endpoint(
        "findRemedies", .get, "/api/v1/runs/{run}/remedies",
        "What would have given a team a case that the run did not give it: the fewest levels, half-hours or places", needs: .compareRuns,
        query: ExplanationQuery.self, answer: Remedies.self)
    package static let compareRuns = Endpoint(
        "compareRuns", .get, "/api/v1/runs/{run}/comparison", "What two runs make of the same teams", needs: .compareRuns,
        query: ComparisonQuery.self, answer: RunComparison.self)
    package static let reportFairness = Endpoint(
        "reportFairness", .get, "/api/v1/runs/{run}/fairness",
        "How the teams fared by school, cohort and programme, and at which place of their rankings; small groups without figures",
        needs: .readFairness, query: FairnessQuery.self, answer: FairnessReport.self)
    package static let repairRun = Endpoint(
        "repairRun", .post, "/api/v1/runs/{run}/repairs",
        "What can be done when a case is withdrawn or a team leaves: teams moved against total fit, each way proven; stores nothing",
        needs: .manageRounds, body: RepairRequest.self, answer: RepairPreview.self, status: 200)
    package static let branchRun = Endpoint(
        "branchRun", .post, "/api/v1/runs/{run}/branches",
        "Solve the frozen input of a run with some changes, prove and store it as a run of its own", needs: .manageRounds,
        body: BranchRequest.self, answer: Run.self, returns: .jsonOrEvents)
    package static let verifyRun = Endpoint(
        "verifyRun", .get, "/api/v1/runs/{run}/verification", "Check the stored run against its snapshot", needs: .verifyRuns,
        query: VerificationQuery.self, answer: Verification.self)
    package static let downloadSnapshot = Endpoint(
        "downloadSnapshot", .get, "/api/v1/runs/{run}/snapshot", "The frozen input of a run, byte for byte", needs: .verifyRuns,
        answer: Nothing.self, returns: .file(mediaType: "application/json"))
    package static let downloadResult = Endpoint(
        "downloadResult", .get, "/api/v1/runs/{run}/result", "The result and certificate of a run, byte for byte", needs: .verifyRuns,
        answer: Nothing.self, returns: .file(mediaType: "application/json"))

    // Tokens and audit
    package static let issueToken = Endpoint(
        "issueToken", .post, "/api/v1/tokens",
        "Issue a token; its secret is shown once. Asked again with the same Idempotency-Key, the answer names the token: revoke it",
        needs: .manageTokens, body: TokenDraft.self,
        answer: IssuedToken.self)
    package static let listTokens = Endpoint(
        "listTokens", .get, "/api/v1/tokens", "The tokens of the organisation", needs: .manageTokens, query: TokenListQuery.self,
        answer: Page<Token>.self)
    package static let revokeToken = Endpoint(
        "revokeToken", .delete, "/api/v1/tokens/{token}", "Revoke a token", needs: .manageTokens)
    package static let listSessions = Endpoint(
        "listSessions", .get, "/api/v1/sessions", "Where the person of the token is signed in, of the token's organisation",
        needs: .manageOwnSessions,
        answer: Page<SignedIn>.self)
    package static let endSession = Endpoint(
        "endSession", .delete, "/api/v1/sessions/{session}", "End one of the own sessions", needs: .manageOwnSessions)
    package static let invite = Endpoint(
        "invite", .post, "/api/v1/invitations", "Invite somebody by a letter with a link", needs: .manageTokens, body: InvitationDraft.self,
        answer: Invitation.self)
    package static let listInvitations = Endpoint(
        "listInvitations", .get, "/api/v1/invitations", "The invitations of the organisation, newest first", needs: .manageTokens,
        query: PeopleQuery.self, answer: Page<Invitation>.self)
    package static let withdrawInvitation = Endpoint(
        "withdrawInvitation", .delete, "/api/v1/invitations/{invitation}", "Take an invitation back", needs: .manageTokens)
    package static let listMemberships = Endpoint(
        "listMemberships", .get, "/api/v1/memberships",
        "Who belongs to the organisation, newest first where no order is asked for; not its students",
        needs: .manageTokens, query: PeopleQuery.self, answer: Page<MemberLine>.self)
    package static let endMembership = Endpoint(
        "endMembership", .delete, "/api/v1/memberships/{membership}",
        "End a membership, with its sessions and tokens and with the tokens and invitations that the person gave out as such",
        needs: .manageTokens
    )
    package static let listAudit = Endpoint(
        "listAudit", .get, "/api/v1/audit", "Who did what with what outcome, newest first where no order is asked for", needs: .readAudit,
        query: AuditQuery.self,
        answer: Page<AuditEntry>.self)

    package static let all: [any AnyEndpoint] =
        [
            whoami, searchSkills, importSkills, createSchool, listSchools, showSchool, createCompany, listCompanies, showCompany,
            createNetwork, listNetworks, showNetwork, createProgramme, listProgrammes, showProgramme, createCohort, listCohorts, showCohort,
            showReadiness, remindStudents, showProgress,
            importRoster, listImports, undoImport, showImport, exportCohort, exportCohortSheet, listStudents, showStudent, listTeams,
            showTeam,
            formTeams, importTeams, lockTeam, unlockTeam, disbandTeam, giveConsent, listConsents,
            withdrawConsent, listReceipts, exportPerson, correctStudent, eraseStudent, listLedger, verifyLedger, listRetention,
            setRetention, postCase, importCases, listCases, showCase,
            editCase, publishCase, withdrawCase, checkCase, exportCases,
            createRound, listRounds,
            showRound, decide, listDecisions, liftDecision, rankCases, showRanking, shareTeamCards, listCardRounds, listTeamCards,
            rankTeams, showTeamRanking, showDemand, diagnoseRound, runRound, showRun, publishRun,
            listMatches,
            listScarceCases, explain, findRemedies, compareRuns, reportFairness, repairRun, branchRun, verifyRun, downloadSnapshot,
            downloadResult,
            issueToken, listTokens, revokeToken, listSessions, endSession, invite,
            listInvitations, withdrawInvitation, listMemberships, endMembership, listAudit,
        ] + ofBoards + ofTalent + ofProfiles + ofHouse + ofProgress
}
