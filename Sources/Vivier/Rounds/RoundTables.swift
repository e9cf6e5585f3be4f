import API
import Matching
import Postgres

/// The problem of a round as the engine takes it, and what each of its positions stands for.
struct RoundTables: Sendable {
    var problem = FitProblem()
    var teams: [Team.ID] = []
    var schoolOfTeam: [Organisation.ID] = []
    /// The students of each team, in the order of its members.
    var members: [[Student.ID]] = []
    /// Those that are not in the problem.
    var idleDecisions: [IdleDecision] = []
    var cases: [BusinessCase.ID] = []
    var caseVersions: [Int32] = []
    var companyOfCase: [Organisation.ID] = []
    var companies: [Organisation.ID] = []
    var schools: [Organisation.ID] = []
    /// URIs of the referential.
    var skills: [String] = []
    var skillIDs: [Int32] = []
    var languages: [String] = []
    var places: [String] = []
}

/// Gives each key of a table the next position when it is first met.
struct Positions<Key: Hashable & Sendable>: Sendable {
    private(set) var keys: [Key] = []
    private var positions: [Key: Int32] = [:]

    mutating func callAsFunction(_ key: Key) -> Int32 {
        if let position = positions[key] { return position }
        let position = Int32(keys.count)
        keys.append(key)
        positions[key] = position
        return position
    }

    func find(_ key: Key) -> Int32? { positions[key] }
}
