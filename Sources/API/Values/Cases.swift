package import Formats

package import struct Foundation.Date

/// A business case that a company posts.
package struct BusinessCase: Codable, Sendable, Versioned {
    package typealias ID = Identifier<BusinessCase>
    package var id: ID
    package var company: OrganisationReference
    package var state: State
    package var version: Int
    package var content: CaseContent
    package var createdAt: Date
    package var changedAt: Date
    /// Why the company took it back, where it said so.
    package var withdrawnReason: String?
    /// In answers about one case: the teams that published runs have given it to, as far as the caller sees them.
    package var teams: [NamedTeam]?

    package enum State: String, Codable, Sendable, CaseIterable {
        case draft, submitted, returned, accepted, published, matched, running, closed, withdrawn
    }

    package init(
        id: ID, company: OrganisationReference, state: State, version: Int, content: CaseContent, createdAt: Date, changedAt: Date,
        withdrawnReason: String? = nil
    ) {
        self.id = id
        self.company = company
        self.state = state
        self.version = version
        self.content = content
        self.createdAt = createdAt
        self.changedAt = changedAt
        self.withdrawnReason = withdrawnReason
    }
}

/// What a case says: the fields of the case file.
package struct CaseContent: Codable, Sendable, Equatable {
    /// The company's own reference, by which a second import finds the case again.
    package var reference: String?
    package var title: String
    /// Markdown.
    package var description: String
    package var skills: [NeededSkill]
    package var teamSize: TeamSize
    package var capacity: Int
    /// With how many teams it runs at least, or not at all; absent: with any number.
    package var minimum: Int?
    package var window: Window
    package var hoursPerWeek: Int
    package var mentorSlots: WeekGrid?
    /// `fr:B2`.
    package var languages: [String]
    package var place: String?
    package var remote: Bool
    package var confidentiality: String
    package var rights: String
    package var reward: String?
    /// Nil: every school.
    package var openTo: [Organisation.ID]?

    package struct NeededSkill: Codable, Sendable, Equatable {
        /// A label in French or English, or a URI.
        package var skill: String
        /// In answers: the URI that the label was resolved to; absent where the referential does not know it.
        package var uri: String?
        /// 1…4.
        package var level: Int
        package var importance: Importance

        package init(skill: String, uri: String? = nil, level: Int, importance: Importance) {
            self.skill = skill
            self.uri = uri
            self.level = level
            self.importance = importance
        }
    }

    package enum Importance: String, Codable, Sendable, CaseIterable {
        case must, should, nice
    }

    package struct TeamSize: Codable, Sendable, Equatable {
        package var min: Int
        package var max: Int

        package init(min: Int, max: Int) {
            self.min = min
            self.max = max
        }
    }

    /// Both days included.
    package struct Window: Codable, Sendable, Equatable {
        package var from: Day
        package var until: Day

        package init(from: Day, until: Day) {
            self.from = from
            self.until = until
        }
    }

    package init(
        reference: String? = nil, title: String, description: String, skills: [NeededSkill], teamSize: TeamSize, capacity: Int,
        minimum: Int? = nil, window: Window, hoursPerWeek: Int, mentorSlots: WeekGrid? = nil, languages: [String] = [],
        place: String? = nil,
        remote: Bool = true, confidentiality: String = "open", rights: String = "students", reward: String? = nil,
        openTo: [Organisation.ID]? = nil
    ) {
        self.reference = reference
        self.title = title
        self.description = description
        self.skills = skills
        self.teamSize = teamSize
        self.capacity = capacity
        self.minimum = minimum
        self.window = window
        self.hoursPerWeek = hoursPerWeek
        self.mentorSlots = mentorSlots
        self.languages = languages
        self.place = place
        self.remote = remote
        self.confidentiality = confidentiality
        self.rights = rights
        self.reward = reward
        self.openTo = openTo
    }
}

