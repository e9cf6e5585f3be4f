package import struct Foundation.Date

/// One computation in a round, on a frozen snapshot.
package struct Run: Codable, Sendable {
    package typealias ID = Identifier<Run>
    package var id: ID
    package var round: Round.ID
    package var number: Int
    /// `draft`, `published`, or `superseded` once a branch of it is published in its place.
    package var state: String
    package var rules: RoundRules
    /// SHA-256 of the snapshot's bytes, in hexadecimal.
    package var snapshotHash: String
    package var teams: Int
    package var cases: Int
    /// How many pairs pass every gate: the certificate speaks of all of them.
    package var eligible: Int
    package var placed: Int
    package var totalFit: Int
    package var certificate: Certificate
    /// The decisions of the round that the run was computed without, a hundred at most, each with why.
    package var warnings: [String]
    package var computeMilliseconds: Int
    package var createdAt: Date
    package var publishedAt: Date?
    /// Absent for a run on the round as it was, and to whoever does not hold the round.
    package var branch: Branch?
    /// How it came to its result, where anything was told of it on the way.
    package var course: [CoursePoint]?

    /// What people settled before the run: its proof holds given that. Absent where it was not counted.
    package var settled: Settled?

    /// Where a run stood after some time.
    package struct CoursePoint: Codable, Sendable, Equatable {
        package var milliseconds: Int
        /// The best total that was held.
        package var found: Int?
        /// What no total exceeds, as far as it was proven.
        package var bound: Int?

        package init(milliseconds: Int, found: Int?, bound: Int?) {
            self.milliseconds = milliseconds
            self.found = found
            self.bound = bound
        }
    }

    /// The proof that no other assignment has a larger total, or that no team and case would both rather have each other.
    package struct Certificate: Codable, Sendable {
        /// `lp-dual`, `branches` where cases have minimums, of a stable run `no-blocking-pair`, of a fairest one `leximin-chain`.
        package var kind: String
        /// What the prices add up to: the objective itself; under other policies than best-total the most teams that any matching places.
        package var bound: Int
        /// How far the total may be from the best, at most; 0: nothing is better. Above 0 only where cases have minimums. Absent of a stable
        /// or fairest run, which does not seek the best total and proves nothing about it.
        package var gap: Int?
        package var verifiedAt: Date

        package init(kind: String, bound: Int, gap: Int = 0, verifiedAt: Date) {
            self.kind = kind
            self.bound = bound
            self.gap = ["lp-dual", "branches"].contains(kind) ? gap : nil
            self.verifiedAt = verifiedAt
        }
    }

    package init(
        id: ID, round: Round.ID, number: Int, state: String, rules: RoundRules, snapshotHash: String, teams: Int, cases: Int,
        eligible: Int, placed: Int, totalFit: Int, certificate: Certificate, warnings: [String] = [], computeMilliseconds: Int,
        createdAt: Date, publishedAt: Date?, branch: Branch? = nil, course: [CoursePoint]? = nil, settled: Settled? = nil
    ) {
        self.id = id
        self.round = round
        self.number = number
        self.state = state
        self.rules = rules
        self.snapshotHash = snapshotHash
        self.teams = teams
        self.cases = cases
        self.eligible = eligible
        self.placed = placed
        self.totalFit = totalFit
        self.certificate = certificate
        self.warnings = warnings
        self.computeMilliseconds = computeMilliseconds
        self.createdAt = createdAt
        self.publishedAt = publishedAt
        self.branch = branch
        self.course = course
        self.settled = settled
    }
}

/// A team–case pair of a run.
package struct Match: Codable, Sendable {
    package var team: Team.ID
    package var teamName: String
    package var school: String
    package var `case`: BusinessCase.ID
    package var caseTitle: String
    package var company: String
    /// 0…10000.
    package var fit: Int
    /// By a decision of the round; not what a repair left as it was.
    package var pinned: Bool
    /// The company has withdrawn the case since.
    package var withdrawn: Bool

    package init(
        team: Team.ID, teamName: String, school: String, case businessCase: BusinessCase.ID, caseTitle: String, company: String, fit: Int,
        pinned: Bool, withdrawn: Bool = false
    ) {
        self.withdrawn = withdrawn
        self.team = team
        self.teamName = teamName
        self.school = school
        self.case = businessCase
        self.caseTitle = caseTitle
        self.company = company
        self.fit = fit
        self.pinned = pinned
    }
}

