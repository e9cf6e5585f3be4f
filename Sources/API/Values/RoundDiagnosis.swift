/// How much a diagnosis lists; how many there are in all it says anyway.
package struct DiagnosisQuery: Codable, Sendable {
    /// Shortages, the teams and cases of each, teams and cases without a match: as many of each, 1…5,000; 20 where it is not said.
    package var listing: Int?

    package static let most = 5_000

    package init(listing: Int? = nil) {
        self.listing = listing
    }
}

/// What stands in the way of a round before it runs: which teams stay without a case whatever the fits, and why.
package struct RoundDiagnosis: Codable, Sendable {
    /// Teams and cases that take part, the places that the cases have left, and pairs that pass every gate.
    package var teams: Int
    package var cases: Int
    package var places: Int
    package var eligible: Int
    /// Teams whose case a decision has settled; they count as placed.
    package var pinned: Int
    /// No run of the round places more teams; where cases have a minimum of teams, it may be that none places so many.
    package var mostPlaced: Int
    /// Sets of teams that are eligible for fewer places than they are, the one with most teams missing out first.
    package var shortages: [PlaceShortage]
    /// Teams that are eligible for no case.
    package var stranded: [StrandedTeam]
    package var strandedTotal: Int
    /// What one further case would have to ask so that all the stranded teams are eligible for it, where there is such a case.
    package var strandedRepairs: [RoundRepair]
    /// Cases with places that no team is eligible for.
    package var idle: [IdleCase]
    package var idleTotal: Int
    /// Cases that run with more teams than are eligible: they cannot run.
    package var short: [ShortCase]
    package var shortTotal: Int
    /// Why nothing can be matched, or why some teams take no part; in the reader's language.
    package var note: String?

    package init(
        teams: Int, cases: Int, places: Int, eligible: Int, pinned: Int, mostPlaced: Int, shortages: [PlaceShortage],
        stranded: [StrandedTeam], strandedTotal: Int, strandedRepairs: [RoundRepair] = [], idle: [IdleCase], idleTotal: Int,
        short: [ShortCase] = [], shortTotal: Int = 0, note: String? = nil
    ) {
        self.teams = teams
        self.cases = cases
        self.places = places
        self.eligible = eligible
        self.pinned = pinned
        self.mostPlaced = mostPlaced
        self.shortages = shortages
        self.stranded = stranded
        self.strandedTotal = strandedTotal
        self.strandedRepairs = strandedRepairs
        self.idle = idle
        self.idleTotal = idleTotal
        self.short = short
        self.shortTotal = shortTotal
        self.note = note
    }
}

/// Teams that are eligible for these cases only, which have fewer places.
package struct PlaceShortage: Codable, Sendable {
    /// In a sentence.
    package var message: String
    package var places: Int
    /// Teams that stay without a case in every run.
    package var missing: Int
    package var teams: [NamedTeam]
    package var teamsTotal: Int
    /// Cases that bound the teams by their own places.
    package var cases: [BoundingCase]
    package var casesTotal: Int
    /// Companies that bound them by what they take over all their cases.
    package var companies: [BoundingCompany]
    /// Each by itself, the cheapest first, five at most: what places one more team, and what places all that are missing.
    package var repairs: [RoundRepair]

    package init(
        message: String, places: Int, missing: Int, teams: [NamedTeam], teamsTotal: Int, cases: [BoundingCase], casesTotal: Int,
        companies: [BoundingCompany], repairs: [RoundRepair]
    ) {
        self.message = message
        self.places = places
        self.missing = missing
        self.teams = teams
        self.teamsTotal = teamsTotal
        self.cases = cases
        self.casesTotal = casesTotal
        self.companies = companies
        self.repairs = repairs
    }
}

/// A case that runs with at least so many teams, and how many are eligible for it.
package struct ShortCase: Codable, Sendable {
    package var `case`: BusinessCase.ID
    package var title: String
    package var minimum: Int
    package var eligible: Int

    package init(case businessCase: BusinessCase.ID, title: String, minimum: Int, eligible: Int) {
        self.case = businessCase
        self.title = title
        self.minimum = minimum
        self.eligible = eligible
    }
}

package struct NamedTeam: Codable, Sendable {
    package var team: Team.ID
    package var name: String

    package init(team: Team.ID, name: String) {
        self.team = team
        self.name = name
    }
}

package struct BoundingCase: Codable, Sendable {
    package var `case`: BusinessCase.ID
    package var title: String
    package var places: Int

    package init(case businessCase: BusinessCase.ID, title: String, places: Int) {
        self.case = businessCase
        self.title = title
        self.places = places
    }
}

package struct BoundingCompany: Codable, Sendable {
    package var company: Organisation.ID
    package var name: String
    package var places: Int

    package init(company: Organisation.ID, name: String, places: Int) {
        self.company = company
        self.name = name
        self.places = places
    }
}

/// A gate, and how many of the pairs looked at it is closed to.
package struct GateCount: Codable, Sendable {
    /// `language`, `time` …; `ranking` where a ranking leaves the case out.
    package var code: String
    package var closed: Int

    package init(code: String, closed: Int) {
        self.code = code
        self.closed = closed
    }
}

/// A team that no case is open to.
package struct StrandedTeam: Codable, Sendable {
    package var team: Team.ID
    package var name: String
    /// Over all cases, the gate that is closed most often first.
    package var gates: [GateCount]
    /// A case that fewest gates are closed to, with what each of them says; of equals the better fitting one.
    package var nearest: BusinessCase.ID?
    package var nearestTitle: String?
    package var missing: [String]
    /// The least that makes it eligible for a case, each by itself, the cheapest first, three at most.
    package var repairs: [RoundRepair]

    package init(
        team: Team.ID, name: String, gates: [GateCount], nearest: BusinessCase.ID?, nearestTitle: String?, missing: [String],
        repairs: [RoundRepair] = []
    ) {
        self.team = team
        self.name = name
        self.gates = gates
        self.nearest = nearest
        self.nearestTitle = nearestTitle
        self.missing = missing
        self.repairs = repairs
    }
}

/// A case that is open to no team.
package struct IdleCase: Codable, Sendable {
    package var `case`: BusinessCase.ID
    package var title: String
    package var places: Int
    /// Over all teams, the gate that is closed most often first.
    package var gates: [GateCount]
    /// Gates that alone keep teams from it, the one that keeps most first.
    package var alone: [LoneGate]

    package init(case businessCase: BusinessCase.ID, title: String, places: Int, gates: [GateCount], alone: [LoneGate] = []) {
        self.case = businessCase
        self.title = title
        self.places = places
        self.gates = gates
        self.alone = alone
    }
}
