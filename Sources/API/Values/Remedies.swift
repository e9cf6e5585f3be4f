/// What would have given a team a case that a run did not give it, each found by optimising again on the run's own snapshot.
package struct Remedies: Codable, Sendable, Equatable {
    package var team: Team.ID
    package var teamName: String
    package var `case`: BusinessCase.ID
    package var caseTitle: String
    /// The run did give it; then there is nothing else.
    package var matched: Bool
    /// What skills and time are worth as they are, 0…10000.
    package var fit: Int
    /// Of a best-total run, the least fit with which a best total has the pair; absent where not even 10000 would do.
    package var neededFit: Int?
    /// Of a best-total run, what giving the team the case as it is would do to everybody; absent where there is no place to give.
    package var forced: Forced?
    /// What must be settled first, and no remedy here does.
    package var conditions: [String]
    /// Each alone is enough, once the conditions are met; none where nothing of the kind is.
    package var remedies: [Remedy]

    package struct Forced: Codable, Sendable, Equatable {
        /// By how much the total fit falls; negative where it rises, because fewer teams are placed.
        package var fitLost: Int
        package var placedLost: Int
        /// Other teams whose case is then another, or none.
        package var teamsMoved: Int

        package init(fitLost: Int, placedLost: Int, teamsMoved: Int) {
            self.fitLost = fitLost
            self.placedLost = placedLost
            self.teamsMoved = teamsMoved
        }
    }

    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Nothing need change: a matching with the same total gives the team the case.
        case tie
        case levels, time
        case levelsAndTime = "levels-and-time"
        /// A smaller minimum of teams with which the case runs.
        case minimum
        case places
    }

    package struct Remedy: Codable, Sendable, Equatable {
        package var kind: Kind
        package var message: String
        /// The fewest levels that do, of as many those with the best fit.
        package var levels: [Raise]?
        /// Half-hours that all members share more, over the whole window.
        package var halfHours: Int?
        /// What the pair's fit is then.
        package var fit: Int?
        /// Places more on the case, and teams more that its company takes.
        package var places: Int?
        package var companyPlaces: Int?
        /// The largest minimum that does.
        package var minimum: Int?

        package init(
            kind: Kind, message: String, levels: [Raise]? = nil, halfHours: Int? = nil, fit: Int? = nil, places: Int? = nil,
            companyPlaces: Int? = nil, minimum: Int? = nil
        ) {
            self.kind = kind
            self.message = message
            self.levels = levels
            self.halfHours = halfHours
            self.fit = fit
            self.places = places
            self.companyPlaces = companyPlaces
            self.minimum = minimum
        }
    }

    /// A level of a needed skill that one member would need.
    package struct Raise: Codable, Sendable, Equatable {
        package var skill: String
        package var member: String
        /// 0 where the member has none.
        package var from: Int
        package var to: Int

        package init(skill: String, member: String, from: Int, to: Int) {
            self.skill = skill
            self.member = member
            self.from = from
            self.to = to
        }
    }

    package init(
        team: Team.ID, teamName: String, case businessCase: BusinessCase.ID, caseTitle: String, matched: Bool, fit: Int,
        neededFit: Int? = nil, forced: Forced? = nil, conditions: [String] = [], remedies: [Remedy] = []
    ) {
        self.team = team
        self.teamName = teamName
        self.case = businessCase
        self.caseTitle = caseTitle
        self.matched = matched
        self.fit = fit
        self.neededFit = neededFit
        self.forced = forced
        self.conditions = conditions
        self.remedies = remedies
    }
}
