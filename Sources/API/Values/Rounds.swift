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
    package var createdAt: Date

    package init(
        id: ID, organisation: OrganisationReference, name: String, state: String, rules: RoundRules, cohorts: [Cohort.ID],
        cases: [BusinessCase.ID]?, runs: [RunLine], createdAt: Date
    ) {
        self.id = id
        self.organisation = organisation
        self.name = name
        self.state = state
        self.rules = rules
        self.cohorts = cohorts
        self.cases = cases
        self.runs = runs
        self.createdAt = createdAt
    }
}

/// What a round declares before it runs.
package struct RoundRules: Codable, Sendable, Equatable {
    /// `best-total`.
    package var policy: String
    /// `fit-first` or `everyone-first`.
    package var placement: String
    package var skillWeight: Int
    package var timeWeight: Int
    package var seed: Int

    package init(policy: String = "best-total", placement: String = "fit-first", skillWeight: Int = 7, timeWeight: Int = 3, seed: Int = 1) {
        self.policy = policy
        self.placement = placement
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
    package var skillWeight: Int?
    package var timeWeight: Int?
    package var seed: Int?

    package init(
        organisation: Organisation.ID? = nil, name: String, cohorts: [Cohort.ID], cases: [BusinessCase.ID]? = nil, policy: String? = nil,
        placement: String? = nil, skillWeight: Int? = nil, timeWeight: Int? = nil, seed: Int? = nil
    ) {
        self.organisation = organisation
        self.name = name
        self.cohorts = cohorts
        self.cases = cases
        self.policy = policy
        self.placement = placement
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
    }
    package var team: Team.ID
    package var `case`: BusinessCase.ID
    package var kind: Kind
    package var reason: String

    package init(team: Team.ID, case businessCase: BusinessCase.ID, kind: Kind, reason: String) {
        self.team = team
        self.case = businessCase
        self.kind = kind
        self.reason = reason
    }
}

package struct RunLine: Codable, Sendable {
    package var id: Run.ID
    package var number: Int
    package var state: String
    package var totalFit: Int
    package var placed: Int
    package var createdAt: Date

    package init(id: Run.ID, number: Int, state: String, totalFit: Int, placed: Int, createdAt: Date) {
        self.id = id
        self.number = number
        self.state = state
        self.totalFit = totalFit
        self.placed = placed
        self.createdAt = createdAt
    }
}

/// One computation in a round, on a frozen snapshot.
package struct Run: Codable, Sendable {
    package typealias ID = Identifier<Run>
    package var id: ID
    package var round: Round.ID
    package var number: Int
    /// `draft` or `published`.
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
    package var computeMilliseconds: Int
    package var createdAt: Date
    package var publishedAt: Date?

    /// The proof that no other assignment has a larger total.
    package struct Certificate: Codable, Sendable {
        /// `lp-dual`.
        package var kind: String
        /// What the prices add up to: the objective itself.
        package var bound: Int
        package var verifiedAt: Date

        package init(kind: String, bound: Int, verifiedAt: Date) {
            self.kind = kind
            self.bound = bound
            self.verifiedAt = verifiedAt
        }
    }

    package init(
        id: ID, round: Round.ID, number: Int, state: String, rules: RoundRules, snapshotHash: String, teams: Int, cases: Int,
        eligible: Int, placed: Int, totalFit: Int, certificate: Certificate, computeMilliseconds: Int, createdAt: Date, publishedAt: Date?
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
        self.computeMilliseconds = computeMilliseconds
        self.createdAt = createdAt
        self.publishedAt = publishedAt
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
    package var pinned: Bool

    package init(
        team: Team.ID, teamName: String, school: String, case businessCase: BusinessCase.ID, caseTitle: String, company: String, fit: Int,
        pinned: Bool
    ) {
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
    package var price: Int

    package init(case businessCase: BusinessCase.ID, title: String, company: String, price: Int) {
        self.case = businessCase
        self.title = title
        self.company = company
        self.price = price
    }
}

/// What a check of a stored run against its snapshot found.
package struct Verification: Codable, Sendable {
    package var valid: Bool
    /// The first condition that does not hold.
    package var broken: String?
    package var snapshotHash: String
    package var totalFit: Int
    package var bound: Int
    package var eligible: Int
    /// True where solving the snapshot again gave the same bytes; absent where it was not asked for.
    package var replayed: Bool?

    package init(valid: Bool, broken: String?, snapshotHash: String, totalFit: Int, bound: Int, eligible: Int, replayed: Bool?) {
        self.valid = valid
        self.broken = broken
        self.snapshotHash = snapshotHash
        self.totalFit = totalFit
        self.bound = bound
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

package struct ExplanationQuery: Codable, Sendable {
    package var team: Team.ID
    package var `case`: BusinessCase.ID

    package init(team: Team.ID, case businessCase: BusinessCase.ID) {
        self.team = team
        self.case = businessCase
    }
}

/// Why a team and a case fit as they do, by the very numbers of the run.
package struct Explanation: Codable, Sendable {
    package var team: Team.ID
    package var teamName: String
    package var `case`: BusinessCase.ID
    package var caseTitle: String
    package var eligible: Bool
    package var matched: Bool
    /// What excludes the pair, in words.
    package var gates: [Gate]
    package var skills: [SkillPart]
    /// 0…10000 each.
    package var skillFit: Int
    package var timeFit: Int
    package var weeks: [WeekPart]
    package var fit: Int
    /// What giving the team this case would take from the total at least; 0 for a match; absent for a pair that is not eligible.
    package var cost: Int?

    package struct Gate: Codable, Sendable {
        package var code: String
        package var passed: Bool
        package var message: String

        package init(code: String, passed: Bool, message: String) {
            self.code = code
            self.passed = passed
            self.message = message
        }
    }

    package struct SkillPart: Codable, Sendable {
        package var skill: String
        package var importance: String
        package var neededLevel: Int
        package var foundLevel: Int
        /// `exact`, `narrower`, `broader`, `sibling` or `none`.
        package var relation: String
        /// The skill that the member really has, where the relation is not exact.
        package var through: String?
        /// Who brings it, where the caller may know.
        package var member: String?
        /// Part of the skill fit, in ten-thousandths.
        package var credit: Int

        package init(
            skill: String, importance: String, neededLevel: Int, foundLevel: Int, relation: String, through: String?, member: String?,
            credit: Int
        ) {
            self.skill = skill
            self.importance = importance
            self.neededLevel = neededLevel
            self.foundLevel = foundLevel
            self.relation = relation
            self.through = through
            self.member = member
            self.credit = credit
        }
    }

    package struct WeekPart: Codable, Sendable {
        /// The Monday.
        package var week: String
        /// Half-hours that all members share.
        package var commonHalfHours: Int
        package var neededHalfHours: Int

        package init(week: String, commonHalfHours: Int, neededHalfHours: Int) {
            self.week = week
            self.commonHalfHours = commonHalfHours
            self.neededHalfHours = neededHalfHours
        }
    }

    package init(
        team: Team.ID, teamName: String, case businessCase: BusinessCase.ID, caseTitle: String, eligible: Bool, matched: Bool,
        gates: [Gate], skills: [SkillPart], skillFit: Int, timeFit: Int, weeks: [WeekPart], fit: Int, cost: Int?
    ) {
        self.team = team
        self.teamName = teamName
        self.case = businessCase
        self.caseTitle = caseTitle
        self.eligible = eligible
        self.matched = matched
        self.gates = gates
        self.skills = skills
        self.skillFit = skillFit
        self.timeFit = timeFit
        self.weeks = weeks
        self.fit = fit
        self.cost = cost
    }
}
