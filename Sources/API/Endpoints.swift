import Formats

/// Every operation of `/api/v1`. Here are those on people, organisations and cases; the others stand beside, by subject.
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

    static let ofPeopleAndCases: [any AnyEndpoint] = [
        whoami, searchSkills, importSkills, createSchool, listSchools, showSchool, createCompany, listCompanies, showCompany, createNetwork,
        listNetworks, showNetwork, createProgramme, listProgrammes, showProgramme, createCohort, listCohorts, showCohort, showReadiness,
        remindStudents, showProgress, importRoster, listImports, undoImport, showImport, exportCohort, exportCohortSheet, listStudents,
        showStudent, listTeams, showTeam, formTeams, importTeams, lockTeam, unlockTeam, disbandTeam, giveConsent, listConsents,
        withdrawConsent, listReceipts, exportPerson, correctStudent, eraseStudent, listLedger, verifyLedger, listRetention, setRetention,
        postCase, importCases, listCases, showCase, editCase, publishCase, withdrawCase, checkCase, exportCases,
    ]

    /// In the order in which the documentation shows them.
    package static let all: [any AnyEndpoint] = [
        ofPeopleAndCases, ofRounds, ofAccess, ofBoards, ofTalent, ofProfiles, ofHouse, ofProgress,
    ].flatMap { $0 }
}
