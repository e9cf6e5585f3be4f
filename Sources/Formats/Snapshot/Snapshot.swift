package import Matching

/// The frozen input of a run, `vivier-snapshot/1`: the problem that fits are computed from, and the ids of what its positions stand for.
/// No name and no e-mail address stands in it, so that a person can be erased and the run still replayed.
package struct Snapshot: Equatable, Sendable {
    package static let format: StaticString = "vivier-snapshot/1"

    /// Whether a file says in its first line that it is a snapshot; whether it is one, ``read(_:)`` says.
    package static func isSnapshot(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes.prefix(64), as: UTF8.self).contains("\"vivier-snapshot/")
    }

    package var problem: FitProblem
    package var teams: [String]
    /// The students of each team, in the order of its members.
    package var members: [[String]]
    package var cases: [String]
    /// Which version of each case was frozen.
    package var caseVersions: [Int32]
    package var companies: [String]
    package var schools: [String]
    /// URIs of the referential.
    package var skills: [String]
    package var languages: [String]
    package var places: [String]

    package init(
        problem: FitProblem, teams: [String], members: [[String]], cases: [String], companies: [String], schools: [String],
        skills: [String],
        languages: [String], places: [String], caseVersions: [Int32]? = nil
    ) {
        self.caseVersions = caseVersions ?? Array(repeating: 1, count: cases.count)
        self.problem = problem
        self.teams = teams
        self.members = members
        self.cases = cases
        self.companies = companies
        self.schools = schools
        self.skills = skills
        self.languages = languages
        self.places = places
    }

    /// The same without fits, in the form that result files are read against and written of.
    package var frame: Instance { named(Instance(placesOf: problem)) }

    /// The most pairs that `instance` lists: about 2 GB of file.
    package static let mostListedPairs = 50_000_000

    /// The same with the fit of every eligible pair, for the offline solver and verifier of `vivier-instance/1`; nil where there would be
    /// too many pairs to list.
    package func instance() throws(FitDefect) -> Instance? {
        guard teams.count * cases.count <= Self.mostListedPairs else { return nil }
        return named(Instance(everyPairOf: try FitBook(problem)))
    }

    func named(_ instance: Instance) -> Instance {
        var instance = instance
        instance.teams = teams
        instance.cases = cases
        instance.companies = companies
        return instance
    }
}
