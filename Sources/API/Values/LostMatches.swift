package import struct Foundation.Date

/// A team that has lost the case of a published run, because its company withdrew it, and that no later run has given another.
package struct LostMatch: Codable, Sendable {
    package var run: Run.ID
    package var round: Round.ID
    /// `best-total`, `stable` or `fairest`.
    package var policy: String
    /// Whether the caller holds the round, and may publish another run in its place.
    package var isHeld: Bool
    package var team: Team.ID
    package var teamName: String
    package var `case`: BusinessCase.ID
    package var caseTitle: String
    package var company: String
    package var withdrawnAt: Date

    package init(
        run: Run.ID, round: Round.ID, policy: String, isHeld: Bool, team: Team.ID, teamName: String, case businessCase: BusinessCase.ID,
        caseTitle: String, company: String, withdrawnAt: Date
    ) {
        self.run = run
        self.round = round
        self.policy = policy
        self.isHeld = isHeld
        self.team = team
        self.teamName = teamName
        self.case = businessCase
        self.caseTitle = caseTitle
        self.company = company
        self.withdrawnAt = withdrawnAt
    }
}

/// Which lost matches, and in which order.
package struct LostMatchQuery: Codable, Sendable, LimitedQuery {
    /// Of this round only.
    package var round: Round.ID?
    /// Part of the name of the team, the case or the company.
    package var q: String?
    /// `-withdrawn`, the usual one, `withdrawn`, `team` or `-team`.
    package var sort: String?
    package var limit: Int?
    package var cursor: String?

    package init(round: Round.ID? = nil, q: String? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.round = round
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}
