/// Why a case is taken back.
package struct CaseWithdrawal: Codable, Sendable {
    package var reason: String?

    package init(reason: String? = nil) {
        self.reason = reason
    }
}

/// What a draft would come to, before it is posted; nothing is stored.
package struct CaseOutlook: Codable, Sendable {
    /// The draft with its defaults, as it would stand.
    package var content: CaseContent
    /// Skills whose label no entry of the referential bears.
    package var unknown: [UnknownLabel]
    /// About how many teams of the schools' current cohorts pass every gate: of the case without skills, then with one skill after the other.
    package var steps: [Step]
    /// Whether the schools have any team in their current cohorts: where there is none, a case that nobody could do yet is no worse for it.
    /// Told to everybody, without a blur.
    package var hasTeams: Bool
    /// What is acceptable and perhaps not meant, as when a case is posted.
    package var warnings: [String]

    package struct UnknownLabel: Codable, Sendable {
        /// Its place among the skills, from 0.
        package var index: Int
        package var label: String
        /// What was perhaps meant, the nearest first.
        package var nearest: [String]

        package init(index: Int, label: String, nearest: [String]) {
            self.index = index
            self.label = label
            self.nearest = nearest
        }
    }

    package struct Step: Codable, Sendable {
        /// The skill that was added last; nil for the case without skills.
        package var skill: String?
        /// Of a company's draft about how many: blurred, so that two questions do not tell a single team apart, the same whenever it is asked again.
        /// To the nearest five; nil where there are fewer than ``CaseOutlook/fewest``.
        package var teams: Int?

        package init(skill: String?, teams: Int?) {
            self.skill = skill
            self.teams = teams
        }
    }

    package static let fewest = 5

    /// A count as operators are told it, who may read every team.
    package static func told(_ count: Int) -> Int? { count < fewest ? nil : (count + fewest / 2) / fewest * fewest }

    package init(content: CaseContent, unknown: [UnknownLabel], steps: [Step], hasTeams: Bool, warnings: [String]) {
        self.content = content
        self.unknown = unknown
        self.steps = steps
        self.hasTeams = hasTeams
        self.warnings = warnings
    }
}

/// Cases as a file.
package struct CaseExportQuery: Codable, Sendable {
    package var state: BusinessCase.State?
    package var q: String?
    package var sort: String?

    package init(state: BusinessCase.State? = nil, q: String? = nil, sort: String? = nil) {
        self.state = state
        self.q = q
        self.sort = sort
    }
}
