/// What a round declares about the fit before it runs. Every figure here stands in the snapshot and in each explanation.
package struct FitRules: Equatable, Sendable {
    /// What a skill near the needed one earns, in percent of its level.
    package struct Credits: Hashable, Sendable {
        package var narrower: Int32 = 100
        package var broader: Int32 = 50
        package var sibling: Int32 = 25

        package init(narrower: Int32 = 100, broader: Int32 = 50, sibling: Int32 = 25) {
            self.narrower = narrower
            self.broader = broader
            self.sibling = sibling
        }
    }

    /// How much each importance counts in the skill fit.
    package struct ImportanceWeights: Hashable, Sendable {
        package var must: Int32 = 3
        package var should: Int32 = 2
        package var nice: Int32 = 1

        package init(must: Int32 = 3, should: Int32 = 2, nice: Int32 = 1) {
            self.must = must
            self.should = should
            self.nice = nice
        }

        package subscript(importance: Importance) -> Int32 {
            switch importance {
            case .must: must
            case .should: should
            case .nice: nice
            }
        }
    }

    /// Who of a team must live where a case that cannot be done from anywhere takes place. A member whose place is unknown never closes the gate.
    package enum PlaceRule: String, CaseIterable, Sendable {
        case ignored
        case someMember = "some-member"
        case everyMember = "every-member"
    }

    /// The weights of the criteria, 0…100 each, not all 0.
    package var skillWeight: Int32 = 7
    package var timeWeight: Int32 = 3

    package var credits = Credits()
    package var importanceWeights = ImportanceWeights()
    /// A *must* skill may fall so many levels below the needed one, but not below 1, before it closes its gate.
    package var mustSlack: Int32 = 1

    /// Half-hours count as common when so many members are free in them, or all of a smaller team; nil for all.
    package var quorum: Int32?
    /// A time fit below this closes the gate, 0…10000.
    package var leastTime: Int32 = 1_000
    /// The part of a window's weeks in which the team is there, 0…10000; less closes the gate.
    package var leastPresence: Int32 = 8_000
    /// The week of a member who has not said when: free when everyone usually works, up to the hours that were declared.
    package var usualWeek = WeekMask(days: 0..<5, halfHours: 16..<40)
    /// The hours a week of a member who has said neither when nor how many: half a day, the least that a project course gives.
    package var usualHours: Int32 = 4

    package var placeRule = PlaceRule.someMember
    /// What a member speaks who has named no language; nil where that closes no gate.
    package var presumedLanguages: [LanguageLevel]?

    package init() {}
}
