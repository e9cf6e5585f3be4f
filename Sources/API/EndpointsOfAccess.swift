// Who may come in, by which token, invitation and membership, and what they did.
extension Endpoints {
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

    static let ofAccess: [any AnyEndpoint] = [
        issueToken, listTokens, revokeToken, listSessions, endSession, invite, listInvitations, withdrawInvitation, listMemberships,
        endMembership, listAudit,
    ]
}
