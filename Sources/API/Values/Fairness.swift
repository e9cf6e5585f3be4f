/// How the teams of a run fared, group by group, as evidence of equal treatment. Figures of groups so small that single teams could be
/// told from them, or from the difference of two groups, are left out. To a school that takes part in a network's round it is about its
/// own teams only.
package struct FairnessReport: Codable, Sendable {
    package var teams: Int
    package var placed: Int
    /// Those that were asked for: schools, then cohorts, then programmes, each by name where no order is asked for. Without `limit` and
    /// `cursor` all of them, 500 of each kind at most.
    package var groups: [FairnessGroup]
    /// The next page of the groups; to be sent back as `cursor`, unread.
    package var next: String?
    /// How many placed teams have a fit in each tenth of the range, from 0–999 to 9000–10000.
    package var fits: [Int]
    /// Of the teams that ranked cases: how many have their first, their second …; the last entry counts those without a case.
    package var ranks: [RankShare]
    /// The programmes whose ranks are told, the largest first, ``mostProgrammes`` at most: the same whatever groups are asked for.
    package var programmes: [FairnessGroup]
    /// How many there are of these.
    package var programmesTotal: Int

    /// Groups of fewer teams show no figures.
    package static let smallestGroup = 5
    package static let mostProgrammes = 12

    package init(
        teams: Int, placed: Int, groups: [FairnessGroup], next: String? = nil, fits: [Int], ranks: [RankShare],
        programmes: [FairnessGroup], programmesTotal: Int
    ) {
        self.teams = teams
        self.placed = placed
        self.groups = groups
        self.next = next
        self.fits = fits
        self.ranks = ranks
        self.programmes = programmes
        self.programmesTotal = programmesTotal
    }
}

/// Which groups of a fairness report, and in which order; what is said of all teams is the same whatever is asked for.
package struct FairnessQuery: Codable, Sendable, LimitedQuery {
    /// `school`, `cohort` or `programme`.
    package var kind: FairnessGroup.Kind?
    /// Part of the name; accents and capitals do not matter.
    package var q: String?
    /// In each kind: `name`, the usual one, `-name`, `teams`, `-teams`, `fit`, `-fit`; what has no figures comes last by fit.
    package var sort: String?
    /// Groups a page, 1…200.
    package var limit: Int?
    package var cursor: String?

    package init(kind: FairnessGroup.Kind? = nil, q: String? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.kind = kind
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// Which groups a file takes: all that are asked for.
package struct FairnessExportQuery: Codable, Sendable {
    package var kind: FairnessGroup.Kind?
    /// Part of the name; accents and capitals do not matter.
    package var q: String?
    /// As in the report.
    package var sort: String?

    package init(kind: FairnessGroup.Kind? = nil, q: String? = nil, sort: String? = nil) {
        self.kind = kind
        self.q = q
        self.sort = sort
    }
}

/// Teams that have something in common.
package struct FairnessGroup: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case school, cohort, programme
    }
    /// `school`, `cohort` or `programme`; a team of several programmes is of none of them.
    package var kind: String
    package var name: String
    package var teams: Int
    /// Absent where there are fewer than ``FairnessReport/smallestGroup`` teams, or where so few could be told from its figures and others'.
    package var placed: Int?
    /// Of the placed ones, rounded down; absent also where nobody is placed.
    package var meanFit: Int?
    package var lowestFit: Int?
    /// How many have the first case of their ranking, their second …, up to the tenth; the last entry counts all others, be it that they
    /// have a later one, none, or gave no ranking. Absent also where no team of the run has a case that it ranked.
    package var ranks: [RankShare]?

    /// Places of a ranking that are counted one by one.
    package static let mostRanks = 10

    package init(
        kind: String, name: String, teams: Int, placed: Int?, meanFit: Int?, lowestFit: Int?, ranks: [RankShare]? = nil
    ) {
        self.kind = kind
        self.name = name
        self.teams = teams
        self.placed = placed
        self.meanFit = meanFit
        self.lowestFit = lowestFit
        self.ranks = ranks
    }
}

/// How many teams have the case at a place of their ranking.
package struct RankShare: Codable, Sendable, Equatable {
    /// From 1; absent for those without a case, and in a group for all that have none of the places before.
    package var place: Int?
    package var teams: Int
    /// No assignment gives more teams a case at this place or a better one; absent where it was not found out.
    package var possible: Int?

    package init(place: Int?, teams: Int, possible: Int? = nil) {
        self.place = place
        self.teams = teams
        self.possible = possible
    }
}
