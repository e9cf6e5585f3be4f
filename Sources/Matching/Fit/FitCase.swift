/// A case as the fit sees it. All indices are dense, into the tables of the problem's owner.
package struct FitCase: Equatable, Sendable {
    /// The company, −1 for none.
    package var company: Int32
    /// How many teams it takes, ≥ 0.
    package var capacity: Int32
    /// With how many teams it runs at least, or not at all; 0 and up to its capacity. For the policy `best-total`.
    package var minimum: Int32
    /// Each skill once.
    package var needs: [SkillNeed]
    /// Members of a team, least and most.
    package var leastMembers: Int32
    package var mostMembers: Int32
    package var window: DayRange
    /// Hours a week that the team has to give together; 0 asks for none.
    package var hoursPerWeek: Int32
    /// When the mentor can meet a team; nil when not said.
    package var mentor: WeekMask?
    /// What every member must speak, and how well.
    package var languages: [LanguageLevel]
    /// Where the work is done, −1 when not said.
    package var place: Int32
    /// Whether it can be done from anywhere.
    package var remote: Bool
    /// The schools it is open to; nil for all.
    package var openTo: [Int32]?

    package init(
        company: Int32 = -1, capacity: Int32 = 1, needs: [SkillNeed] = [], leastMembers: Int32 = 1, mostMembers: Int32 = 100,
        window: DayRange, hoursPerWeek: Int32, mentor: WeekMask? = nil, languages: [LanguageLevel] = [], place: Int32 = -1,
        remote: Bool = true, openTo: [Int32]? = nil, minimum: Int32 = 0
    ) {
        self.company = company
        self.capacity = capacity
        self.minimum = minimum
        self.needs = needs
        self.leastMembers = leastMembers
        self.mostMembers = mostMembers
        self.window = window
        self.hoursPerWeek = hoursPerWeek
        self.mentor = mentor
        self.languages = languages
        self.place = place
        self.remote = remote
        self.openTo = openTo
    }
}

/// How much a case wants a skill.
package enum Importance: String, CaseIterable, Sendable {
    case must, should, nice
}

/// A skill that a case asks for, at a level of 1…4.
package struct SkillNeed: Hashable, Sendable {
    package var skill: Int32
    package var level: Int32
    package var importance: Importance
    /// Below this credited level the pair is not eligible; 0 for no gate, nil for what the round declares.
    package var gateLevel: Int32?

    package init(skill: Int32, level: Int32, importance: Importance, gateLevel: Int32? = nil) {
        self.skill = skill
        self.level = level
        self.importance = importance
        self.gateLevel = gateLevel
    }
}
