package import Formats

/// One change that lets a round place more teams, with what it takes and what comes of it.
package struct RoundRepair: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// More places on cases, or more teams that companies take over all their cases.
        case addPlaces = "add-places"
        /// A team comes to be eligible for a case.
        case openGate = "open-gate"
        case liftBan = "lift-ban"
        case liftPin = "lift-pin"
        /// A further case that all the teams are eligible for.
        case findCase = "find-case"
    }

    /// Where the figures come from.
    package enum Basis: String, Codable, Sendable, CaseIterable {
        /// The round was optimised again with the change.
        case reoptimised
        /// Read off the largest assignment and what bounds it, whatever the fits are.
        case cut
    }

    package var kind: Kind
    /// In a sentence, in the reader's language.
    package var text: String
    /// Single steps: a place, a team that a company takes more, a level of a member, a member, a week, a half-hour each week, a decision;
    /// finding a case is one, and each of its places.
    package var cost: Int
    package var basis: Basis
    /// By how many more teams can be placed, whatever the fits; absent where the round is too large to look. Under `stable`, or where cases
    /// have a minimum of teams, a run may place fewer.
    package var teamsPlaced: Int?
    /// What a run of the best total gains; absent under other policies, where cases have a minimum of teams, and where the round is too large
    /// to look.
    package var bestTotal: Gain?
    /// Of `add-places`, what is given more of.
    package var places: [Places]?
    /// Of `open-gate`, `lift-ban` and `lift-pin`.
    package var team: Team.ID?
    package var teamName: String?
    package var `case`: BusinessCase.ID?
    package var caseTitle: String?
    /// Of `open-gate`; all of them together.
    package var steps: [Step]?
    /// Of `find-case`.
    package var wanted: WantedCase?

    package struct Gain: Codable, Sendable, Equatable {
        /// Teams that it places more; of equal totals one may place another number.
        package var placed: Int
        /// By how much the total fit rises; may be below 0 where everyone is placed first.
        package var fit: Int

        package init(placed: Int, fit: Int) {
            self.placed = placed
            self.fit = fit
        }
    }

    /// Places more on a case, or teams more that a company takes over all its cases.
    package struct Places: Codable, Sendable, Equatable {
        package var `case`: BusinessCase.ID?
        package var company: Organisation.ID?
        /// The case's title or the company's name.
        package var name: String
        package var more: Int

        package init(case businessCase: BusinessCase.ID? = nil, company: Organisation.ID? = nil, name: String, more: Int) {
            self.case = businessCase
            self.company = company
            self.name = name
            self.more = more
        }
    }

    /// What would have to change at one gate.
    package struct Step: Codable, Sendable, Equatable {
        /// As in `gates`: `language`, `time` …
        package var gate: String
        package var cost: Int
        /// URI of the skill that a member would have at `to`, where it is at `from` now.
        package var skill: String?
        /// Code of a language that `members` would speak at `to`, of the CEFR's six levels.
        package var language: String?
        package var from: Int?
        package var to: Int?
        /// Members concerned; of `team-size` more, or fewer where it is below 0.
        package var members: Int?
        /// Of `time`, half-hours that all share more over the window; of `window`, weeks in which the team is there besides.
        package var halfHours: Int?
        package var weeks: Int?

        package init(
            gate: String, cost: Int, skill: String? = nil, language: String? = nil, from: Int? = nil, to: Int? = nil, members: Int? = nil,
            halfHours: Int? = nil, weeks: Int? = nil
        ) {
            self.gate = gate
            self.cost = cost
            self.skill = skill
            self.language = language
            self.from = from
            self.to = to
            self.members = members
            self.halfHours = halfHours
            self.weeks = weeks
        }
    }

    package init(
        kind: Kind, text: String, cost: Int, basis: Basis, teamsPlaced: Int? = nil, bestTotal: Gain? = nil, places: [Places]? = nil,
        team: Team.ID? = nil, teamName: String? = nil, case businessCase: BusinessCase.ID? = nil, caseTitle: String? = nil,
        steps: [Step]? = nil, wanted: WantedCase? = nil
    ) {
        self.kind = kind
        self.text = text
        self.cost = cost
        self.basis = basis
        self.teamsPlaced = teamsPlaced
        self.bestTotal = bestTotal
        self.places = places
        self.team = team
        self.teamName = teamName
        self.case = businessCase
        self.caseTitle = caseTitle
        self.steps = steps
        self.wanted = wanted
    }
}

/// What a case may ask at most so that all teams of a set are eligible for it; it may be done from anywhere and is open to all.
package struct WantedCase: Codable, Sendable, Equatable {
    package var places: Int
    /// As `fr:B2`, spoken by every member.
    package var languages: [String]
    package var skills: [Skill]
    package var leastMembers: Int
    package var mostMembers: Int
    /// Days within which it must lie.
    package var from: Day
    package var until: Day
    package var hoursPerWeek: Int

    package struct Skill: Codable, Sendable, Equatable {
        /// URI.
        package var skill: String
        package var label: String
        /// 1…4.
        package var level: Int

        package init(skill: String, label: String, level: Int) {
            self.skill = skill
            self.label = label
            self.level = level
        }
    }

    package init(
        places: Int, languages: [String], skills: [Skill], leastMembers: Int, mostMembers: Int, from: Day, until: Day, hoursPerWeek: Int
    ) {
        self.places = places
        self.languages = languages
        self.skills = skills
        self.leastMembers = leastMembers
        self.mostMembers = mostMembers
        self.from = from
        self.until = until
        self.hoursPerWeek = hoursPerWeek
    }
}

/// A gate that alone keeps teams from a case.
package struct LoneGate: Codable, Sendable, Equatable {
    package var code: String
    /// In a sentence, in the reader's language.
    package var text: String
    /// Teams that nothing else keeps from it.
    package var teams: Int
    /// The fewest single steps that let one of them in, and how many of them so many let in, each by its own; absent where no step does, or
    /// where the round is too large to look.
    package var cost: Int?
    package var letIn: Int?

    package init(code: String, text: String, teams: Int, cost: Int? = nil, letIn: Int? = nil) {
        self.code = code
        self.text = text
        self.teams = teams
        self.cost = cost
        self.letIn = letIn
    }
}
