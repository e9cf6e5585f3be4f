package import Formats

package import struct Foundation.Date

/// What a student states of the own file; it replaces all that the student stated before. The school's own key, the name and the address
/// are the school's.
package struct ProfileStatement: Codable, Sendable {
    /// Those that the student states; what school and companies state of the student stays beside them.
    package var skills: [StatedSkill]
    /// `fr:C2`.
    package var languages: [String]
    package var hoursPerWeek: Int?
    package var notBefore: Day?
    package var notAfter: Day?
    package var city: String?

    package init(
        skills: [StatedSkill], languages: [String], hoursPerWeek: Int? = nil, notBefore: Day? = nil, notAfter: Day? = nil,
        city: String? = nil
    ) {
        self.skills = skills
        self.languages = languages
        self.hoursPerWeek = hoursPerWeek
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.city = city
    }
}

package struct StatedSkill: Codable, Sendable {
    /// A label in French or English, or a URI.
    package var skill: String
    /// 1 notions, 2 practice, 3 autonomy, 4 expertise.
    package var level: Int

    package init(skill: String, level: Int) {
        self.skill = skill
        self.level = level
    }
}

package struct AvailabilityStatement: Codable, Sendable {
    /// `mon 09:00-12:00;tue 14:00-18:00`; absent: not known.
    package var availability: WeekGrid?
    /// The days that differ from the usual week, in place of those that are stored; absent: those stay.
    package var exceptions: [DayAvailability]?

    package init(availability: WeekGrid?, exceptions: [DayAvailability]? = nil) {
        self.availability = availability
        self.exceptions = exceptions
    }
}

package struct PreviewQuery: Codable, Sendable {
    /// Absent: a company that nobody named in a consent.
    package var company: Organisation.ID?

    package init(company: Organisation.ID? = nil) {
        self.company = company
    }
}

/// What a company would see of a student.
package struct ProfilePreview: Codable, Sendable {
    /// Nil where it would see nothing: the person is in no pool of the company.
    package var person: PoolStudent?

    package init(person: PoolStudent?) {
        self.person = person
    }
}

/// A round in which a team of the student takes part.
package struct OwnRound: Codable, Sendable {
    package var round: Round.ID
    package var name: String
    /// `open`, `published` or `closed`.
    package var state: String
    package var team: Team.ID
    package var teamName: String
    /// Whether the team has given a ranking.
    package var hasRanking: Bool
    /// The run that was published.
    package var run: Run.ID?
    /// The case that it gives the team; nil where it gives none, and where the company has withdrawn it.
    package var match: OwnMatch?
    /// The case that a published run of the round gave the team and that it has no more; nil where it lost none.
    package var lost: LostCase?
    /// Whether the student has read what it gives.
    package var isRead: Bool
    /// Why the team takes no part in the open round as things are, in the reader's language; nil where it does.
    package var note: String?

    package init(
        round: Round.ID, name: String, state: String, team: Team.ID, teamName: String, hasRanking: Bool, run: Run.ID?, match: OwnMatch?,
        isRead: Bool, note: String? = nil, lost: LostCase? = nil
    ) {
        self.lost = lost
        self.round = round
        self.name = name
        self.state = state
        self.team = team
        self.teamName = teamName
        self.hasRanking = hasRanking
        self.run = run
        self.match = match
        self.isRead = isRead
        self.note = note
    }
}

/// A case that a team had, and lost.
package struct LostCase: Codable, Sendable {
    package var `case`: BusinessCase.ID
    package var title: String
    package var company: OrganisationReference
    /// The run that gave it, which a later one may have taken the place of since.
    package var run: Run.ID
    /// When the company withdrew it; nil where it did not, and a later run gave it to nobody or to another team.
    package var withdrawnAt: Date?

    package init(case businessCase: BusinessCase.ID, title: String, company: OrganisationReference, run: Run.ID, withdrawnAt: Date?) {
        self.case = businessCase
        self.title = title
        self.company = company
        self.run = run
        self.withdrawnAt = withdrawnAt
    }
}

package struct OwnMatch: Codable, Sendable {
    package var `case`: BusinessCase.ID
    package var title: String
    package var company: OrganisationReference
    /// 0…10000.
    package var fit: Int
    /// The place that the case has in the team's ranking, from 1.
    package var rank: Int?

    package init(case businessCase: BusinessCase.ID, title: String, company: OrganisationReference, fit: Int, rank: Int?) {
        self.case = businessCase
        self.title = title
        self.company = company
        self.fit = fit
        self.rank = rank
    }
}

/// A case that a team can rank.
package struct RankableCase: Codable, Sendable {
    package var `case`: BusinessCase.ID
    package var title: String
    package var company: OrganisationReference
    /// Markdown.
    package var description: String
    package var skills: [CaseContent.NeededSkill]
    package var window: CaseContent.Window
    package var hoursPerWeek: Int
    package var languages: [String]
    package var place: String?
    package var remote: Bool
    /// Places that the round may give.
    package var places: Int
    /// About how many teams rank the case, and rank it first: to the nearest five, nil where they are fewer than ``CaseDemand/fewest``.
    package var rankedBy: Int?
    package var rankedFirstBy: Int?

    package init(
        case businessCase: BusinessCase.ID, title: String, company: OrganisationReference, description: String,
        skills: [CaseContent.NeededSkill], window: CaseContent.Window, hoursPerWeek: Int, languages: [String], place: String?, remote: Bool,
        places: Int, rankedBy: Int?, rankedFirstBy: Int?
    ) {
        self.case = businessCase
        self.title = title
        self.company = company
        self.description = description
        self.skills = skills
        self.window = window
        self.hoursPerWeek = hoursPerWeek
        self.languages = languages
        self.place = place
        self.remote = remote
        self.places = places
        self.rankedBy = rankedBy
        self.rankedFirstBy = rankedFirstBy
    }
}

/// Which of the cases that a team can rank, and in which order.
package struct RankableCaseQuery: Codable, Sendable, LimitedQuery {
    /// Part of the title or of the company's name.
    package var q: String?
    /// True: only those that the team ranks; false: only those that it does not.
    package var ranked: Bool?
    /// `title` (the default), `-title`, `company`, `from` (first to begin first), `-asked` (ranked by most teams first), `asked`.
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(q: String? = nil, ranked: Bool? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.ranked = ranked
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// What replaces a consent that stands.
package struct ConsentRevision: Codable, Sendable {
    /// The particulars to be shown.
    package var fields: [Consent.Field]
    /// The version of the text that the person read.
    package var textVersion: String

    package init(fields: [Consent.Field], textVersion: String) {
        self.fields = fields
        self.textVersion = textVersion
    }
}
