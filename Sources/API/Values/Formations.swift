import Formats

/// How teams are to be formed. What is not said has a default, which the answer shows.
package struct FormationDraft: Codable, Sendable {
    package enum Scope: String, Codable, Sendable, CaseIterable {
        /// Existing teams stay.
        case withoutTeam = "without-team"
        /// Teams that are not locked and that no round rests on are formed anew.
        case all
    }
    package var scope: Scope?
    /// The members of a team, at least and at most; 3 to 5.
    package var min: Int?
    package var max: Int?
    /// No two of the formed teams differ by more than one member.
    package var even: Bool?
    /// Students who come into one team, each list one group; by the school's key or by id.
    package var with: [[String]]?
    /// Students of whom no two come into one team. Why is nobody's business: no reason is asked, and none of it is stored or shown.
    package var apart: [[String]]?
    /// Nobody should be the only one of a team with a value of these: `programme`, `city`, `attribute:NAME`.
    package var notAlone: [String]?
    /// The round whose cases say what teams need; without it every published case open to the school.
    package var round: Round.ID?
    /// The common hours a week that a team needs; the median of the cases’, or 4.
    package var hours: Int?
    /// The same seed gives the same teams; 1.
    package var seed: Int?
    /// How long to search at most, in seconds of a usual machine, 1 to 120; 5. It sets a number of steps, so that the same gives the same.
    package var seconds: Int?
    /// Only show the teams: nothing is stored.
    package var dryRun: Bool?

    package init(
        scope: Scope? = nil, min: Int? = nil, max: Int? = nil, even: Bool? = nil, with: [[String]]? = nil, apart: [[String]]? = nil,
        notAlone: [String]? = nil, round: Round.ID? = nil, hours: Int? = nil, seed: Int? = nil, seconds: Int? = nil, dryRun: Bool? = nil
    ) {
        self.scope = scope
        self.min = min
        self.max = max
        self.even = even
        self.with = with
        self.apart = apart
        self.notAlone = notAlone
        self.round = round
        self.hours = hours
        self.seed = seed
        self.seconds = seconds
        self.dryRun = dryRun
    }
}

/// Teams as they were formed, or would be.
package struct Formation: Codable, Sendable {
    package var cohort: Cohort.ID
    /// Whether the teams are there now.
    package var stored: Bool
    /// Each with its points and their reasons, by name.
    package var teams: [FormationTeam]
    /// Teams that stayed as they are, because they are locked, a round rests on them, or only students without a team were divided.
    package var kept: [FormationTeam]
    /// Teams that were dissolved.
    package var dissolved: Int
    /// The points of the formed teams in all; 10,000 is the most that one can have.
    package var points: Int
    /// No formation into as many teams that leaves as few alone has more points.
    package var bound: Int
    /// What is not proven to be out of reach, in ten-thousandths of `bound`; 0: none that leaves as few alone is better.
    package var gap: Int
    /// How often a member is the only one of the team with a value, and how often that cannot be helped.
    package var alone: Int
    package var aloneAtLeast: Int
    /// Nothing is better: every division was tried, or the points reach `bound` and nobody more is alone than cannot be helped.
    package var exact: Bool
    package var rules: Rules
    /// What to know before relying on it.
    package var notes: [String]

    /// What the teams were formed by.
    package struct Rules: Codable, Sendable {
        package var min: Int
        package var max: Int
        package var even: Bool
        package var notAlone: [String]
        package var hours: Int
        package var seed: Int
        package var seconds: Int
        /// How many cases said what is needed.
        package var cases: Int

        package init(min: Int, max: Int, even: Bool, notAlone: [String], hours: Int, seed: Int, seconds: Int, cases: Int) {
            self.min = min
            self.max = max
            self.even = even
            self.notAlone = notAlone
            self.hours = hours
            self.seed = seed
            self.seconds = seconds
            self.cases = cases
        }
    }

    package init(
        cohort: Cohort.ID, stored: Bool, teams: [FormationTeam], kept: [FormationTeam], dissolved: Int, points: Int, bound: Int, gap: Int,
        alone: Int, aloneAtLeast: Int, exact: Bool, rules: Rules, notes: [String]
    ) {
        self.cohort = cohort
        self.stored = stored
        self.teams = teams
        self.kept = kept
        self.dissolved = dissolved
        self.points = points
        self.bound = bound
        self.gap = gap
        self.alone = alone
        self.aloneAtLeast = aloneAtLeast
        self.exact = exact
        self.rules = rules
        self.notes = notes
    }
}

/// A team of a formation.
package struct FormationTeam: Codable, Sendable {
    /// Nil in a dry run of a team that is not there yet.
    package var team: Team.ID?
    package var name: String
    package var members: [Team.Member]
    package var points: Int
    package var coverage: Part
    package var time: Part
    package var size: Part
    /// Half-hours of the usual week in which all are free.
    package var commonHalfHours: Int
    /// Why it has these points, in words.
    package var reasons: [String]

    /// Points of one criterion, and the most that there are.
    package struct Part: Codable, Sendable {
        package var points: Int
        package var of: Int

        package init(points: Int, of: Int) {
            self.points = points
            self.of = of
        }
    }

    package init(
        team: Team.ID?, name: String, members: [Team.Member], points: Int, coverage: Part, time: Part, size: Part, commonHalfHours: Int,
        reasons: [String]
    ) {
        self.team = team
        self.name = name
        self.members = members
        self.points = points
        self.coverage = coverage
        self.time = time
        self.size = size
        self.commonHalfHours = commonHalfHours
        self.reasons = reasons
    }
}
