/// A business case as a file says it: YAML front matter and a Markdown body, a row of a CSV, or a brief. What is left out is nil.
package struct CaseFile: Sendable, Equatable {
    package struct Skill: Sendable, Equatable {
        package var skill: String
        package var level: Int
        /// `must`, `should` or `nice`.
        package var importance: String

        package init(skill: String, level: Int, importance: String) {
            self.skill = skill
            self.level = level
            self.importance = importance
        }
    }

    package var title = ""
    package var company: String?
    package var reference: String?
    package var skills: [Skill] = []
    package var teamSize: ClosedRange<Int>?
    package var capacity: Int?
    package var minimum: Int?
    package var from: Day?
    package var until: Day?
    package var hoursPerWeek: Int?
    package var mentorSlots: WeekGrid?
    package var languages: [String]?
    package var place: String?
    package var remote: Bool?
    package var confidentiality: String?
    package var rights: String?
    package var reward: String?
    package var openTo: [String]?
    package var description = ""

    package init() {}
}