/// A case to be posted. What it leaves out gets the default that ``CaseContent`` shows in the answer.
package struct CaseDraft: Codable, Sendable {
    /// An operator names the company, by id or by name; a company posts its own.
    package var company: String?
    package var reference: String?
    package var title: String
    package var description: String?
    package var skills: [CaseContent.NeededSkill]?
    package var teamSize: CaseContent.TeamSize?
    package var capacity: Int?
    package var minimum: Int?
    package var window: CaseContent.Window
    package var hoursPerWeek: Int
    package var mentorSlots: WeekGrid?
    package var languages: [String]?
    package var place: String?
    package var remote: Bool?
    package var confidentiality: String?
    package var rights: String?
    package var reward: String?
    /// Ids or names of schools; absent: every school.
    package var openTo: [String]?
    /// True: kept back until it is published.
    package var draft: Bool?

    package init(
        company: String? = nil, reference: String? = nil, title: String, description: String? = nil,
        skills: [CaseContent.NeededSkill]? = nil, teamSize: CaseContent.TeamSize? = nil, capacity: Int? = nil,
        minimum: Int? = nil, window: CaseContent.Window, hoursPerWeek: Int, mentorSlots: WeekGrid? = nil, languages: [String]? = nil,
        place: String? = nil, remote: Bool? = nil,
        confidentiality: String? = nil, rights: String? = nil, reward: String? = nil, openTo: [String]? = nil, draft: Bool? = nil
    ) {
        self.company = company
        self.reference = reference
        self.title = title
        self.description = description
        self.skills = skills
        self.teamSize = teamSize
        self.capacity = capacity
        self.minimum = minimum
        self.window = window
        self.hoursPerWeek = hoursPerWeek
        self.mentorSlots = mentorSlots
        self.languages = languages
        self.place = place
        self.remote = remote
        self.confidentiality = confidentiality
        self.rights = rights
        self.reward = reward
        self.openTo = openTo
        self.draft = draft
    }
}

/// A case as posting answers it, with what the referential did not know.
package struct PostedCase: Codable, Sendable, Versioned {
    package var `case`: BusinessCase
    /// Labels that no entry bears, each with the nearest ones.
    package var warnings: [String]

    package var version: Int { `case`.version }

    package init(case businessCase: BusinessCase, warnings: [String]) {
        self.case = businessCase
        self.warnings = warnings
    }
}

/// A line of a list of cases.
package struct CaseLine: Codable, Sendable {
    package var id: BusinessCase.ID
    package var title: String
    package var company: String
    package var state: BusinessCase.State
    package var capacity: Int
    package var window: CaseContent.Window
    package var skills: [String]

    package init(
        id: BusinessCase.ID, title: String, company: String, state: BusinessCase.State, capacity: Int, window: CaseContent.Window,
        skills: [String]
    ) {
        self.id = id
        self.title = title
        self.company = company
        self.state = state
        self.capacity = capacity
        self.window = window
        self.skills = skills
    }
}

package struct CaseListQuery: Codable, Sendable, LimitedQuery {
    package var state: BusinessCase.State?
    package var company: Organisation.ID?
    /// Part of the title, of the company's name or of the reference.
    package var q: String?
    /// `-created` (the default, newest first), `created`, `title`, `-title`, `from`, `-from`.
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(
        state: BusinessCase.State? = nil, company: Organisation.ID? = nil, q: String? = nil, sort: String? = nil, limit: Int? = nil,
        cursor: String? = nil
    ) {
        self.state = state
        self.company = company
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

package struct CaseImportQuery: Codable, Sendable {
    /// The file's name, by which its kind is known: `.csv`, or `.json` for the challenge briefs.
    package var name: String
    /// The company that posts them all, by id or name; absent: the one that each row names.
    package var company: String?
    package var dryRun: Bool?

    package init(name: String, company: String? = nil, dryRun: Bool? = nil) {
        self.name = name
        self.company = company
        self.dryRun = dryRun
    }
}
