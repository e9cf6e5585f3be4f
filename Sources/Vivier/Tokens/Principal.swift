package import API

/// Whom a token or a session stands for.
package struct Principal: Sendable, Equatable {
    /// One of the two.
    package var token: Token.ID?
    package var session: SignedIn.ID?
    package var role: Role
    package var organisation: Organisation.ID?
    package var account: Identifier<Account>?
    package var student: Student.ID?
    /// Whether the session began by an invitation.
    package var isByInvitation: Bool
    /// Whoever issued the token; nil where that was not kept, and for a session.
    package var issuer: Role?
    /// What a narrowed token may; nil: all that its role may.
    package var permissions: Set<Permission>?

    package init(
        token: Token.ID? = nil, session: SignedIn.ID? = nil, role: Role, organisation: Organisation.ID? = nil,
        account: Identifier<Account>? = nil, student: Student.ID? = nil, isByInvitation: Bool = false, issuer: Role? = nil,
        permissions: Set<Permission>? = nil
    ) {
        self.token = token
        self.session = session
        self.role = role
        self.organisation = organisation
        self.account = account
        self.student = student
        self.isByInvitation = isByInvitation
        self.issuer = issuer
        self.permissions = permissions
    }

    package func caller(requestID: String, language: Language) -> Caller {
        Caller(
            role: role, organisation: organisation, account: account, student: student, token: token, session: session,
            isByInvitation: isByInvitation, issuer: issuer, permissions: permissions, requestID: requestID, language: language)
    }
}
