package import struct Foundation.Date

/// Who the bearer of a token is.
package struct Identity: Codable, Sendable {
    package var role: Role
    package var organisation: OrganisationReference?
    package var account: Identifier<Account>?
    package var email: String?
    package var student: Identifier<Student>?
    package var tokenExpiresAt: Date
    /// What the token may, where it is narrowed; absent where it may all that its role may.
    package var permissions: [Permission]?

    package init(
        role: Role, organisation: OrganisationReference?, account: Identifier<Account>?, email: String?, student: Identifier<Student>?,
        tokenExpiresAt: Date, permissions: [Permission]? = nil
    ) {
        self.role = role
        self.organisation = organisation
        self.account = account
        self.email = email
        self.student = student
        self.tokenExpiresAt = tokenExpiresAt
        self.permissions = permissions
    }
}

/// A person who may sign in.
package enum Account {}

/// A token as lists show it: never its secret.
package struct Token: Codable, Sendable {
    package typealias ID = Identifier<Token>
    package var id: ID
    package var role: Role
    package var organisation: Identifier<Organisation>?
    package var label: String
    package var createdAt: Date
    package var expiresAt: Date
    package var revokedAt: Date?
    /// To the minute.
    package var lastUsedAt: Date?
    /// What it may, where it is narrowed; absent where it may all that its role may.
    package var permissions: [Permission]?
    /// The role of whoever issued it; absent where that was not kept.
    package var issuedBy: Role?
    /// The address of whoever issued it, where it is there still and the reader may see it.
    package var issuer: String?

    package init(
        id: ID, role: Role, organisation: Identifier<Organisation>?, label: String, createdAt: Date, expiresAt: Date, revokedAt: Date?,
        lastUsedAt: Date?, permissions: [Permission]? = nil, issuedBy: Role? = nil, issuer: String? = nil
    ) {
        self.id = id
        self.role = role
        self.organisation = organisation
        self.label = label
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
        self.permissions = permissions
        self.issuedBy = issuedBy
        self.issuer = issuer
    }
}

/// What is asked for a new token.
package struct TokenDraft: Codable, Sendable {
    package var role: Role
    /// The own organisation where it is not said; only an operator names another.
    package var organisation: Identifier<Organisation>?
    /// The e-mail of the person it is for; an account is made where there is none.
    package var email: String?
    /// For the role `student`: whose; where it is not said, whom the school enrolled with the e-mail.
    package var student: Identifier<Student>?
    package var label: String?
    /// 1…365; 90 where it is not said.
    package var days: Int?
    /// All that it may, of what its role may; everything where it is not said. A narrowed token lets nobody in.
    package var permissions: [Permission]?

    package init(
        role: Role, organisation: Identifier<Organisation>? = nil, email: String? = nil, student: Identifier<Student>? = nil,
        label: String? = nil, days: Int? = nil, permissions: [Permission]? = nil
    ) {
        self.role = role
        self.organisation = organisation
        self.email = email
        self.student = student
        self.label = label
        self.days = days
        self.permissions = permissions
    }
}

/// A new token with its secret, which is shown this once and stored nowhere.
package struct IssuedToken: Codable, Sendable {
    package var token: Token
    /// `vvr_…`.
    package var secret: String

    package init(token: Token, secret: String) {
        self.token = token
        self.secret = secret
    }
}

/// A line of the audit log.
package struct AuditEntry: Codable, Sendable {
    package typealias ID = Identifier<AuditEntry>
    package var id: ID
    package var at: Date
    package var role: String
    package var account: Identifier<Account>?
    /// Of the account, where it is there still and the reader may see it.
    package var email: String?
    /// The label of the token that was used; absent for whoever was signed in.
    package var token: String?
    /// The role of whoever issued that token: what it does in a student's name, its issuer does.
    package var issuedBy: String?
    package var organisation: OrganisationReference?
    package var action: String
    package var object: String?
    /// What the object is the identity of (`student`, `case`); absent where it is more than one thing, or none.
    package var objectKind: String?
    /// What the object is called, where it is there still and the reader may see it.
    package var objectName: String?
    /// `done`, `denied` (the role may not) or `refused` (the request was not acceptable).
    package var outcome: String
    package var requestId: String

    package init(
        id: ID, at: Date, role: String, account: Identifier<Account>?, email: String? = nil, token: String? = nil,
        issuedBy: String? = nil, organisation: OrganisationReference? = nil, action: String, object: String?, objectKind: String? = nil,
        objectName: String? = nil, outcome: String, requestId: String
    ) {
        self.objectKind = objectKind
        self.objectName = objectName
        self.email = email
        self.token = token
        self.issuedBy = issuedBy
        self.organisation = organisation
        self.id = id
        self.at = at
        self.role = role
        self.account = account
        self.action = action
        self.object = object
        self.outcome = outcome
        self.requestId = requestId
    }
}

/// Which lines of the audit.
package struct AuditQuery: Codable, Sendable, LimitedQuery {
    /// `importRoster` …
    package var action: String?
    /// `done`, `denied` or `refused`.
    package var outcome: String?
    /// The e-mail of an account.
    package var person: String?
    /// `-at` (the default, newest first) or `at`.
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(
        action: String? = nil, outcome: String? = nil, person: String? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil
    ) {
        self.sort = sort
        self.action = action
        self.outcome = outcome
        self.person = person
        self.limit = limit
        self.cursor = cursor
    }
}

/// Lines of the audit as a file: all that are asked for, not a page of them.
package struct AuditExportQuery: Codable, Sendable {
    /// `importRoster` …
    package var action: String?
    /// `done`, `denied` or `refused`.
    package var outcome: String?
    /// The e-mail of an account.
    package var person: String?
    /// `-at` or `at`; the newest first where it is not said.
    package var sort: String?

    package init(action: String? = nil, outcome: String? = nil, person: String? = nil, sort: String? = nil) {
        self.action = action
        self.outcome = outcome
        self.person = person
        self.sort = sort
    }
}

/// Which people of a list of members or invitations.
package struct PeopleQuery: Codable, Sendable, LimitedQuery {
    /// Part of the address.
    package var q: String?
    /// `-at` (the default, newest first), `at`, `email`, `-email`.
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(q: String? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// Which tokens of a list.
package struct TokenListQuery: Codable, Sendable, LimitedQuery {
    /// Words of the label.
    package var q: String?
    /// Only those of one organisation, for an operator who sees all.
    package var organisation: Organisation.ID?
    /// `-created` (the default, newest first), `created`, `label`, `-label`.
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(
        q: String? = nil, organisation: Organisation.ID? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil
    ) {
        self.q = q
        self.organisation = organisation
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}
