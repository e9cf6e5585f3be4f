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
            return desk.file(try await desk.perform(ExportOrganisations(query: query)), named: "\(desk.kind.rawValue).csv")
        }
        get("/desk/organisations/new", for: .createOrganisations) { try await NewOrganisationPage.response($0) }
        post("/desk/organisations/new", for: .createOrganisations) { desk, form in try await NewOrganisationPage.save(desk, form) }

        get("/desk/people", for: .manageTokens) { try await PeoplePage.response($0) }
        post("/desk/people/invite", for: .manageTokens) { desk, form in try await PeoplePage.invite(desk, form) }
        post("/desk/people/withdraw", for: .manageTokens) { desk, form in
            guard let id = Invitation.ID(form["id"]) else { throw Failure.noSuchPage }
            try await desk.perform(WithdrawInvitation(invitation: id))
            return desk.go(to: "/desk/people?show=invitations", .withdrawn)
        }
        post("/desk/people/end", for: .manageTokens) { desk, form in
            guard let id = Membership.ID(form["id"]) else { throw Failure.noSuchPage }
            try await desk.perform(EndMembership(membership: id))
            return desk.go(to: "/desk/people", .removed)
        }
        get("/desk/people/tokens", for: .manageTokens) { try await TokensPage.response($0) }
        post("/desk/people/tokens", for: .manageTokens) { desk, form in try await TokensPage.issue(desk, form) }
        post("/desk/people/tokens/revoke", for: .manageTokens) { desk, form in
            guard let id = Token.ID(form["id"]) else { throw Failure.noSuchPage }
            try await desk.perform(RevokeToken(token: id))
            return desk.go(to: "/desk/people/tokens", .removed)
        }

        get("/desk/audit", for: .readAudit) { try await AuditPage.response($0) }
        get("/desk/audit/export", for: .readAudit) { desk in
            desk.file(try await desk.perform(ExportAudit(query: AuditPage.query(desk))), named: "audit.csv")
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
