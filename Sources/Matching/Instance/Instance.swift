/// Everything a run is computed from: the content of a file `vivier-instance/1`, ids replaced by their position.
package struct Instance: Equatable, Sendable {
    /// What the result promises; the raw values are those of files and the API.
    package enum Policy: String, CaseIterable, Sendable {
        case bestTotal = "best-total"
        case stable
        case fairest
    }

    /// Whether fit or the number of placed teams comes first.
    package enum Placement: String, CaseIterable, Sendable {
        case fitFirst = "fit-first"
        case everyoneFirst = "everyone-first"
    }

    /// A team and a case, by position.
    package struct Pair: Hashable, Sendable {
        package var team: Int32
        package var target: Int32

        package init(team: Int32, target: Int32) {
            self.team = team
            self.target = target
        }
    }

    /// The capacity of a company that states none.
    package static let unlimited = Int32.max

    package var policy = Policy.bestTotal
    package var placement = Placement.fitFirst
    /// The ids, in the order of the file.
    package var teams: [String] = []
    package var cases: [String] = []
    package var companies: [String] = []
    /// Places of each case, ≥ 0.
    package var capacities: [Int32] = []
    /// Teams with which each case runs at least, or not at all; 0 and up to its capacity. Empty where no case states any. For `best-total`.
    package var minimums: [Int32] = []
    /// The company of each case, −1 for none.
    package var companyOfCase: [Int32] = []
    /// Teams that each company takes over all its cases, ≥ 0, or `unlimited`.
    package var companyCapacities: [Int32] = []
    /// Whom each side would take, best first. A ranking that is given is complete: whom it leaves out is not acceptable.
    package var teamRankings = Rankings()
    package var caseRankings = Rankings()
    package var companyRankings = Rankings()
    /// The fit of each pair that has one; nil where the rankings alone say who is acceptable.
    package var fits: FitTable?
    /// Pairs that a person has settled before the run.
    package var pins: [Pair] = []
    /// Pairs that a person has excluded.
    package var bans: [Pair] = []
    /// By what `fairest` compares; nil for ``fairnessBasis`` to decide.
    package var fairness: FairnessBasis?
    /// Decides ties by lottery, where a policy needs one.
    package var seed: UInt64 = 0

    package init() {}

    /// Whether some case runs with a minimum of teams or not at all.
    package var hasMinimums: Bool { minimums.contains { $0 > 0 } }
}

/// Fits in compressed rows: the pairs of team `t` are `rowStarts[t]..<rowStarts[t + 1]`.
package struct FitTable: Equatable, Sendable {
    package var rowStarts: [Int]
    package var cases: [Int32]
    /// 0…10000 each.
    package var fits: [Int32]

    package init(rowStarts: [Int], cases: [Int32], fits: [Int32]) {
        self.rowStarts = rowStarts
        self.cases = cases
        self.fits = fits
    }
}
