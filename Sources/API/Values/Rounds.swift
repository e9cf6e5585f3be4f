package import struct Foundation.Date

/// A matching campaign: which cohorts, which cases, by which policy.
package struct Round: Codable, Sendable {
    package typealias ID = Identifier<Round>
    package var id: ID
    package var organisation: OrganisationReference
    package var name: String
    package var state: String
    package var rules: RoundRules
    package var cohorts: [Cohort.ID]
    /// Nil: every published case that is open to the schools.
    package var cases: [BusinessCase.ID]?
    package var runs: [RunLine]
    /// Of an open round: the decisions that the next run would leave aside, a hundred at most, each with why.
    package var warnings: [String]
    package var createdAt: Date
    /// When a pair was last pinned, banned or released; a run that is older knows nothing of it. Nil where nothing was decided by hand.
    package var decidedAt: Date?

    package init(
        id: ID, organisation: OrganisationReference, name: String, state: String, rules: RoundRules, cohorts: [Cohort.ID],
        cases: [BusinessCase.ID]?, runs: [RunLine], warnings: [String] = [], createdAt: Date, decidedAt: Date? = nil
    ) {
        self.id = id
        self.organisation = organisation
        self.name = name
        self.state = state
        self.rules = rules
        self.cohorts = cohorts
        self.cases = cases
        self.runs = runs
        self.warnings = warnings
        self.createdAt = createdAt
        self.decidedAt = decidedAt
    }
}

/// What a round declares before it runs.
package struct RoundRules: Codable, Sendable, Equatable {
    /// `best-total`, `stable` or `fairest`.
    package var policy: String
    /// `fit-first` or `everyone-first`.
    package var placement: String
    /// By what `fairest` compares teams: `fit`, or `rank`, the place that each gives its case.
    package var fairness: String
    package var skillWeight: Int
    package var timeWeight: Int
    package var seed: Int

    package init(
        policy: String = "best-total", placement: String = "fit-first", fairness: String = "fit", skillWeight: Int = 7, timeWeight: Int = 3,
        seed: Int = 1
    ) {
        self.policy = policy
        self.placement = placement
        self.fairness = fairness
        self.skillWeight = skillWeight
        self.timeWeight = timeWeight
        self.seed = seed
    }
}

package struct RoundDraft: Codable, Sendable {
    /// The own school where it is not said; an operator names a school or a network.
    package var organisation: Organisation.ID?
    package var name: String
    package var cohorts: [Cohort.ID]
    package var cases: [BusinessCase.ID]?
    package var policy: String?
    package var placement: String?
    package var fairness: String?
    package var skillWeight: Int?
    package var timeWeight: Int?
    package var seed: Int?

    package init(
        organisation: Organisation.ID? = nil, name: String, cohorts: [Cohort.ID], cases: [BusinessCase.ID]? = nil, policy: String? = nil,
        placement: String? = nil, fairness: String? = nil, skillWeight: Int? = nil, timeWeight: Int? = nil, seed: Int? = nil
    ) {
        self.organisation = organisation
        self.name = name
        self.cohorts = cohorts
        self.cases = cases
        self.policy = policy
        self.placement = placement
        self.fairness = fairness
        self.skillWeight = skillWeight
        self.timeWeight = timeWeight
        self.seed = seed
    }
}

package struct RoundLine: Codable, Sendable {
    package var id: Round.ID
    package var name: String
    package var state: String
    package var runs: Int
    package var createdAt: Date

    package init(id: Round.ID, name: String, state: String, runs: Int, createdAt: Date) {
        self.id = id
        self.name = name
        self.state = state
        self.runs = runs
        self.createdAt = createdAt
    }
}

/// What a human settles before a run.
package struct Decision: Codable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// The team takes the case.
        case pin
        /// The team never takes the case.
        case ban
        /// The team never takes the case, because of what ties one of its members to the company: a job, a family.
        case conflict
        /// In answers: the company of the case declined the team when it saw its card. Nobody else settles it, and nobody else lifts it.
        case veto

        /// What whoever holds a round settles.
        package static let settled: [Kind] = [.pin, .ban, .conflict]
    }
    package var team: Team.ID
    package var `case`: BusinessCase.ID
    package var kind: Kind
    /// Of a veto empty where the company gave none, and for whoever is not of the team's school.
    package var reason: String
    /// In answers: what the two are called.
    package var teamName: String?
    package var caseTitle: String?

    package init(
        team: Team.ID, case businessCase: BusinessCase.ID, kind: Kind, reason: String, teamName: String? = nil, caseTitle: String? = nil
    ) {
        self.team = team
        self.case = businessCase
        self.kind = kind
        self.reason = reason
        self.teamName = teamName
        self.caseTitle = caseTitle
    }
}

package struct RoundListQuery: Codable, Sendable, LimitedQuery {
    /// A part of the name.
    package var q: String?
    /// `open`, `published` or `closed`.
    package var state: String?
    /// `created` or `name`, a minus before it to go down; `-created` where nothing is said.
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(q: String? = nil, state: String? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.state = state
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}
