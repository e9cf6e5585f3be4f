/// What has changed since a run.
package struct RepairRequest: Codable, Sendable {
    /// Cases that their companies withdraw.
    package var withdrawnCases: [BusinessCase.ID]?
    /// Cases that have another number of places now.
    package var places: [Places]?
    /// Teams that left.
    package var goneTeams: [Team.ID]?

    package struct Places: Codable, Sendable {
        package var `case`: BusinessCase.ID
        package var places: Int

        package init(case businessCase: BusinessCase.ID, places: Int) {
            self.case = businessCase
            self.places = places
        }
    }

    package init(withdrawnCases: [BusinessCase.ID]? = nil, places: [Places]? = nil, goneTeams: [Team.ID]? = nil) {
        self.withdrawnCases = withdrawnCases
        self.places = places
        self.goneTeams = goneTeams
    }
}

/// The ways to repair a run: the fewer teams move, the less total fit can be reached. Each is proven the best of all that move so few.
package struct RepairPreview: Codable, Sendable {
    package var run: Run.ID
    /// Of the run, without what has changed.
    package var placed: Int
    package var totalFit: Int
    /// Teams that are still there, but whose case is withdrawn, or left with places for pinned teams only.
    package var displaced: [NamedTeam]
    package var displacedTotal: Int
    /// Cases that keep places, but fewer than they have teams: which teams leave them each repair says.
    package var crowded: [CrowdedCase]
    /// Cases that were withdrawn since the run without being named in the request; they count as if they were.
    package var withdrawnSince: [NamedCase]
    /// Teams that are no more since the run, named in the request or not.
    package var disbandedSince: Int
    /// From the one that moves fewest teams to the one that reaches the most.
    package var repairs: [Repair]
    /// The repairs are all that nothing beats. Otherwise the search through branches was given up: those with `proof.branches` 0, the
    /// corners of the frontier, are all there, others between them may be missing.
    package var complete: Bool

    package struct NamedCase: Codable, Sendable, Equatable {
        package var `case`: BusinessCase.ID
        package var title: String

        package init(case businessCase: BusinessCase.ID, title: String) {
            self.case = businessCase
            self.title = title
        }
    }

    package struct CrowdedCase: Codable, Sendable, Equatable {
        package var `case`: BusinessCase.ID
        package var title: String
        /// That are still there and not displaced.
        package var teams: Int
        package var places: Int

        package init(case businessCase: BusinessCase.ID, title: String, teams: Int, places: Int) {
            self.case = businessCase
            self.title = title
            self.teams = teams
            self.places = places
        }
    }

    package init(
        run: Run.ID, placed: Int, totalFit: Int, displaced: [NamedTeam], displacedTotal: Int, crowded: [CrowdedCase] = [],
        withdrawnSince: [NamedCase] = [], disbandedSince: Int = 0, repairs: [Repair], complete: Bool
    ) {
        self.run = run
        self.placed = placed
        self.totalFit = totalFit
        self.displaced = displaced
        self.displacedTotal = displacedTotal
        self.crowded = crowded
        self.withdrawnSince = withdrawnSince
        self.disbandedSince = disbandedSince
        self.repairs = repairs
        self.complete = complete
    }
}

/// One way to repair a run.
package struct Repair: Codable, Sendable {
    /// Teams that give up a case that still has a place, for another or for none.
    package var moved: Int
    package var placed: Int
    package var totalFit: Int
    /// What the run's total fit is larger.
    package var fitLost: Int
    /// Whoever has another case than in the run, or none, or had none: 500 at most, those first whose case is withdrawn.
    package var moves: [TeamMove]
    package var movesTotal: Int
    /// Teams that lose their place and get no other: 500 at most.
    package var unplaced: [NamedTeam]
    package var unplacedTotal: Int
    package var proof: Proof

    /// With `branches` 0, prices prove it: no matching counts more where each pair counts `scale` times its fit (under `everyone-first` with
    /// the weight of placing a team), and each pair that is kept `bonus` more. Otherwise no such worth makes it the best one; that nothing
    /// which moves so few reaches more was found by looking into so many branches.
    package struct Proof: Codable, Sendable {
        package var scale: Int
        package var bonus: Int
        package var branches: Int

        package init(scale: Int, bonus: Int, branches: Int) {
            self.scale = scale
            self.bonus = bonus
            self.branches = branches
        }
    }

    package init(
        moved: Int, placed: Int, totalFit: Int, fitLost: Int, moves: [TeamMove], movesTotal: Int, unplaced: [NamedTeam], unplacedTotal: Int,
        proof: Proof
    ) {
        self.moved = moved
        self.placed = placed
        self.totalFit = totalFit
        self.fitLost = fitLost
        self.moves = moves
        self.movesTotal = movesTotal
        self.unplaced = unplaced
        self.unplacedTotal = unplacedTotal
        self.proof = proof
    }
}

/// What a repair changes for a team.
package struct TeamMove: Codable, Sendable {
    package var team: Team.ID
    package var name: String
    /// `displaced`: its case is withdrawn, or has places for pinned teams only; `moves`: its case still has a place; `joins`: it had no case.
    package var kind: Kind
    package var from: BusinessCase.ID?
    package var fromTitle: String?
    /// Absent where it gets no case.
    package var to: BusinessCase.ID?
    package var toTitle: String?
    package var fitBefore: Int?
    package var fit: Int?

    package enum Kind: String, Codable, Sendable, CaseIterable {
        case displaced, moves, joins
    }

    package init(
        team: Team.ID, name: String, kind: Kind, from: BusinessCase.ID?, fromTitle: String?, to: BusinessCase.ID?, toTitle: String?,
        fitBefore: Int?, fit: Int?
    ) {
        self.team = team
        self.name = name
        self.kind = kind
        self.from = from
        self.fromTitle = fromTitle
        self.to = to
        self.toTitle = toTitle
        self.fitBefore = fitBefore
        self.fit = fit
    }
}
