package import Formats

package import struct Foundation.Date

/// How often a company saw a student in one way on one day, of the place where the schools are. Each time has a ``Receipt`` of its own.
package struct Look: Codable, Sendable {
    package var day: Day
    /// As it was called at the last of them.
    package var company: OrganisationReference
    /// How it is called now, where that is another name.
    package var calledNow: String?
    /// As of ``Receipt``.
    package var kind: String
    package var count: Int
    /// The last of them.
    package var lastAt: Date

    package init(day: Day, company: OrganisationReference, kind: String, count: Int, lastAt: Date, calledNow: String? = nil) {
        self.calledNow = calledNow
        self.day = day
        self.company = company
        self.kind = kind
        self.count = count
        self.lastAt = lastAt
    }
}

package struct LookListQuery: Codable, Sendable, LimitedQuery {
    /// Part of the company's name.
    package var q: String?
    /// As of ``Receipt``.
    package var kind: String?
    /// `-at` (the default, newest first), `at`, `company`, `-count` (most often first).
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(q: String? = nil, kind: String? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.kind = kind
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}
