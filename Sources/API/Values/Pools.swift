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

/// A student whom a company follows.
package struct Prospect: Codable, Sendable {
    package typealias ID = Identifier<Prospect>
    package enum Stage: String, Codable, Sendable, CaseIterable {
        case spotted, contacted, met, offer, hired, declined
    }
    package var id: ID
    package var student: Student.ID
    package var givenName: String
    package var familyName: String
    package var school: String
    package var stage: Stage
    package var `case`: BusinessCase.ID?
    package var note: String
    package var createdAt: Date
    package var changedAt: Date
    package var version: Int

    package init(
        id: ID, student: Student.ID, givenName: String, familyName: String, school: String, stage: Stage,
        case businessCase: BusinessCase.ID?,
        note: String, createdAt: Date, changedAt: Date, version: Int
    ) {
        self.id = id
        self.student = student
        self.givenName = givenName
        self.familyName = familyName
        self.school = school
        self.stage = stage
        self.case = businessCase
        self.note = note
        self.createdAt = createdAt
        self.changedAt = changedAt
        self.version = version
    }
}

package struct ProspectDraft: Codable, Sendable {
    package var student: Student.ID
    package var `case`: BusinessCase.ID?
    package var note: String?

    package init(student: Student.ID, case businessCase: BusinessCase.ID? = nil, note: String? = nil) {
        self.student = student
        self.case = businessCase
        self.note = note
    }
}

package struct ProspectMove: Codable, Sendable {
    package var stage: Prospect.Stage
    package var note: String?

    package init(stage: Prospect.Stage, note: String? = nil) {
        self.stage = stage
        self.note = note
    }
}

package struct ProspectListQuery: Codable, Sendable, LimitedQuery {
    package var stage: Prospect.Stage?
    package var limit: Int?
    package var cursor: String?

    package init(stage: Prospect.Stage? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.stage = stage
        self.limit = limit
        self.cursor = cursor
    }
}
