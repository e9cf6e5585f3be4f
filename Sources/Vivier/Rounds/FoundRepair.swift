import Matching

/// A change that a diagnosis proposes, by positions of its snapshot.
struct FoundRepair: Sendable {
    enum Change: Sendable {
        case places(PlaceTrials.Change)
        case opening(team: Int32, target: Int32, GateOpening)
        case ban(team: Int32, target: Int32)
        case pin(team: Int32, target: Int32)
        case newCase(SharedGround, places: Int)
    }

    var change: Change
    /// How many teams more can be placed; nil where the round is too large to look.
    var teams: Int?
    /// What a best total gains.
    var best: PlaceWorths.Worth?

    /// In single steps.
    var cost: Int {
        switch change {
        case .places(let change): change.cost
        case .opening(team: _, target: _, let opening): opening.cost
        case .ban, .pin: 1
        case .newCase(_, let places): 1 + places
        }
    }

    /// Whether it gives more of several cases or companies at once.
    var isOfSeveral: Bool {
        guard case .places(let change) = change else { return false }
        return change.cases.count + change.companies.count > 1
    }

    /// Whether it goes before another one: the cheaper, then what places more, then what fits better.
    func precedes(_ other: FoundRepair) -> Bool {
        (cost, -(teams ?? 0), -(best?.fit ?? 0)) < (other.cost, -(other.teams ?? 0), -(other.best?.fit ?? 0))
    }
}

/// A gate that alone keeps some teams from a case.
struct FoundLoneGate: Sendable {
    var gate: Gate
    var teams = 0
    /// The fewest steps that let a team in, and how many teams so many do; nil where none was found or looked for.
    var least: (cost: Int, teams: Int)?
}

extension FitExplanation {
    /// Whether some gate is closed, and only one.
    var isKeptByOneGate: Bool { failures.first.map { first in failures.allSatisfy { $0.gate == first.gate } } ?? false }
}
