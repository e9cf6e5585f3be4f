/// How the teams of a run fared, group by group, as evidence of equal treatment. Figures of groups so small that single teams could be
/// told from them, or from the difference of two groups, are left out. To a school that takes part in a network's round it is about its
/// own teams only.
package struct FairnessReport: Codable, Sendable {
    package var teams: Int
    package var placed: Int
    /// Schools, cohorts and programmes, each by name, 500 of each kind at most.
    package var groups: [FairnessGroup]
    /// How many placed teams have a fit in each tenth of the range, from 0–999 to 9000–10000.
    package var fits: [Int]
    /// Of the teams that ranked cases: how many have their first, their second …; the last entry counts those without a case.
    package var ranks: [RankShare]

    /// Groups of fewer teams show no figures.
    package static let smallestGroup = 5

    package init(teams: Int, placed: Int, groups: [FairnessGroup], fits: [Int], ranks: [RankShare]) {
        self.teams = teams
        self.placed = placed
        self.groups = groups
        self.fits = fits
        self.ranks = ranks
    }
}

/// Teams that have something in common.
package struct FairnessGroup: Codable, Sendable, Equatable {
    /// `school`, `cohort` or `programme`; a team of several programmes is of none of them.
    package var kind: String
    package var name: String
    package var teams: Int
    /// Absent where there are fewer than ``FairnessReport/smallestGroup`` teams, or where so few could be told from its figures and others'.
    package var placed: Int?
    /// Of the placed ones, rounded down; absent also where nobody is placed.
    package var meanFit: Int?
    package var lowestFit: Int?

    package init(kind: String, name: String, teams: Int, placed: Int?, meanFit: Int?, lowestFit: Int?) {
        self.kind = kind
        self.name = name
        self.teams = teams
        self.placed = placed
        self.meanFit = meanFit
        self.lowestFit = lowestFit
    }
}

/// How many teams have the case at a place of their ranking.
package struct RankShare: Codable, Sendable, Equatable {
    /// From 1; absent for those without a case.
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
