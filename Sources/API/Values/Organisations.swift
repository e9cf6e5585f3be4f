/// A school, a company or a network.
package struct Organisation: Codable, Sendable, Versioned {
    package typealias ID = Identifier<Organisation>
    package var id: ID
    /// Its version, for `If-Match`.
    package var version: Int
    package var kind: OrganisationKind
    package var name: String
    package var city: String?
    /// A school's registration number (7 digits and a letter).
    package var uai: String?
    /// A company's 14 digits.
    package var siret: String?
    package var sector: String?
    /// How many teams a company takes over all its cases.
    package var capacity: Int?
    /// The schools of a network.
    package var schools: [ID]?

    package init(
        id: ID, version: Int, kind: OrganisationKind, name: String, city: String? = nil, uai: String? = nil, siret: String? = nil,
        sector: String? = nil,
        capacity: Int? = nil, schools: [ID]? = nil
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.name = name
        self.city = city
        self.uai = uai
        self.siret = siret
        self.sector = sector
        self.capacity = capacity
        self.schools = schools
    }
}

package enum OrganisationKind: String, Codable, Sendable, CaseIterable {
    case school, company, network
}

package struct OrganisationReference: Codable, Sendable {
    package var id: Organisation.ID
    package var kind: OrganisationKind
    package var name: String

    package init(id: Organisation.ID, kind: OrganisationKind, name: String) {
        self.id = id
        self.kind = kind
        self.name = name
    }
}

/// What is asked for a new organisation; its kind is in the address.
package struct OrganisationDraft: Codable, Sendable {
    package var name: String
    package var city: String?
    package var uai: String?
    package var siret: String?
    package var sector: String?
    package var capacity: Int?
    package var schools: [Organisation.ID]?
    /// An operator has seen that the name looks like another's, and knows that it is another organisation.
    package var distinct: Bool?

    package init(
        name: String, city: String? = nil, uai: String? = nil, siret: String? = nil, sector: String? = nil, capacity: Int? = nil,
        schools: [Organisation.ID]? = nil, distinct: Bool? = nil
    ) {
        self.name = name
        self.city = city
        self.uai = uai
        self.siret = siret
        self.sector = sector
        self.capacity = capacity
        self.schools = schools
        self.distinct = distinct
    }
}

package struct OrganisationListQuery: Codable, Sendable, LimitedQuery {
    /// Words that the name or the city bears, each; accents and case do not matter.
    package var q: String?
    /// `name` (the default), `-name`, `city`, `-city`, `created`, `-created`.
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

package struct OrganisationExportQuery: Codable, Sendable {
    package var kind: OrganisationKind
    /// Words that the name or the city bears, each.
    package var q: String?

    package init(kind: OrganisationKind, q: String? = nil) {
        self.kind = kind
        self.q = q
    }
}