/// What one more place on a case would be worth, in points of fit, from the certificate's prices.
package struct ScarceCase: Codable, Sendable {
    package var `case`: BusinessCase.ID
    package var title: String
    package var company: String
    /// The price of the certificate: what one more place is worth at most, what placing a team counts included.
    package var price: Int
    /// How many teams more have a case with one more place; absent where it was too much to compute.
    package var teams: Int?
    /// By how much the total fit rises with one more place, in points; with a team more it may fall. Absent as `teams` is.
    package var worth: Int?

    package init(case businessCase: BusinessCase.ID, title: String, company: String, price: Int, teams: Int? = nil, worth: Int? = nil) {
        self.case = businessCase
        self.title = title
        self.company = company
        self.price = price
        self.teams = teams
        self.worth = worth
    }
}

/// What a check of a stored run against its snapshot found.
package struct Verification: Codable, Sendable {
    package var valid: Bool
    /// The first condition that does not hold.
    package var broken: String?
    package var policy: String
    package var snapshotHash: String
    package var totalFit: Int
    package var placed: Int
    /// What the certificate proves: no total is larger; of a stable run, no matching places more teams.
    package var bound: Int
    /// How far from the best the total may be at most; 0: nothing is better. Absent of a run that does not seek the best total.
    package var gap: Int?
    package var eligible: Int
    /// True where solving the snapshot again gave the same bytes, or, where `engine` says that an earlier one made the run, a result exactly
    /// as good; absent where it was not asked for.
    package var replayed: Bool?
    /// The engine that made the run, where it is an earlier one than solves now: it may have chosen another of several best results.
    package var engine: Int?

    package init(
        valid: Bool, broken: String?, policy: String, snapshotHash: String, totalFit: Int, placed: Int, bound: Int, gap: Int?,
        eligible: Int, replayed: Bool?
    ) {
        self.valid = valid
        self.broken = broken
        self.policy = policy
        self.placed = placed
        self.snapshotHash = snapshotHash
        self.totalFit = totalFit
        self.bound = bound
        self.gap = gap
        self.eligible = eligible
        self.replayed = replayed
    }
}

package struct VerificationQuery: Codable, Sendable {
    /// Solve the snapshot again and compare bytes.
    package var replay: Bool?

    package init(replay: Bool? = nil) {
        self.replay = replay
    }
}

package struct MatchQuery: Codable, Sendable, LimitedQuery {
    /// A part of the name of a team, a case, a company or a school.
    package var q: String?
    /// `fit`, `team`, `case` or `company`, a minus before it to go down; `-fit` where it is not said.
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

/// A team that a run gives no case, and why.
package struct UnplacedTeam: Codable, Sendable {
    package var team: Team.ID
    package var name: String
    /// Cases whose gates it all passes.
    package var eligible: Int
    /// The one that fits best of them; where there is none, the one that fewest gates are closed to.
    package var nearest: BusinessCase.ID?
    package var nearestTitle: String?
    package var nearestFit: Int?
    /// In words.
    package var reason: String
    /// What keeps it from the nearest case, where it is eligible for none.
    package var missing: [String]

    package init(
        team: Team.ID, name: String, eligible: Int, nearest: BusinessCase.ID?, nearestTitle: String?, nearestFit: Int?, reason: String,
        missing: [String]
    ) {
        self.team = team
        self.name = name
        self.eligible = eligible
        self.nearest = nearest
        self.nearestTitle = nearestTitle
        self.nearestFit = nearestFit
        self.reason = reason
        self.missing = missing
    }
}

/// What one more place would be worth by skill and month, the scarcest skill first.
package struct SkillScarcity: Codable, Sendable {
    package var items: [Cell]

    package struct Cell: Codable, Sendable {
        package var skill: String
        /// `2027-02`.
        package var month: String
        /// In points of fit, at the mean of the cases.
        package var price: Int
        /// Cases of the run that ask the skill in that month.
        package var cases: Int

        package init(skill: String, month: String, price: Int, cases: Int) {
            self.skill = skill
            self.month = month
            self.price = price
            self.cases = cases
        }
    }

    package init(items: [Cell]) {
        self.items = items
    }
}
