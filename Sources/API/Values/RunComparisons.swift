package struct ComparisonQuery: Codable, Sendable, LimitedQuery {
    /// The other run.
    package var with: Run.ID
    /// Part of the name of a team or of one of its cases.
    package var q: String?
    /// `name` (the default), `-name`.
    package var sort: String?
    /// Changes a page, 1…200; 50 where it is not said.
    package var limit: Int?
    package var cursor: String?

    package init(with run: Run.ID, q: String? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        with = run
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// What two runs make of the same teams. Of a school that merely takes part in them, its own teams are compared.
package struct RunComparison: Codable, Sendable {
    package var run: Figures
    package var with: Figures
    /// Teams that have the same case in both.
    package var same: Int
    /// Teams whose case is another.
    package var moved: Int
    /// Teams that have a case in the other run only, and in this one only.
    package var gained: Int
    package var lost: Int
    /// Who has another case or none in one of the two: a page of those that are asked for.
    package var changes: [Change]
    /// All of them, asked for or not.
    package var changesTotal: Int
    /// The cursor of the next page of changes.
    package var next: String?

    /// One of the two runs as a whole.
    package struct Figures: Codable, Sendable, Equatable {
        package var id: Run.ID
        package var number: Int
        package var round: Round.ID
        package var roundName: String
        package var rules: RoundRules
        /// The same as in the rules.
        package var policy: String
        package var placement: String
        package var teams: Int
        package var cases: Int
        package var placed: Int
        package var totalFit: Int

        package init(
            id: Run.ID, number: Int, round: Round.ID, roundName: String, rules: RoundRules, teams: Int, cases: Int, placed: Int,
            totalFit: Int
        ) {
            self.id = id
            self.number = number
            self.round = round
            self.roundName = roundName
            self.rules = rules
            policy = rules.policy
            placement = rules.placement
            self.teams = teams
            self.cases = cases
            self.placed = placed
            self.totalFit = totalFit
        }
    }

    package struct Change: Codable, Sendable, Equatable {
        package var team: Team.ID
        package var name: String
        /// Absent where it has no case in the run, or takes no part in it.
        package var `case`: BusinessCase.ID?
        package var caseTitle: String?
        package var fit: Int?
        /// The same in the other run.
        package var withCase: BusinessCase.ID?
        package var withCaseTitle: String?
        package var withFit: Int?

        package init(
            team: Team.ID, name: String, case businessCase: BusinessCase.ID?, caseTitle: String?, fit: Int?, withCase: BusinessCase.ID?,
            withCaseTitle: String?, withFit: Int?
        ) {
            self.team = team
            self.name = name
            self.case = businessCase
            self.caseTitle = caseTitle
            self.fit = fit
            self.withCase = withCase
            self.withCaseTitle = withCaseTitle
            self.withFit = withFit
        }
    }

    package init(run: Figures, with: Figures, same: Int, moved: Int, gained: Int, lost: Int, changes: Page<Change>) {
        self.run = run
        self.with = with
        self.same = same
        self.moved = moved
        self.gained = gained
        self.lost = lost
        self.changes = changes.items
        next = changes.next
        changesTotal = moved + gained + lost
    }
}
