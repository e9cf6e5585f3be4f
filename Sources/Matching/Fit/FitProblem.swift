/// Everything that the fits of a round, and the run on them, are computed from. Teams, cases, companies, skills, languages, places and
/// schools are dense indices; whoever fills this keeps the tables of their ids.
package struct FitProblem: Equatable, Sendable {
    /// A relation of the referential: `narrower` is a kind of `broader`.
    package struct SkillLink: Hashable, Sendable {
        package var narrower: Int32
        package var broader: Int32

        package init(narrower: Int32, broader: Int32) {
            self.narrower = narrower
            self.broader = broader
        }
    }

    /// A pair that may not be, for a reason that neither skills nor time know.
    package struct Exclusion: Hashable, Sendable {
        /// The raw values are those of `Gate`.
        package enum Reason: String, CaseIterable, Sendable {
            case conflict, veto, ban, busy
        }

        package var team: Int32
        package var target: Int32
        package var reason: Reason

        package init(team: Int32, target: Int32, reason: Reason) {
            self.team = team
            self.target = target
            self.reason = reason
        }
    }

    package var rules = FitRules()
    package var policy = Instance.Policy.bestTotal
    package var placement = Instance.Placement.fitFirst
    /// By what `fairest` compares how well teams are served.
    package var fairness = FairnessBasis.fit
    /// Decides ties by lottery, where a policy needs one.
    package var seed: UInt64 = 0

    /// How many entries each table of the owner has.
    package var skillCount = 0
    package var languageCount = 0
    package var placeCount = 0
    package var schoolCount = 0
    package var skillLinks: [SkillLink] = []
    /// Days on which nobody of a team works on a case.
    package var calendars: [[DayRange]] = []

    package var teams: [FitTeam] = []
    package var cases: [FitCase] = []
    /// Teams that each company takes over all its cases, ≥ 0, or `Instance.unlimited`.
    package var companyCapacities: [Int32] = []

    package var exclusions: [Exclusion] = []
    /// Pairs that a person has settled before the run. A pin passes any gate but those of `Gate.isFirm`.
    package var pins: [Instance.Pair] = []
    /// The cases that teams would take, for `stable` and for `fairest` by rank: positions within the tables, each case once a team. A team that gave no
    /// ranking goes by fit.
    package var teamRankings = Rankings()
    /// The teams that cases would rather have, for the policy `stable`. Whom a case leaves out stands behind those it names, by fit.
    package var caseRankings = Rankings()

    package init() {}

    /// Whether some case runs with a minimum of teams or not at all.
    package var hasMinimums: Bool { cases.contains { $0.minimum > 0 } }

    /// Whether it is solved and verified on all eligible pairs held at once; otherwise fits are computed as they are needed.
    package var holdsEveryPair: Bool { policy != .bestTotal || hasMinimums }
}
