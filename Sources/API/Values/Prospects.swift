package import Formats

package import struct Foundation.Date

/// A student whom a company follows.
package struct Prospect: Codable, Sendable, Versioned {
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
    /// What the company will do next, and by when.
    package var nextAction: String?
    package var nextOn: Day?
    package var createdAt: Date
    package var changedAt: Date
    package var version: Int

    package init(
        id: ID, student: Student.ID, givenName: String, familyName: String, school: String, stage: Stage,
        case businessCase: BusinessCase.ID?, note: String, nextAction: String?, nextOn: Day?, createdAt: Date, changedAt: Date,
        version: Int
    ) {
        self.id = id
        self.student = student
        self.givenName = givenName
        self.familyName = familyName
        self.school = school
        self.stage = stage
        self.case = businessCase
        self.note = note
        self.nextAction = nextAction
        self.nextOn = nextOn
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
    /// Part of the name or of the school's name.
    package var q: String?
    /// `-added` (the default, newest first), `added`, `name`, `-changed` (last moved first), `next` (next action due first).
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(stage: Prospect.Stage? = nil, q: String? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.stage = stage
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// What a company notes of a prospect: it replaces what stood there.
package struct ProspectEdit: Codable, Sendable {
    package var note: String?
    package var nextAction: String?
    package var nextOn: Day?

    package init(note: String? = nil, nextAction: String? = nil, nextOn: Day? = nil) {
        self.note = note
        self.nextAction = nextAction
        self.nextOn = nextOn
    }
}

/// A line of a prospect's history: a move, or a note where both stages are the same.
package struct ProspectEvent: Codable, Sendable {
    package typealias ID = Identifier<ProspectEvent>
    package var id: ID
    package var at: Date
    /// Nil where it begins.
    package var from: Prospect.Stage?
    package var to: Prospect.Stage
    package var note: String
    /// The address of who did it, as long as the person belongs to the company.
    package var by: String?

    package init(id: ID, at: Date, from: Prospect.Stage?, to: Prospect.Stage, note: String, by: String?) {
        self.id = id
        self.at = at
        self.from = from
        self.to = to
        self.note = note
        self.by = by
    }
}

/// The prospects as a file.
package struct ProspectExportQuery: Codable, Sendable {
    package var stage: Prospect.Stage?
    package var q: String?

    package init(stage: Prospect.Stage? = nil, q: String? = nil) {
        self.stage = stage
        self.q = q
    }
}
