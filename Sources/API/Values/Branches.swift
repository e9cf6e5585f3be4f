/// What a branch of a run changes. What is absent stays as it is.
package struct BranchRequest: Codable, Sendable {
    /// Cases that are withdrawn.
    package var withdrawnCases: [BusinessCase.ID]?
    /// Cases that have another number of places.
    package var places: [RepairRequest.Places]?
    /// Cases that run with another minimum of teams; 0: with any number.
    package var minimums: [Minimum]?
    /// Teams that left.
    package var goneTeams: [Team.ID]?
    /// Keeps the teams that the repair with so many teams moved lets stay; the number is one of a ``RepairPreview`` for the same changes.
    package var moved: Int?
    /// Pairs that must be; a team's pin takes the place of the one it had.
    package var pins: [BranchPair]?
    /// Pairs that may not be.
    package var bans: [BranchPair]?
    /// `best-total` or `fairest`.
    package var policy: String?
    package var placement: String?
    /// Under `fairest`: `fit`, or `rank` where rankings are frozen with the run.
    package var fairness: String?
    package var skillWeight: Int?
    package var timeWeight: Int?

    package init(
        withdrawnCases: [BusinessCase.ID]? = nil, places: [RepairRequest.Places]? = nil, minimums: [Minimum]? = nil,
        goneTeams: [Team.ID]? = nil, moved: Int? = nil,
        pins: [BranchPair]? = nil, bans: [BranchPair]? = nil, policy: String? = nil, placement: String? = nil, fairness: String? = nil,
        skillWeight: Int? = nil, timeWeight: Int? = nil
    ) {
        self.withdrawnCases = withdrawnCases
        self.places = places
        self.minimums = minimums
        self.goneTeams = goneTeams
        self.moved = moved
        self.pins = pins
        self.bans = bans
        self.policy = policy
        self.placement = placement
        self.fairness = fairness
        self.skillWeight = skillWeight
        self.timeWeight = timeWeight
    }

    package struct Minimum: Codable, Sendable, Equatable {
        package var `case`: BusinessCase.ID
        package var minimum: Int

        package init(case businessCase: BusinessCase.ID, minimum: Int) {
            self.case = businessCase
            self.minimum = minimum
        }
    }

    /// Those of a repair.
    package var repair: RepairRequest { RepairRequest(withdrawnCases: withdrawnCases, places: places, goneTeams: goneTeams) }

    /// Whether it asks what would be, were the round another: then it cannot be published.
    package var isWhatIf: Bool {
        !(minimums ?? []).isEmpty || !(pins ?? []).isEmpty || !(bans ?? []).isEmpty || policy != nil || placement != nil || fairness != nil
            || skillWeight != nil
            || timeWeight != nil
    }
}

package struct BranchPair: Codable, Sendable, Equatable {
    package var team: Team.ID
    package var `case`: BusinessCase.ID

    package init(team: Team.ID, case businessCase: BusinessCase.ID) {
        self.team = team
        self.case = businessCase
    }
}

/// Of which run a run is a branch, and what it changes.
package struct Branch: Codable, Sendable {
    package var of: Run.ID
    package var changes: BranchRequest
    /// Teams that keep their case because it was decided to let them stay.
    package var kept: Int

    package init(of run: Run.ID, changes: BranchRequest, kept: Int) {
        of = run
        self.changes = changes
        self.kept = kept
    }
}
