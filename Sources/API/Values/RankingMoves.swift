/// One step in a team's ranking, taken on whatever the ranking is at that moment, so that two members of a team never undo each other's.
package struct RankingMove: Codable, Sendable {
    package enum Step: String, Codable, Sendable, CaseIterable {
        /// Ranked last, where it was not ranked.
        case add
        case remove
        /// Past the place above or below; out of a tie first.
        case up, down
        /// As much liked as the place above.
        case tie
        /// Alone right above the case that `before` names; last where it names none.
        case place
    }
    package var `case`: BusinessCase.ID
    package var step: Step
    package var before: BusinessCase.ID?

    package init(case businessCase: BusinessCase.ID, step: Step, before: BusinessCase.ID? = nil) {
        self.case = businessCase
        self.step = step
        self.before = before
    }
}
