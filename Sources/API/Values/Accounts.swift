package import struct Foundation.Date

/// What a person is in an organisation.
package struct Membership: Codable, Sendable {
    package typealias ID = Identifier<Membership>
    package var id: ID
    package var role: Role
    /// Absent for an operator.
    package var organisation: OrganisationReference?

    package init(id: ID, role: Role, organisation: OrganisationReference?) {
        self.id = id
        self.role = role
        self.organisation = organisation
    }
}

/// Somebody who belongs to an organisation, as those who let people in see it.
package struct MemberLine: Codable, Sendable {
    package var id: Membership.ID
    package var email: String
    package var role: Role
    /// Absent for an operator.
    package var organisation: Identifier<Organisation>?
    package var since: Date

    package init(id: Membership.ID, email: String, role: Role, organisation: Identifier<Organisation>?, since: Date) {
        self.id = id
        self.email = email
        self.role = role
        self.organisation = organisation
        self.since = since
    }
}

/// Where a person is signed in.
package struct SignedIn: Codable, Sendable {
    package typealias ID = Identifier<SignedIn>
    package var id: ID
    package var role: Role
    package var organisation: Identifier<Organisation>?
    /// What the browser called itself.
    package var browser: String
    package var createdAt: Date
    package var lastSeenAt: Date
    /// At the latest; earlier where nobody comes for twelve hours.
    package var expiresAt: Date

    package init(
        id: ID, role: Role, organisation: Identifier<Organisation>?, browser: String, createdAt: Date, lastSeenAt: Date, expiresAt: Date
    ) {
        self.id = id
        self.role = role
        self.organisation = organisation
        self.browser = browser
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
    }
}

/// Who is asked to join.
package struct InvitationDraft: Codable, Sendable {
    package var email: String
    package var role: Role
    /// The own organisation where it is not said; only an operator names another.
    package var organisation: Identifier<Organisation>?
    /// `fr` or `en`, in which the letter is written; that of the request where it is not said.
    package var language: String?

    package init(email: String, role: Role, organisation: Identifier<Organisation>? = nil, language: String? = nil) {
        self.email = email
        self.role = role
        self.organisation = organisation
        self.language = language
    }
}

package struct Invitation: Codable, Sendable {
    package typealias ID = Identifier<Invitation>
    /// In the place of an address whose person was erased; whoever holds the letter still comes in.
    package static let erased = "erased@invalid"
    package var id: ID
    package var email: String
    package var role: Role
    package var organisation: Identifier<Organisation>?
    package var createdAt: Date
    package var expiresAt: Date
    package var acceptedAt: Date?
    package var withdrawnAt: Date?

    package init(
        id: ID, email: String, role: Role, organisation: Identifier<Organisation>?, createdAt: Date, expiresAt: Date,
        acceptedAt: Date? = nil, withdrawnAt: Date? = nil
    ) {
        self.id = id
        self.email = email
        self.role = role
        self.organisation = organisation
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.acceptedAt = acceptedAt
        self.withdrawnAt = withdrawnAt
    }
}
