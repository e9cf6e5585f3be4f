package import API

/// On whose behalf something is done: what the token says, plus where the request came from.
package struct Caller: Sendable {
    package var role: Role
    /// Nil for an operator only.
    package var organisation: Organisation.ID?
    package var account: Identifier<Account>?
    /// The student whom a student's token stands for.
    package var student: Student.ID?
    package var token: Token.ID?
    /// Where a person came by a session and not by a token.
    package var session: SignedIn.ID?
    /// Whether that session began by an invitation, which whoever holds the letter can use.
    package var isByInvitation: Bool
    /// Whoever issued the token; nil where that was not kept, and for a session.
    package var issuer: Role?
    /// What a narrowed token may; nil: all that the role may.
    package var permissions: Set<Permission>?
    package var requestID: String
    package var language: Language
    /// Whoever comes without signing in: a contributor whom nobody invited, and less than that in the database.
    private var isVisitor = false

    package init(
        role: Role, organisation: Organisation.ID? = nil, account: Identifier<Account>? = nil, student: Student.ID? = nil,
        token: Token.ID? = nil, session: SignedIn.ID? = nil, isByInvitation: Bool = false, issuer: Role? = nil,
        permissions: Set<Permission>? = nil, requestID: String,
        language: Language = .english
    ) {
        self.role = role
        self.organisation = organisation
        self.account = account
        self.student = student
        self.token = token
        self.session = session
        self.isByInvitation = isByInvitation
        self.issuer = issuer
        self.permissions = permissions
        self.requestID = requestID
        self.language = language
    }

    /// The daemon itself, where a person at its terminal asked: `vivierd token create`, `vivierd demo`.
    package static func terminal(requestID: String) -> Caller {
        Caller(role: .operator, requestID: requestID)
    }

    /// Whoever reads a public page.
    package static func visitor(requestID: String, language: Language) -> Caller {
        var caller = Caller(role: .contributor, requestID: requestID, language: language)
        caller.isVisitor = true
        return caller
    }

    /// Who stands behind what is said in a student's name: the student only in a session, which a letter to the student opened. A token says what
    /// whoever issued it says.
    package var recorder: Consent.Recorder {
        switch role {
        case .operator: .operator
        case .student where session != nil: .student
        case .student: issuer == .operator ? .operator : .school
        default: .school
        }
    }

    /// Whether the caller reaches what is the account's elsewhere too: the person, by a link of the own. A token is good for its organisation,
    /// an invitation for what it offered.
    package var reachesAll: Bool { session != nil && !isByInvitation }

    /// Not whoever comes without signing in.
    package var isKnown: Bool { !isVisitor }

    /// Whether the role may, and the token where it is narrowed. Who one is may always be asked, and no more than that.
    package func may(_ permission: Permission) -> Bool {
        guard permission.roles.contains(role) else { return false }
        return permissions?.contains(permission) ?? true || permission == .readOwnIdentity
    }

    /// The database role whose row-level security decides what the caller sees.
    package var databaseRole: String {
        if isVisitor { return "vivier_visitor" }
        return switch role {
        case .operator: "vivier_operator"
        case .networkOperator: "vivier_network"
        case .schoolAdmin: "vivier_school"
        case .supervisor: "vivier_supervisor"
        case .companyOwner, .company, .recruiter: "vivier_company"
        case .student: "vivier_student"
        case .contributor: "vivier_contributor"
        }
    }
}
