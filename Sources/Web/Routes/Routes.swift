import API
import Vivier

extension Site {
    /// The map of the site.
    static func addRoutes(api: APIRoutes, routes: PageRoutes, pages: OpenPages, proofs: ProofPages, guests: GuestPages, desk: DeskRoutes) {
        routes.get("/") { [door = desk.door] in try await pages.home($0, $1, door.guest($0)) }
        routes.get("/api") { [door = desk.door] in try await pages.operations($0, $1, door.guest($0)) }
        routes.get("/problems/{code}") { try pages.problem($0, $1) }
        routes.get(Asset.style.path) { request, _ in Asset.style.response(to: request) }
        routes.get(Asset.script.path) { request, _ in Asset.script.response(to: request) }
        routes.get("/openapi.json") { try pages.description($0, $1) }
        routes.get("/healthz") { pages.health($0, $1) }
        routes.get("/readyz") { await pages.ready($0, $1) }
        routes.get(SecurityNote.path) { try pages.security($0, $1) }
        routes.get("/metrics") { try await pages.metrics($0, $1) }

        routes.get("/sign-in") { guests.ask($0, $1) }
        routes.post("/sign-in") { try await guests.send($0, $1) }
        routes.get("/sign-in/with/{provider}") { try await guests.leaveFor($0, $1) }
        routes.get("/sign-in/from/{provider}") { try await guests.comeBack($0, $1) }
        routes.get("/sign-in/{secret}") { guests.confirm($0, $1) }
        routes.post("/sign-in/{secret}") { try await guests.use($0, $1) }
        routes.get("/invitation/{secret}") { try await guests.offer($0, $1) }
        routes.post("/invitation/{secret}") { try await guests.accept($0, $1) }
        routes.get("/keep/{secret}") { try await guests.question($0, $1) }
        routes.post("/keep/{secret}") { try await guests.answer($0, $1) }
        routes.get("/account") { try await guests.account($0, $1) }
        routes.post("/account/membership") { try await guests.change($0, $1) }
        routes.post("/account/sessions/end") { try await guests.end($0, $1) }
        routes.post("/sign-out") { try await guests.leave($0, $1) }

        routes.get("/proofs") { try await proofs.list($0, $1) }
        routes.get(ProofListPage.file) { try await proofs.export($0, $1) }
        for checker in Checker.all { routes.get(checker.path) { _, _ in checker.response() } }
        routes.get("/proofs/{run}") { try await proofs.show($0, $1) }
        routes.post("/proofs/{run}/verification") { try await proofs.verify($0, $1) }
        for file in DownloadProof.File.allCases {
            routes.get("/proofs/{run}/\(file.rawValue).json") { try await proofs.download(file, $0, $1) }
        }

        desk.addHome()
        desk.addTeamPages()
        desk.addRoundPages()
        desk.addRunPages()
        desk.addCasePages()
        desk.addTeamCardPages()
        desk.addMatchPages()
        desk.addTalentPages()
        desk.addProspectPages()
        routes.addPublicPages(pages.application, desk.door)

        desk.addMePages()
        desk.addOperatorPages()
        desk.addCohortPages()
        desk.addStudentPages()
        desk.addRosterPages()

        api.addTokenRoutes()
        api.addSkillRoutes()
        api.addOrganisationRoutes()
        api.addCohortRoutes()
        api.addRosterRoutes()
        api.addProfileRoutes()
        api.addConsentRoutes()
        api.addCaseRoutes()
        api.addRoundRoutes()
        api.addRunRoutes()
        api.addPoolRoutes()
        api.addProspectRoutes()
    }
}
