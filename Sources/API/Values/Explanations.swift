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
    /// Of the run: `best-total`, `stable` or `fairest`.
    package var policy: String
    /// What excludes the pair, in words.
    package var gates: [Gate]
    package var skills: [SkillPart]
    /// 0…10000 each.
    package var skillFit: Int
    package var timeFit: Int
    package var weeks: [WeekPart]
    package var fit: Int
    /// Of a best-total run, what giving the team this case would cost everybody. Nothing for a match; absent for a pair that is not
    /// eligible, whose case has no place to give, or whose team's case was settled before the run, by people or by a repair.
    package var cost: Cost?
    /// For a pair that was not matched: of a stable run why the two need not have each other, of a fairest one what it would break; of a
    /// case that needs more teams to run, that it does not; and of a best-total run what was settled before it.
    package var standing: Standing?
    /// What of the team's own would have opened the closed gates, each way a sentence: the fewest levels, the fewest hours in common. Empty
    /// where none is closed, or where no skill and no hour opens them all.
    package var openings: [String]

    package struct Cost: Codable, Sendable, Equatable {
        /// By how much the total fit falls; negative where it rises, because fewer teams are placed.
        package var fitLost: Int
        /// How many teams fewer have a case; negative where more have one. Absent where a bound tells nothing of it.
        package var placedLost: Int?
        /// Found by optimising again, as in runs of up to a million eligible pairs. Otherwise what the prices prove: at least so many teams
        /// fewer have a case, and if no more than these, the total fit falls by at least so much.
        package var exact: Bool

        package init(fitLost: Int, placedLost: Int?, exact: Bool) {
            self.fitLost = fitLost
            self.placedLost = placedLost
            self.exact = exact
        }

        /// Another assignment that is just as good has the pair.
        package var isNothing: Bool { exact && fitLost == 0 && placedLost == 0 }
    }

    package struct Standing: Codable, Sendable {
        /// `team-pinned`, `team-refuses`, `team-content`, `case-content` or `company-content`; `no-place`, `fewer-placed`, `less-fair` or
        /// `as-fair`; `case-does-not-run`.
        package var code: String
        package var message: String

        package init(code: String, message: String) {
            self.code = code
            self.message = message
        }
    }

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
        /// What the relation earns, in percent of the level; 0 where nobody brings anything.
        package var worth: Int
        /// Part of the skill fit, in ten-thousandths.
        package var credit: Int

        package init(
            skill: String, importance: String, neededLevel: Int, foundLevel: Int, relation: String, through: String?, member: String?,
            worth: Int, credit: Int
        ) {
            self.skill = skill
            self.importance = importance
            self.neededLevel = neededLevel
            self.foundLevel = foundLevel
            self.relation = relation
            self.through = through
            self.member = member
            self.worth = worth
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
        policy: String, gates: [Gate], skills: [SkillPart], skillFit: Int, timeFit: Int, weeks: [WeekPart], fit: Int, cost: Cost?,
        standing: Standing? = nil, openings: [String] = []
    ) {
        self.team = team
        self.teamName = teamName
        self.case = businessCase
        self.caseTitle = caseTitle
        self.eligible = eligible
        self.matched = matched
        self.policy = policy
        self.gates = gates
        self.skills = skills
        self.skillFit = skillFit
        self.timeFit = timeFit
        self.weeks = weeks
        self.fit = fit
        self.cost = cost
        self.standing = standing
        self.openings = openings
    }
}
