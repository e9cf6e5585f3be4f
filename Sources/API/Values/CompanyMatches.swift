package import Formats

package import struct Foundation.Date

/// A team that a published run gave to one of the company's cases.
package struct CompanyMatch: Codable, Sendable {
    package var match: Match
    package var round: Round.ID
    package var roundName: String
    package var publishedAt: Date
    /// Those who agree to be known to the company of their case; each gets a receipt.
    package var members: [Member]
    /// How many more are in the team, who have not agreed to it.
    package var unnamed: Int

    package struct Member: Codable, Sendable {
        package var student: Student.ID
        package var givenName: String
        package var familyName: String
        /// The company follows the person already.
        package var prospect: Prospect.ID?
        /// The company may look at the person and follow; else it knows what is here because of the case, and no more.
        package var isInPool: Bool
        /// Nil, as the other particulars below, where no consent to be known to the company of the case shows it.
        package var email: String?
        package var programme: String?
        package var graduation: Day?
        package var languages: [String]
        package var city: String?
        package var hoursPerWeek: Int?

        package init(
            student: Student.ID, givenName: String, familyName: String, prospect: Prospect.ID? = nil, isInPool: Bool, email: String? = nil,
            programme: String? = nil, graduation: Day? = nil, languages: [String] = [], city: String? = nil, hoursPerWeek: Int? = nil
        ) {
            self.student = student
            self.givenName = givenName
            self.familyName = familyName
            self.prospect = prospect
            self.isInPool = isInPool
            self.email = email
            self.programme = programme
            self.graduation = graduation
            self.languages = languages
            self.city = city
            self.hoursPerWeek = hoursPerWeek
        }
    }

    package init(match: Match, round: Round.ID, roundName: String, publishedAt: Date, members: [Member], unnamed: Int = 0) {
        self.match = match
        self.round = round
        self.roundName = roundName
        self.publishedAt = publishedAt
        self.members = members
        self.unnamed = unnamed
    }
}

package struct CompanyMatchQuery: Codable, Sendable, LimitedQuery {
    /// Part of the case's title, of the team's or of the school's name.
    package var q: String?
    /// `-published` (the default, newest first), `-fit` (best first), `case`.
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

/// The company's matches as a file.
package struct CompanyMatchExportQuery: Codable, Sendable {
    package var q: String?

    package init(q: String? = nil) {
        self.q = q
    }
}

/// The company's way from a case to a hire: how many came so far, and how long the step before took in the median.
package struct HiringFunnel: Codable, Sendable {
    package var steps: [Step]

    package struct Step: Codable, Sendable {
        package var kind: Kind
        package var count: Int
        /// Days from the step before, in the median; nil where nobody has made it.
        package var medianDays: Int?

        package init(kind: Kind, count: Int, medianDays: Int?) {
            self.kind = kind
            self.count = count
            self.medianDays = medianDays
        }
    }

    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Published cases; cases with a team; students followed; students hired.
        case `case`, match, prospect, hire
    }

    package init(steps: [Step]) {
        self.steps = steps
    }
}
