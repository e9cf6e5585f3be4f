import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

extension DeskRoutes {
    /// What operators, and those who let people in, work with.
    func addOperatorPages() {
        get("/desk/organisations", for: .createOrganisations) { try await OrganisationsPage.response($0) }
        get("/desk/organisations/export", for: .createOrganisations) { desk in
            let query = OrganisationExportQuery(kind: desk.kind, q: desk.query("q"))
            return desk.file(
                try await desk.perform(ExportOrganisations(query: query, form: .people(desk.say.language))),
                named: "\(desk.kind.rawValue).csv")
        }
        get("/desk/organisations/new", for: .createOrganisations) { desk in try await OrganisationFormPage.new(desk, desk.kind) }
        post("/desk/organisations/new", for: .createOrganisations) { desk, form in
            guard let kind = OrganisationKind(rawValue: form["kind"]) else { throw Failure.noSuchPage }
            let again = { (state: FormState) in try await OrganisationFormPage.new(desk, kind, state) }
            let place = (path: "/desk/organisations?kind=\(kind.rawValue)&sort=-created", notice: Notice.created as Notice?)
            func draft() throws -> OrganisationDraft { try OrganisationDraft(form, of: kind) }
            return switch kind {
            case .school: try await desk.submit(form, { CreateSchool(draft: try draft()) }, again: again, then: { _ in place })
            case .company: try await desk.submit(form, { CreateCompany(draft: try draft()) }, again: again, then: { _ in place })
            case .network: try await desk.submit(form, { CreateNetwork(draft: try draft()) }, again: again, then: { _ in place })
            }
        }
        get("/desk/organisations/{organisation}/edit", for: .editOrganisations) { desk in
            try await OrganisationFormPage.edit(desk, desk.kind)
        }
        post("/desk/organisations/{organisation}/edit", for: .editOrganisations) { desk, form in
            guard let kind = OrganisationKind(rawValue: form["kind"]) else { throw Failure.noSuchPage }
            let id: Organisation.ID = try desk.id("organisation")
            let isOperator = desk.guest.principal.role == .operator
            return try await desk.submit(
                form,
                { EditOrganisation(id, kind, draft: try OrganisationDraft(form, of: kind), replacing: try form.integer("version") ?? 0) },
                again: { try await OrganisationFormPage.edit(desk, kind, $0) },
                then: { _ in (isOperator ? "/desk/organisations?kind=\(kind.rawValue)" : "/desk", .saved) })
        }

        get("/desk/people", for: .manageTokens) { try await PeoplePage.response($0) }
        post("/desk/people/invite", for: .manageTokens) { desk, form in try await PeoplePage.invite(desk, form) }
        post("/desk/people/withdraw", for: .manageTokens) { desk, form in
            guard let id = Invitation.ID(form["id"]) else { throw Failure.noSuchPage }
            try await desk.perform(WithdrawInvitation(invitation: id))
            return desk.go(to: "/desk/people?show=invitations", .uninvited)
        }
        post("/desk/people/end", for: .manageTokens) { desk, form in
            guard let id = Membership.ID(form["id"]) else { throw Failure.noSuchPage }
            try await desk.perform(EndMembership(membership: id))
            return desk.go(to: "/desk/people", .ended)
        }
        get("/desk/people/invitations.csv", for: .manageTokens) { try await PeoplePage.invitationFile($0) }
        get("/desk/people/export", for: .manageTokens) { desk in
            let export = ExportMemberships(query: desk.sortedFile, form: .people(desk.say.language))
            return desk.csv(try await desk.perform(export), "members.csv")
        }
        get("/desk/people/tokens/export", for: .manageTokens) { desk in
            let export = ExportTokens(query: desk.sortedFile, form: .people(desk.say.language))
            return desk.csv(try await desk.perform(export), "tokens.csv")
        }
        get("/desk/people/tokens", for: .manageTokens) { try await TokensPage.response($0) }
        post("/desk/people/tokens", for: .manageTokens) { desk, form in try await TokensPage.issue(desk, form) }
        post("/desk/people/tokens/revoke", for: .manageTokens) { desk, form in
            guard let id = Token.ID(form["id"]) else { throw Failure.noSuchPage }
            try await desk.perform(RevokeToken(token: id))
            return desk.go(to: "/desk/people/tokens", .revoked)
        }

        get("/desk/audit", for: .readAudit) { try await AuditPage.response($0) }
        get("/desk/audit/export", for: .readAudit) { desk in
            let query = AuditExportQuery(
                action: desk.query("action"), outcome: desk.query("outcome"), person: desk.query("person"), sort: desk.query("sort"))
            return desk.csv(try await desk.perform(ExportAudit(query: query, form: .people(desk.say.language))), "audit.csv")
        }
        get("/desk/health", for: .watchHouse) { desk in HealthPage(desk: desk, health: try await desk.perform(ShowHealth())).response() }
    }
}

extension Desk {
    /// Which kind of organisations a page is about.
    var kind: OrganisationKind { query("kind").flatMap { OrganisationKind(rawValue: $0) } ?? .school }

    func file(_ bytes: [UInt8], named name: String, _ mediaType: String = "text/csv; charset=utf-8") -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: mediaType, .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The address of this page with other parameters; one that is nil or empty is left out.
    func here(_ parameters: KeyValuePairs<String, String?>) -> String { Self.address(path, parameters) }
}

/// Pages beside each other, of which one is shown.
enum Tabs {
    static func html(_ label: String, _ tabs: [(name: String, path: String, isHere: Bool)]) -> HTML {
        let items = tabs.map { tab -> HTML in
            let mark: HTML = tab.isHere ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(tab.path)\"\(mark)>\(tab.name)</a></li>"
        }
        return "<nav aria-label=\"\(label)\"><ul class=\"tabs\">\(items)</ul></nav>\n"
    }
}
