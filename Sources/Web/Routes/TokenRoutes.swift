import API
import Vivier

extension APIRoutes {
    func addTokenRoutes() {
        on(Endpoints.whoami) { _ in ShowIdentity() }
        on(Endpoints.issueToken) { IssueToken(draft: $0.body) }
        on(Endpoints.listTokens) { ListTokens(query: $0.query) }
        on(Endpoints.revokeToken) { RevokeToken(token: try $0.id("token")) }
        on(Endpoints.listSessions) { _ in ListSignedIn() }
        on(Endpoints.endSession) { EndSignedIn(.one(try $0.id("session"))) }
        on(Endpoints.invite) { InviteByLetter(draft: $0.body) }
        on(Endpoints.listInvitations) { ListInvitations(query: $0.query) }
        on(Endpoints.listMemberships) { ListMemberships(query: $0.query) }
        on(Endpoints.endMembership) { EndMembership(membership: try $0.id("membership")) }
        on(Endpoints.withdrawInvitation) { WithdrawInvitation(invitation: try $0.id("invitation")) }
        on(Endpoints.listAudit) { ListAudit(query: $0.query) }
        on(Endpoints.exportAudit, fileName: "audit.csv") { ExportAudit(query: $0.query) }
        on(Endpoints.exportMemberships, fileName: "members.csv") { ExportMemberships(query: $0.query) }
        on(Endpoints.exportTokens, fileName: "tokens.csv") { ExportTokens(query: $0.query) }
        on(Endpoints.exportOrganisations, fileName: "organisations.csv") { ExportOrganisations(query: $0.query) }
        on(Endpoints.showHealth) { _ in ShowHealth() }
    }
}
