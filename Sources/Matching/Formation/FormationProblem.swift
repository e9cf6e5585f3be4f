/// Students to be divided into teams. Indices are dense, into the caller's own tables.
package struct FormationProblem: Equatable, Sendable {
    package var students: [FormationStudent]
    /// What the cases ask, each a skill at a level, with its weight; at most 256.
    package var wants: [Int32]
    package var sizes: TeamSizes
    /// Students who come into one team.
    package var together: [StudentPair]
    /// Students who do not come into one team.
    package var apart: [StudentPair]
    /// Teams that stay as they are, whatever their size.
    package var locked: [[Int32]]
    package var rules: FormationRules
    /// The same problem with the same seed gives the same teams.
    package var seed: UInt64

    package init(
        students: [FormationStudent], wants: [Int32] = [], sizes: TeamSizes, together: [StudentPair] = [], apart: [StudentPair] = [],
        locked: [[Int32]] = [], rules: FormationRules = FormationRules(), seed: UInt64 = 0
    ) {
        self.students = students
        self.wants = wants
        self.sizes = sizes
        self.together = together
        self.apart = apart
        self.locked = locked
        self.rules = rules
        self.seed = seed
    }
}

/// What counts of a student when teams are formed.
package struct FormationStudent: Equatable, Sendable {
    /// Of what the cases ask, what the student brings.
    package var brings: Marks
    /// The half-hours of the usual week in which the student is free.
    package var week: WeekMask
    /// The student's values of the attributes on which nobody should be alone, each a number of its own: two attributes share none.
    /// Who has no known value of an attribute has no number for it.
    package var traits: Marks

    package init(brings: Marks = Marks(), week: WeekMask = .all, traits: Marks = Marks()) {
        self.brings = brings
        self.week = week
        self.traits = traits
    }
}

/// Two students.
package struct StudentPair: Hashable, Sendable {
    package var one: Int32
    package var other: Int32

    package init(_ one: Int32, _ other: Int32) {
        self.one = one
        self.other = other
    }
}

/// How a team's points are made, 0…10000 in all.
package struct FormationRules: Equatable, Sendable {
    /// The most points of a team.
    package static let most: Int32 = 10_000

    /// The weights of the criteria, 0…100 each, not all 0. Where the cases ask nothing, coverage has none.
    package var coverageWeight: Int32 = 6
    package var timeWeight: Int32 = 3
    package var sizeWeight: Int32 = 1
    /// So many common half-hours a week are all that a team needs, 1…336; fewer earn their part.
    package var neededHalfHours: Int32 = 8

    package init() {}
}
