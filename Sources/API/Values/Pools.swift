package import Formats

package import struct Foundation.Date

/// A query over consenting students.
package struct PoolQuery: Codable, Sendable, LimitedQuery {
    /// `skill:"negotiation">=3 available:2027-01 language:en`.
    package var q: String
    /// `name` (the default), `graduation`, `-graduation`, `level` (best level of the skills asked for, highest first).
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(q: String, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// A consenting student as a company sees the person. Seeing it leaves a receipt that the person reads.
package struct PoolStudent: Codable, Sendable {
    package var id: Student.ID
    package var school: String
    package var givenName: String
    package var familyName: String
    /// Nil, as the other particulars below, where the consent keeps it back.
    package var email: String?
    package var programme: String?
    package var graduation: Day?
    package var languages: [String]
    package var city: String?
    package var hoursPerWeek: Int?
    package var skills: [HeldSkill]
    /// The company follows the person already.
    package var prospect: Prospect.ID?
    /// What the consent shows, for pages alone; nil where it was not asked.
    package var shown: [Consent.Field]?

    private enum CodingKeys: String, CodingKey {
        case id, school, givenName, familyName, email, programme, graduation, languages, city, hoursPerWeek, skills, prospect
    }

    package init(
        id: Student.ID, school: String, givenName: String, familyName: String, email: String?, programme: String?, graduation: Day?,
        languages: [String], city: String?, hoursPerWeek: Int?, skills: [HeldSkill], prospect: Prospect.ID?
    ) {
        self.id = id
        self.school = school
        self.givenName = givenName
        self.familyName = familyName
        self.email = email
        self.programme = programme
        self.graduation = graduation
        self.languages = languages
        self.city = city
        self.hoursPerWeek = hoursPerWeek
        self.skills = skills
        self.prospect = prospect
    }
}

/// A page of a search, with the query as it was understood and the sort that was used.
package struct TalentPage: Codable, Sendable {
    package var items: [PoolStudent]
    package var next: String?
    package var understood: String
    package var sort: String

    package init(items: [PoolStudent], next: String?, understood: String, sort: String) {
        self.items = items
        self.next = next
        self.understood = understood
        self.sort = sort
    }
}

/// About how many consenting students a query finds, without showing any of them: nobody gets a receipt.
package struct PoolCount: Codable, Sendable {
    /// Blurred on purpose by some five people and more, the more the organisation has counted within a day, and to the nearest five; at most
    /// ``most``; absent below ``fewest``, none included. So questions with and without somebody do not tell whether that person is among those
    /// who are found; a search does, and leaves receipts.
    package var count: Int?
    /// There are more than were counted.
    package var more: Bool
    package var understood: String
    /// The conditions that must all hold, each as a query of its own.
    package var conditions: [String]

    package static let most = 1_000
    package static let fewest = 10

    /// A blurred count as it is told.
    package static func told(_ count: Int) -> Int? { count < fewest ? nil : (count + 2) / 5 * 5 }

    package init(count: Int?, more: Bool, understood: String, conditions: [String]) {
        self.count = count
        self.more = more
        self.understood = understood
        self.conditions = conditions
    }
}

package struct PoolCountQuery: Codable, Sendable {
    package var q: String

    package init(q: String) {
        self.q = q
    }
}

/// A search as a file.
package struct PoolExportQuery: Codable, Sendable {
    package var q: String
    package var sort: String?

    package init(q: String, sort: String? = nil) {
        self.q = q
        self.sort = sort
    }
}

/// A saved query.
package struct Pool: Codable, Sendable {
    package typealias ID = Identifier<Pool>
    package var id: ID
    package var name: String
    package var query: String
    package var createdAt: Date

    package init(id: ID, name: String, query: String, createdAt: Date) {
        self.id = id
        self.name = name
        self.query = query
        self.createdAt = createdAt
    }
}

package struct PoolDraft: Codable, Sendable {
    package var name: String
    package var query: String

    package init(name: String, query: String) {
        self.name = name
        self.query = query
    }
}
