import API
import Vivier

extension APIRoutes {
    func addTokenRoutes() {
        on(Endpoints.whoami) { _ in ShowIdentity() }
        on(Endpoints.issueToken) { IssueToken(draft: $0.body) }
        on(Endpoints.listTokens) { ListTokens(query: $0.query) }
        on(Endpoints.revokeToken) { RevokeToken(token: try $0.id("token")) }
        on(Endpoints.listAudit) { ListAudit(query: $0.query) }
    }
}
